package dev.simul.net;

import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.result.Phase;
import dev.simul.task.Promise;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCountUtil;

/** Leads a {@link TunnelTalk} over a connection, and goes once the tunnel is open: what comes then is for whoever is behind it. */
final class TunnelHandler extends InboundHandler {
    private final TunnelTalk talk;
    private final ProxyServer proxy;
    /** Whether the tunnel is open. */
    private final Promise<Boolean> opened;

    TunnelHandler(TunnelTalk talk, ProxyServer proxy, Promise<Boolean> opened) {
        this.talk = talk;
        this.proxy = proxy;
        this.opened = opened;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        send(ctx, talk.opening());
        ctx.read();
    }

    private static void send(ChannelHandlerContext ctx, byte[] bytes) {
        ctx.writeAndFlush(Unpooled.wrappedBuffer(bytes), ctx.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf received = (ByteBuf) message;
        try {
            while (received.isReadable()) {
                if (opened.isDone()) return; // failed, or given up
                if (talk.take(received.readByte(), bytes -> send(ctx, bytes))) {
                    if (received.isReadable()) ctx.fireChannelRead(received.retain());
                    opened.tryComplete(true);
                    ctx.pipeline().remove(this);
                    return;
                }
            }
        } catch (FetchFailure e) {
            opened.tryFail(e);
            ctx.close();
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (!opened.isDone()) ctx.read();
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail("");
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(" (" + cause.getMessage() + ")");
        ctx.close();
    }

    /** The connection is no more. */
    void fail(String why) {
        String detail = "before " + proxy + " had opened the tunnel" + why;
        opened.tryFail(new FetchFailure(new FetchError.Closed(Phase.CONNECT, 0, detail)));
    }
}
