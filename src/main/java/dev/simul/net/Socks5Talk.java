package dev.simul.net;

import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import io.netty.util.NetUtil;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** SOCKS 5 (RFC 1928), with a user name and password where there are some (RFC 1929). */
final class Socks5Talk implements TunnelTalk {
    private static final int VERSION = 5;
    private static final int NO_AUTHENTICATION = 0;
    private static final int USERNAME_AND_PASSWORD = 2;
    private static final int AUTHENTICATION_VERSION = 1;
    private static final int CONNECT = 1;
    private static final int IPV4 = 1;
    private static final int NAME = 3;
    private static final int IPV6 = 4;
    private static final int MAX_NAME_BYTES = 255;

    /** What the next byte is. */
    private enum State {
        METHOD_VERSION,
        METHOD,
        LOGIN_VERSION,
        LOGIN_STATUS,
        REPLY_VERSION,
        REPLY_STATUS,
        RESERVED,
        ADDRESS_TYPE,
        NAME_LENGTH,
        BOUND_ADDRESS
    }

    private final ProxyServer proxy;
    private final Origin origin;
    /** Where the origin was found to be; null where the proxy is to find it. */
    private final byte @Nullable [] address;

    private State state = State.METHOD_VERSION;
    /** Of the address and port that the proxy uses, which nobody needs to know. */
    private int remaining;

    /**
     * Makes the talk for one connection.
     *
     * @param address of {@code origin}, 4 or 16 bytes; null where the proxy is to look up the name
     * @throws FetchFailure with {@link FetchError.Connect} if SOCKS cannot carry the name
     */
    Socks5Talk(ProxyServer proxy, Origin origin, byte @Nullable [] address) throws FetchFailure {
        this.proxy = proxy;
        this.origin = origin;
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(origin.hostName());
        this.address = literal == null ? address : literal;
        if (this.address == null && name().length > MAX_NAME_BYTES) {
            throw refused("the name is longer than SOCKS can carry");
        }
    }

    @Override
    public byte[] opening() {
        return proxy.username() == null
                ? new byte[] {VERSION, 1, NO_AUTHENTICATION}
                : new byte[] {VERSION, 2, NO_AUTHENTICATION, USERNAME_AND_PASSWORD};
    }

    @Override
    public boolean take(byte received, Consumer<byte[]> reply) throws FetchFailure {
        int value = received & 0xFF;
        state = switch (state) {
            case METHOD_VERSION -> afterVersion(value, VERSION, State.METHOD);
            case METHOD -> afterMethod(value, reply);
            case LOGIN_VERSION -> afterVersion(value, AUTHENTICATION_VERSION, State.LOGIN_STATUS);
            case LOGIN_STATUS -> afterLogin(value, reply);
            case REPLY_VERSION -> afterVersion(value, VERSION, State.REPLY_STATUS);
            case REPLY_STATUS -> afterStatus(value);
            case RESERVED -> State.ADDRESS_TYPE;
            case ADDRESS_TYPE -> afterAddressType(value);
            case NAME_LENGTH -> bound(value);
            case BOUND_ADDRESS -> bound(remaining - 1 - Short.BYTES);
        };
        return state == State.BOUND_ADDRESS && remaining == 0;
    }

    private State afterVersion(int version, int wanted, State next) throws FetchFailure {
        if (version == wanted) return next;
        throw new FetchFailure(new FetchError.Protocol(proxy + " does not speak SOCKS 5"));
    }

    private State afterMethod(int method, Consumer<byte[]> reply) throws FetchFailure {
        String username = proxy.username();
        if (method == NO_AUTHENTICATION) return request(reply);
        if (method == USERNAME_AND_PASSWORD && username != null) {
            ByteArrayOutputStream login = new ByteArrayOutputStream();
            login.write(AUTHENTICATION_VERSION);
            writeText(login, username.getBytes(StandardCharsets.UTF_8));
            writeText(login, proxy.password().getBytes(StandardCharsets.UTF_8));
            reply.accept(login.toByteArray());
            return State.LOGIN_VERSION;
        }
        throw refused(
                username == null
                        ? "wants to know who asks (a user name and password in its URL)"
                        : "does not take a user name and password");
    }

    private State afterLogin(int status, Consumer<byte[]> reply) throws FetchFailure {
        if (status != 0) throw refused("does not accept the user name and password");
        return request(reply);
    }

    private State request(Consumer<byte[]> reply) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(new byte[] {VERSION, CONNECT, 0});
        if (address == null) {
            request.write(NAME);
            writeText(request, name());
        } else {
            request.write(address.length == 4 ? IPV4 : IPV6);
            request.writeBytes(address);
        }
        request.write(origin.port() >> 8);
        request.write(origin.port());
        reply.accept(request.toByteArray());
        return State.REPLY_VERSION;
    }

    private byte[] name() {
        return origin.hostName().getBytes(StandardCharsets.US_ASCII);
    }

    private static void writeText(ByteArrayOutputStream out, byte[] text) {
        out.write(text.length);
        out.writeBytes(text);
    }

    private State afterStatus(int status) throws FetchFailure {
        if (status == 0) return State.RESERVED;
        throw refused("answered: " + words(status));
    }

    /** RFC 1928 section 6. */
    private static String words(int status) {
        return switch (status) {
            case 1 -> "general SOCKS server failure";
            case 2 -> "connection not allowed by ruleset";
            case 3 -> "network unreachable";
            case 4 -> "host unreachable";
            case 5 -> "connection refused";
            case 6 -> "TTL expired";
            case 7 -> "command not supported";
            case 8 -> "address type not supported";
            default -> "error " + status;
        };
    }

    private State afterAddressType(int type) throws FetchFailure {
        return switch (type) {
            case IPV4 -> bound(4);
            case NAME -> State.NAME_LENGTH;
            case IPV6 -> bound(16);
            default -> throw new FetchFailure(new FetchError.Protocol(proxy + " does not speak SOCKS 5"));
        };
    }

    private State bound(int addressBytes) {
        remaining = addressBytes + Short.BYTES;
        return State.BOUND_ADDRESS;
    }

    private FetchFailure refused(String detail) {
        return new FetchFailure(new FetchError.Connect(origin.hostAndPort(), proxy + " " + detail));
    }
}
