package dev.simul.serve;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Answers for one name at once, whatever the scenario and its latency: so a client can see that the server is there, and that
 * it trusts it, before it begins. No other host may have that name (RFC 6761, section 6.4).
 */
final class Ready implements Responder {
    static final String HOST = "ready.simul.invalid";

    private final Responder inner;
    private final long seed;

    Ready(Responder inner, long seed) {
        this.inner = inner;
        this.seed = seed;
    }

    @Override
    public Script respond(Request request) {
        if (!request.host().equals(HOST)) return inner.respond(request);
        return HtmlPage.draw("Ready", new Draw(seed, HOST), "").answer(request, 200);
    }

    @Override
    public void close() {
        inner.close();
    }

    @Override
    public @Nullable Script refuseTunnel(Request request) {
        return inner.refuseTunnel(request);
    }

    @Override
    public @Nullable Script greet(int connection) {
        return inner.greet(connection);
    }

    @Override
    public ByteBuf openTunnel(String host) {
        return inner.openTunnel(host);
    }

    @Override
    public @Nullable Script greetHttp2(String host) {
        return inner.greetHttp2(host);
    }

    @Override
    public int http2Streams(String host) {
        return inner.http2Streams(host);
    }

    @Override
    public TlsManner tlsManner(String host) {
        return inner.tlsManner(host);
    }
}
