package dev.simul.net;

import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.task.Loop;
import dev.simul.task.Promise;
import dev.simul.task.Task;
import dev.simul.task.Transport;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverTimeoutException;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Asks the system's name servers, on the loop. The hosts file is read, answers are cached for their time to live but at most
 * {@value #MAX_TTL_SECONDS} s, so that the cache depends on the pace of the crawl and not on its length.
 */
public final class DnsAddressResolver implements AddressResolver {
    private static final int MIN_TTL_SECONDS = 1;
    private static final int MAX_TTL_SECONDS = 60;
    private static final int NEGATIVE_TTL_SECONDS = 5;
    private static final int QUERY_TIMEOUT_MILLIS = 3_000;
    private static final int MAX_NAME_LENGTH = 253;

    private final Loop loop;
    private final Transport transport;
    private final List<InetSocketAddress> nameServers;
    /** Made by the first look-up: a list of addresses, or a mock server, needs none. */
    private @Nullable DnsNameResolver names;

    /**
     * Makes a resolver.
     *
     * @param nameServers whom to ask; empty: the system's
     */
    public DnsAddressResolver(Loop loop, Transport transport, List<InetSocketAddress> nameServers) {
        this.loop = loop;
        this.transport = transport;
        this.nameServers = List.copyOf(nameServers);
    }

    @Override
    public Task<List<InetSocketAddress>> resolve(Origin origin) {
        String host = origin.hostName();
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
        if (literal != null) return loop.succeeded(List.of(address(literal, origin.port())));
        if (isReservedAsInvalid(host)) {
            return loop.failed(new FetchFailure(new FetchError.Dns(host, "no such host")));
        }
        if (isTooLong(host)) {
            return loop.failed(new FetchFailure(new FetchError.Dns(host, "the name is longer than DNS allows")));
        }
        Promise<List<InetSocketAddress>> addresses = loop.promise();
        names().resolveAll(host).addListener((Future<List<InetAddress>> found) -> {
            if (found.isSuccess()) {
                addresses.tryComplete(withPort(found.getNow(), origin.port()));
            } else {
                addresses.tryFail(new FetchFailure(new FetchError.Dns(host, detail(found.cause()))));
            }
        });
        return addresses;
    }

    private DnsNameResolver names() {
        if (names == null) {
            DnsNameResolverBuilder builder = new DnsNameResolverBuilder(loop.eventLoop())
                    .datagramChannelType(transport.datagramChannel())
                    .socketChannelType(transport.socketChannel())
                    .queryTimeoutMillis(QUERY_TIMEOUT_MILLIS)
                    .ttl(MIN_TTL_SECONDS, MAX_TTL_SECONDS)
                    .negativeTtl(NEGATIVE_TTL_SECONDS);
            if (!nameServers.isEmpty()) {
                builder.nameServerProvider(new SequentialDnsServerAddressStreamProvider(nameServers));
            }
            names = builder.build();
        }
        return names;
    }

    /** RFC 6761 section 6.4: nobody needs to be asked about names below {@code invalid}. */
    private static boolean isReservedAsInvalid(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return name.toLowerCase(Locale.ROOT).endsWith(".invalid") || name.equalsIgnoreCase("invalid");
    }

    /**
     * RFC 1035 section 2.3.4, without the dot at the end. A URL may have a longer name all the same; Netty takes time quadratic in
     * it, seconds for one of 64 KiB, before it says so.
     */
    private static boolean isTooLong(String host) {
        return host.length() - (host.endsWith(".") ? 1 : 0) > MAX_NAME_LENGTH;
    }

    private static InetSocketAddress address(byte[] literal, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(literal), port);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException(wrongLength);
        }
    }

    private static List<InetSocketAddress> withPort(List<InetAddress> addresses, int port) {
        return addresses.stream()
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    private static String detail(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DnsNameResolverTimeoutException) return "the name servers do not answer";
            if (cause instanceof DnsErrorCauseException answered) {
                return "the name server answered " + answered.getCode();
            }
        }
        return failure instanceof UnknownHostException ? "no such host" : String.valueOf(failure.getMessage());
    }

    @Override
    public void close() {
        if (names != null) names.close();
    }
}
