package dev.simul.serve;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Holds back every answer of another responder, by a time that is drawn from seed and URL. */
final class Delayed implements Responder {
    private final Responder inner;
    private final Latency latency;
    private final long seed;

    private Delayed(Responder inner, Latency latency, long seed) {
        this.inner = inner;
        this.latency = latency;
        this.seed = seed;
    }

    /** Puts {@code latency} before {@code inner}, if there is any. */
    static Responder of(Responder inner, Latency latency, long seed) {
        return latency.isNone() ? inner : new Delayed(inner, latency, seed);
    }

    @Override
    public Script respond(Request request) {
        return inner.respond(request).after(latency.draw(new Draw(~seed, request.key())));
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
