package dev.simul.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The last handler of a connection until its protocol is known: keeps what comes too early, such as the first frames of a peer
 * that sends them behind its part of the TLS handshake, for the handler that follows. Reading is off meanwhile, so that this is
 * what one read has brought at the most.
 */
final class HeldInput extends ChannelInboundHandlerAdapter {
    private final Queue<Object> messages = new ArrayDeque<>(1);
    private @Nullable Object lastEvent;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        messages.add(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        lastEvent = event;
    }

    /** Gives what it has kept to the handler behind it, and goes. */
    void handOver(ChannelHandlerContext ctx) {
        while (!messages.isEmpty()) ctx.fireChannelRead(messages.remove());
        if (lastEvent != null) ctx.fireUserEventTriggered(lastEvent);
        ctx.pipeline().remove(this);
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
