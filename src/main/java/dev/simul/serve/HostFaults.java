package dev.simul.serve;

import static dev.simul.serve.Step.text;

import dev.simul.serve.Step.Part;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of the {@link FaultCatalogue} that happens before a request, and therefore is a host: connections of HTTP/2, told by
 * the name in the TLS handshake or by the tunnel; and what a proxy answers, asked for that host.
 */
final class HostFaults {
    /** A host whose connections of HTTP/2 begin wrongly. */
    record Http2Fault(String sentence, @Nullable Script greeting, int streams) {}

    /**
     * A host that the server as a proxy does not lead to.
     *
     * @param refusal what it answers instead; null where it does lead there, by {@code opening}
     */
    record ProxyFault(String sentence, @Nullable Script refusal, ByteBuf opening) {}

    private static final String WANTS_CREDENTIALS = "auth.proxy.test";
    private static final Step SETTINGS = Frames.raw(Frames.settings());
    private static final Step STALL = new Step.Stall();
    private static final Step CLOSE = new Step.Close();
    private static final Step MOMENT_PASSES = new Step.Wait(Step.Wait.MOMENT); // for what the client still sends

    static final Map<String, Http2Fault> HTTP2_HOSTS = http2Hosts();
    static final Map<String, ProxyFault> PROXY_HOSTS = proxyHosts();

    private HostFaults() {}

    private static Map<String, Http2Fault> http2Hosts() {
        Map<String, Http2Fault> hosts = new LinkedHashMap<>();
        hosts.put(
                "bad-preface.h2.test",
                greeting("The first frame is not SETTINGS but PING.", Frames.raw(Frames.ping()), STALL));
        hosts.put(
                "http1.h2.test",
                greeting(
                        "The answer to HTTP/2 is one of HTTP/1.1.",
                        text("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"),
                        MOMENT_PASSES,
                        CLOSE));
        hosts.put("silent.h2.test", greeting("SETTINGS come, and then nothing more.", SETTINGS, STALL));
        hosts.put("mute.h2.test", greeting("Nothing ever comes, not even SETTINGS.", STALL));
        hosts.put(
                "closed.h2.test",
                greeting("SETTINGS come, and the connection is closed.", SETTINGS, MOMENT_PASSES, CLOSE));
        hosts.put(
                "goaway.h2.test",
                greeting(
                        "GOAWAY comes at once: no request is ever processed.",
                        SETTINGS,
                        Frames.raw(Frames.onConnection(
                                7, 0, Unpooled.buffer(8).writeInt(0).writeInt(0))),
                        MOMENT_PASSES,
                        CLOSE));
        hosts.put(
                "calm.h2.test",
                greeting(
                        "GOAWAY with ENHANCE_YOUR_CALM comes at once.",
                        SETTINGS,
                        Frames.raw(Frames.onConnection(
                                7, 0, Unpooled.buffer(8).writeInt(0).writeInt(11))),
                        MOMENT_PASSES,
                        CLOSE));
        hosts.put(
                "no-streams.h2.test",
                greeting("SETTINGS allow no stream at all.", Frames.raw(Frames.settings(3, 0)), STALL));
        hosts.put(
                "bad-settings.h2.test",
                greeting("SETTINGS with a frame size that is not allowed.", Frames.raw(Frames.settings(5, 1)), STALL));
        hosts.put(
                "one-stream.h2.test",
                new Http2Fault("No fault: one stream at once; a second one is refused.", null, 1));
        return Collections.unmodifiableMap(hosts);
    }

    private static Http2Fault greeting(String sentence, Step... steps) {
        return new Http2Fault(sentence, Script.of(steps), Http2Session.MAX_STREAMS);
    }

    private static Map<String, ProxyFault> proxyHosts() {
        Map<String, ProxyFault> hosts = new LinkedHashMap<>();
        String wanted = "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"mock\"\r\n";
        hosts.put(
                WANTS_CREDENTIALS,
                refusal(
                        "The proxy wants credentials, whatever they are, and then leads there.",
                        text(wanted + "Content-Length: 6\r\n\r\n"),
                        Step.body("wanted")));
        hosts.put(
                "auth-close.proxy.test",
                refusal(
                        "The proxy wants credentials, takes none, and closes the connection.",
                        text(wanted + "Connection: close\r\nContent-Length: 0\r\n\r\n"),
                        CLOSE));
        hosts.put(
                "forbidden.proxy.test",
                refusal(
                        "The proxy forbids it: 403.",
                        text("HTTP/1.1 403 Forbidden\r\nContent-Length: 9\r\n\r\n"),
                        Step.body("forbidden")));
        hosts.put(
                "unreachable.proxy.test",
                refusal(
                        "The proxy cannot reach it: 502.",
                        text("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 11\r\n\r\n"),
                        Step.body("unreachable")));
        hosts.put(
                "late.proxy.test",
                refusal(
                        "The proxy could not reach it in time: 504.",
                        text("HTTP/1.1 504 Gateway Timeout\r\nContent-Length: 0\r\n\r\n")));
        hosts.put(
                "redirect.proxy.test",
                refusal(
                        "The proxy redirects, which a client of CONNECT must not follow.",
                        text("HTTP/1.1 302 Found\r\nLocation: http://elsewhere.test/\r\nContent-Length: 0\r\n\r\n")));
        hosts.put(
                "chunked.proxy.test",
                refusal(
                        "The refusal has a body in chunks, and the connection stays open.",
                        text("HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n"),
                        Step.body("2\r\nno\r\n0\r\n\r\n")));
        hosts.put(
                "garbage.proxy.test",
                refusal("The proxy does not answer with HTTP.", text("\0\1\2nonsense\r\n\r\n"), CLOSE));
        hosts.put(
                "endless.proxy.test",
                refusal(
                        "The head of the proxy's answer does not end.",
                        text("HTTP/1.1 200 OK\r\n"),
                        new Step.Repeat(Step.bytes("X-Header: value\r\n".repeat(1000)), Long.MAX_VALUE, Part.HEAD)));
        hosts.put(
                "interim.proxy.test",
                refusal(
                        "Responses of status 102 do not end.",
                        new Step.Repeat(
                                Step.bytes("HTTP/1.1 102 Processing\r\n\r\n".repeat(500)), Long.MAX_VALUE, Part.HEAD)));
        hosts.put("silent.proxy.test", refusal("The proxy never answers.", STALL));
        hosts.put("closed.proxy.test", refusal("The proxy closes the connection instead of an answer.", CLOSE));
        hosts.put(
                "reset.proxy.test", refusal("The proxy resets the connection instead of an answer.", new Step.Reset()));
        hosts.put(
                "half.proxy.test",
                refusal(
                        "The proxy closes the connection in the middle of its answer.",
                        text("HTTP/1.1 200 Connection est"),
                        CLOSE));
        hosts.put(
                "length.proxy.test",
                opening(
                        "The proxy leads there by a 200 whose Content-Length means nothing.",
                        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"));
        hosts.put(
                "hints.proxy.test",
                opening(
                        "No fault: an interim response comes before the tunnel is open.",
                        "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"));
        hosts.put(
                "old.proxy.test",
                opening("No fault: the tunnel is opened by HTTP/1.0, without a reason.", "HTTP/1.0 200\r\n\r\n"));
        return Collections.unmodifiableMap(hosts);
    }

    private static ProxyFault refusal(String sentence, Step... steps) {
        return new ProxyFault(sentence, Script.of(steps), Responder.TUNNEL_IS_OPEN);
    }

    private static ProxyFault opening(String sentence, String opening) {
        return new ProxyFault(sentence, null, Step.bytes(opening));
    }

    /** Returns what the proxy says to a request for {@code host} instead of the answer; null where it is led there. */
    static @Nullable Script refusal(String host, Request request) {
        ProxyFault fault = PROXY_HOSTS.get(host);
        if (fault == null || request.message().uri().startsWith("/")) return null; // not asked as a proxy
        boolean enters =
                host.equals(WANTS_CREDENTIALS) && request.headers().contains(HttpHeaderNames.PROXY_AUTHORIZATION);
        return enters ? null : fault.refusal();
    }
}
