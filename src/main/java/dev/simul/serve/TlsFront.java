package dev.simul.serve;

import dev.simul.serve.Step.Part;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import org.jspecify.annotations.Nullable;

/**
 * Reads the first message of a TLS client, learns from it which host is asked for (RFC 6066, section 3), and gives way to
 * an honest handshake or to one of the other {@link TlsManner}s. Loop only.
 */
final class TlsFront extends AbstractSniHandler<String> {
    private static final byte[] HANDSHAKE_FAILURE = {21, 3, 3, 0, 2, 2, 40}; // RFC 8446, sections 5.1 and 6
    private static final Script EARLY_RESPONSE =
            Script.of(ResponseHead.of(408).length(0).with("Connection", "close").step(), new Step.Close());

    private final Service service;
    private final Connection.Peer peer;

    TlsFront(Service service, Connection.Peer peer) {
        this.service = service;
        this.peer = peer;
    }

    @Override
    protected Future<String> lookup(ChannelHandlerContext ctx, @Nullable String hostname) {
        String tunnelHost = peer.tunnelHost();
        String host = hostname != null ? hostname : tunnelHost != null ? tunnelHost : HostCertificates.LOOPBACK;
        Promise<String> known = ctx.executor().newPromise();
        return known.setSuccess(host);
    }

    @Override
    protected void onLookupComplete(ChannelHandlerContext ctx, @Nullable String hostname, Future<String> host) {
        String name = host.getNow();
        TlsManner manner = service.responder().tlsManner(name);
        switch (manner) {
            case HONEST, EXPIRED, WRONG_HOST, UNTRUSTED, TLS_1_2, TLS_1_3, NO_ALPN ->
                shakeHands(ctx, name, manner, new PortSniffer(service, peer.encrypted(name)));
            case EARLY -> shakeHands(ctx, name, manner, new ScriptHandler(EARLY_RESPONSE));
            case STALLED -> {
                ctx.pipeline().addBefore(ctx.name(), null, new HalfFlight());
                shakeHands(ctx, name, manner, new PortSniffer(service, peer.encrypted(name)));
            }
            case ALERT ->
                play(ctx, Script.of(new Step.Send(Step.bytes(HANDSHAKE_FAILURE), Part.HEAD), new Step.Close()));
            case GARBAGE -> play(ctx, Script.of(Step.text("this is not TLS\r\n"), new Step.Close()));
            case SILENT -> play(ctx, Script.of());
            case CLOSED -> play(ctx, Script.of(new Step.Close()));
        }
    }

    private void shakeHands(ChannelHandlerContext ctx, String host, TlsManner manner, ChannelHandler inside) {
        ChannelPipeline pipeline = ctx.pipeline();
        pipeline.replace(this, null, service.tls().handler(ctx, host, manner));
        pipeline.addLast(inside);
    }

    private void play(ChannelHandlerContext ctx, Script script) {
        ctx.pipeline().replace(this, null, new ScriptHandler(script));
    }

    /** Lets half of the server's first flight through, and then nothing more. */
    private static final class HalfFlight extends ChannelOutboundHandlerAdapter {
        private boolean stalled;

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            if (!(message instanceof ByteBuf bytes) || stalled) {
                ReferenceCountUtil.release(message);
                promise.trySuccess();
                return;
            }
            stalled = true;
            ctx.write(bytes.writerIndex(bytes.readerIndex() + bytes.readableBytes() / 2), promise);
        }
    }
}
