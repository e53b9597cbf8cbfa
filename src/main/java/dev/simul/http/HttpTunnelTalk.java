package dev.simul.http;

import dev.simul.net.Origin;
import dev.simul.net.ProxyServer;
import dev.simul.net.TunnelTalk;
import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * CONNECT (RFC 9110 section 9.3.6): any 2xx opens the tunnel with the end of its head, whatever the head says of a body; any other
 * final answer refuses it.
 */
final class HttpTunnelTalk implements TunnelTalk {
    private static final byte[] SIGNATURE = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS_START = "HTTP/1.1 ".length();

    private final ProxyServer proxy;
    private final Origin origin;
    private final @Nullable String userAgent;
    private final int maxHead;
    /** The head of the answer as far as it has come. */
    private byte[] head = new byte[256];

    private int length;
    private int lineLength;
    /** Bytes of interim answers and the final one: all count against one limit. */
    private int headBytes;

    /**
     * Makes the talk for one connection.
     *
     * @param userAgent what the proxy is told; null for nothing
     * @param maxHead bytes of the answer's head
     */
    HttpTunnelTalk(ProxyServer proxy, Origin origin, @Nullable String userAgent, int maxHead) {
        this.proxy = proxy;
        this.origin = origin;
        this.userAgent = userAgent;
        this.maxHead = maxHead;
    }

    @Override
    public byte[] opening() {
        String target = origin.hostAndPort();
        StringBuilder request = new StringBuilder(128);
        request.append("CONNECT ")
                .append(target)
                .append(" HTTP/1.1\r\nHost: ")
                .append(target)
                .append("\r\n");
        String authorization = proxy.authorization();
        if (authorization != null)
            request.append("Proxy-Authorization: ").append(authorization).append("\r\n");
        if (userAgent != null) request.append("User-Agent: ").append(userAgent).append("\r\n");
        return request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public boolean take(byte received, Consumer<byte[]> reply) throws FetchFailure {
        if (++headBytes > maxHead) {
            throw new FetchFailure(new FetchError.TooLarge("the head of what " + proxy + " answers", maxHead));
        }
        if (length == head.length) head = Arrays.copyOf(head, length * 2);
        head[length++] = received;
        if (received != '\n') {
            checkSignature();
            if (received != '\r') lineLength++;
            return false;
        }
        boolean lineIsEmpty = lineLength == 0;
        lineLength = 0;
        return lineIsEmpty && isOpened();
    }

    /** Something else than HTTP is refused with its first byte: it might never send an empty line. */
    private void checkSignature() throws FetchFailure {
        int last = length - 1;
        if (last < SIGNATURE.length && head[last] != SIGNATURE[last]) throw notHttp("does not answer in HTTP/1");
    }

    private boolean isOpened() throws FetchFailure {
        ResponseHead answer = parsed();
        if (answer.status() < 200 && answer.status() != 101) {
            length = 0; // an interim answer: the final one follows
            return false;
        }
        if (answer.status() >= 200 && answer.status() < 300) return true;
        throw new FetchFailure(
                new FetchError.Connect(origin.hostAndPort(), proxy + " answered " + status() + hint(answer)));
    }

    private ResponseHead parsed() throws FetchFailure {
        try {
            return HeadParser.parse(head, 0, length);
        } catch (FetchFailure e) {
            throw notHttp("answered: " + e.error().message());
        }
    }

    /** The number and what is said of it. */
    private String status() {
        int end = STATUS_START;
        while (end < length && head[end] != '\r' && head[end] != '\n') end++;
        String text = new String(head, STATUS_START, end - STATUS_START, StandardCharsets.ISO_8859_1);
        return HeadParser.excerpt(text.strip());
    }

    private String hint(ResponseHead answer) {
        if (answer.status() != 407) return "";
        return proxy.username() == null
                ? " (its URL may carry a user name and a password)"
                : " (to the user name of its URL)";
    }

    private FetchFailure notHttp(String what) {
        return new FetchFailure(new FetchError.Protocol(proxy + " " + what));
    }
}
