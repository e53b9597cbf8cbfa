package dev.simul.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The last handler of a connection until the next layer, or the protocol, is put on it: keeps what comes too early, such as the first frames of a peer
 * that sends them behind its part of the TLS handshake, for the handler that follows. Reading is off meanwhile, so that this is
 * what one read has brought at the most.
 */
final class HeldInput extends InboundHandler {
    private final Queue<Object> messages = new ArrayDeque<>(1);
    private @Nullable Object lastEvent;
    private @Nullable ChannelHandlerContext context;

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        messages.add(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        lastEvent = event;
    }

    /** Gives what it has kept to the handler behind it, and goes. */
    void handOver() {
        ChannelHandlerContext ctx = context;
        if (ctx == null) throw new IllegalStateException("it is in no pipeline");
        if (ctx.isRemoved()) return; // the connection is gone, and with it what it had brought
        boolean any = !messages.isEmpty();
        while (!messages.isEmpty()) ctx.fireChannelRead(messages.remove());
        if (any) ctx.fireChannelReadComplete();
        if (lastEvent != null) ctx.fireUserEventTriggered(lastEvent);
        if (!ctx.isRemoved()) ctx.pipeline().remove(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        messages.forEach(ReferenceCountUtil::release);
        messages.clear();
    }

    /** Whoever opens the connection hears of it by the connect or the handshake that fails. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
