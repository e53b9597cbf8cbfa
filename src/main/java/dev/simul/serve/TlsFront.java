package dev.simul.serve;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import org.jspecify.annotations.Nullable;

/**
 * Reads the first message of a TLS client, learns from it which host is asked for (RFC 6066, section 3), and gives way to
 * an honest handshake or to one of the other {@link TlsManner}s. Loop only.
 */
final class TlsFront extends AbstractSniHandler<String> {
    private final Service service;
    private final @Nullable String tunnelHost;

    TlsFront(Service service, @Nullable String tunnelHost) {
        this.service = service;
        this.tunnelHost = tunnelHost;
    }

    @Override
    protected Future<String> lookup(ChannelHandlerContext ctx, @Nullable String hostname) {
        String host = hostname != null ? hostname : tunnelHost != null ? tunnelHost : HostCertificates.LOOPBACK;
        Promise<String> known = ctx.executor().newPromise();
        return known.setSuccess(host);
    }

    @Override
    protected void onLookupComplete(ChannelHandlerContext ctx, @Nullable String hostname, Future<String> host) {
        TlsTerminator tls = service.tls();
        String name = host.getNow();
        switch (service.responder().tlsManner(name)) {
            case HONEST, EXPIRED, WRONG_HOST, UNTRUSTED -> ctx.pipeline().replace(this, null, tls.handler(ctx, name));
            case GARBAGE -> play(ctx, Script.of(Step.text("this is not TLS\r\n"), new Step.Close()));
            case SILENT -> play(ctx, Script.of());
            case CLOSED -> play(ctx, Script.of(new Step.Close()));
        }
    }

    private void play(ChannelHandlerContext ctx, Script script) {
        ctx.pipeline().replace(this, null, new ScriptHandler(script));
    }
}
