package dev.simul.http;

import dev.simul.result.FetchError;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The last handler of an HTTP/1.1 connection: hands what comes to the exchange that has the connection. Between exchanges
 * nothing may come; a peer that speaks unasked is hung up on.
 */
final class Http1Handler extends ChannelInboundHandlerAdapter {
    private @Nullable ChannelHandlerContext context;
    private @Nullable Exchange exchange;
    /** Where received bytes go on as plain ones; shared by all connections of the loop, in use during a call only. */
    private final byte[] copy;

    private boolean closeNotified;

    Http1Handler(byte[] copy) {
        this.copy = copy;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    /** Sends {@code request} for {@code sender}, who gets all that comes until it {@link #forget}s the connection. */
    void send(Exchange sender, byte[] request) {
        ChannelHandlerContext ctx = context;
        if (ctx == null || exchange != null) throw new IllegalStateException("the connection is not free");
        exchange = sender;
        ctx.channel().config().setAutoRead(true); // and from now on, so that a close is heard of between requests
        ctx.writeAndFlush(Unpooled.wrappedBuffer(request), ctx.voidPromise());
    }

    void forget(Exchange sender) {
        if (exchange == sender) exchange = null;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            ByteBuf received = (ByteBuf) message;
            while (received.isReadable()) {
                Exchange current = exchange;
                if (current == null) {
                    ctx.close(); // unasked, or after the end of a response: the lease was discarded then
                    return;
                }
                int length = Math.min(received.readableBytes(), copy.length);
                received.readBytes(copy, 0, length);
                current.onBytes(copy, 0, length, received.isReadable());
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslCloseCompletionEvent closed && closed.isSuccess()) closeNotified = true;
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        Exchange current = exchange;
        if (current != null)
            current.onEndOfStream(closeNotified || ctx.pipeline().get(SslHandler.class) == null);
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Exchange current = exchange;
        if (current != null) {
            Throwable root = cause.getCause() instanceof SSLException tls ? tls : cause;
            if (root instanceof SSLException) {
                current.onConnectionLost("the TLS connection broke: " + root.getMessage());
            } else if (root instanceof IOException) {
                current.onConnectionLost("connection reset");
            } else {
                current.onError(new FetchError.Internal(String.valueOf(cause)));
            }
        }
        ctx.close();
    }
}
