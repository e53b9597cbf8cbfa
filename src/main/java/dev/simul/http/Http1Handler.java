package dev.simul.http;

import dev.simul.net.InboundHandler;
import dev.simul.net.ProxyServer;
import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.result.Phase;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 over one connection: one exchange after the other. Between exchanges nothing may come; a peer that speaks unasked is
 * hung up on.
 */
final class Http1Handler extends InboundHandler implements HttpCarrier {
    /**
     * What a new connection costs instead, a round trip or three and the server's handshake, is the time of as many bytes at
     * 10 Mbit/s and 50 ms; and this much is on its way already as a rule.
     */
    private static final int CHEAP_REST_BYTES = 64 * 1024;

    private final int maxHeadBytes;
    /** Where received bytes go on as plain ones; in use during a call only. */
    private final byte[] copy;

    /** Where requests lie on their way to the socket, which nearly always takes them at once. */
    private final SharedBuffer requests;

    private final @Nullable ProxyServer proxy;

    private @Nullable ChannelHandlerContext context;
    private @Nullable Exchange exchange;
    private @Nullable ResponseParser parser;
    /** What came in the wake of the TLS handshake, before the first request: a hasty answer to it. */
    private @Nullable ByteBuf hasty;

    private boolean everSent;
    private boolean closeNotified;

    /** Speaks to an origin, or to {@code proxy}, who is to pass the requests on. */
    Http1Handler(int maxHeadBytes, byte[] copy, SharedBuffer requests, @Nullable ProxyServer proxy) {
        this.maxHeadBytes = maxHeadBytes;
        this.copy = copy;
        this.requests = requests;
        this.proxy = proxy;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        ReferenceCountUtil.release(hasty);
        hasty = null;
    }

    @Override
    public int maxExchanges() {
        return 1;
    }

    @Override
    public void send(Exchange sender, Request request) {
        ChannelHandlerContext ctx = context;
        if (ctx == null || exchange != null) throw new IllegalStateException("the connection is not free");
        exchange = sender;
        parser = new ResponseParser(sender.response(), maxHeadBytes);
        everSent = true;
        setAutoRead(ctx, true); // and from now on, so that a close is heard of between requests
        ctx.writeAndFlush(requests.take().writeBytes(request.http1(proxy)), ctx.voidPromise());
        ByteBuf early = hasty;
        hasty = null;
        if (early != null) channelRead(ctx, early);
    }

    @Override
    public void hold(Exchange sender, boolean held) {
        if (exchange == sender && context != null) setAutoRead(context, !held);
    }

    private static void setAutoRead(ChannelHandlerContext ctx, boolean reads) {
        if (ctx.channel().config().isAutoRead() != reads) ctx.channel().config().setAutoRead(reads);
    }

    @Override
    public boolean leave(Exchange sender, boolean whole) {
        if (exchange != sender) return false;
        hold(sender, false);
        exchange = null;
        parser = null;
        return whole;
    }

    @Override
    public int cheapRest() {
        return CHEAP_REST_BYTES;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!everSent) {
            ByteBuf early = (ByteBuf) message;
            hasty = hasty == null ? early : Unpooled.wrappedBuffer(hasty, early);
            return;
        }
        try {
            ByteBuf received = (ByteBuf) message;
            while (received.isReadable()) {
                Exchange current = exchange;
                ResponseParser reading = parser;
                if (current == null || reading == null) {
                    ctx.close(); // unasked, or after the end of a response: the lease was discarded then
                    return;
                }
                int length = Math.min(received.readableBytes(), copy.length);
                received.readBytes(copy, 0, length);
                current.onSignOfLife();
                read(current, reading, length, received.isReadable());
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    /** Reads what {@link #copy} holds. */
    private void read(Exchange current, ResponseParser reading, int length, boolean moreFollow) {
        try {
            int consumed = reading.feed(copy, 0, length);
            if (exchange != current) return; // it has seen from the head that this connection is lost
            if (reading.isAtEnd()) current.onEnd(reading.allowsReuse() && consumed == length && !moreFollow);
        } catch (FetchFailure e) {
            if (exchange == current) current.onFailure(e.error());
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslCloseCompletionEvent closed && closed.isSuccess()) {
            closeNotified = true;
            ctx.close(); // nothing follows; the JDK's TLS engine would leave it open until the peer closes below
            // TLS as well
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        Exchange current = exchange;
        ResponseParser reading = parser;
        if (current != null && reading != null) {
            end(current, reading, closeNotified || ctx.pipeline().get(SslHandler.class) == null);
        }
        ctx.fireChannelInactive();
    }

    /**
     * The peer has closed the connection.
     *
     * @param orderly whether it said that nothing was cut off: over TLS the end of a body that the connection delimits can be
     *     forged (RFC 9112 section 9.8)
     */
    private static void end(Exchange current, ResponseParser reading, boolean orderly) {
        if (reading.endsWithConnection() && !orderly) {
            current.onFailure(new FetchError.Closed(Phase.BODY, current.bytes(), "without the end that TLS wants"));
            return;
        }
        try {
            reading.endOfStream(current.bytes());
            current.onEnd(false);
        } catch (FetchFailure e) {
            if (current.isAnswered() || !(e.error() instanceof FetchError.Closed closed)) {
                current.onFailure(e.error());
            } else {
                current.onConnectionLost(closed.detail());
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Exchange current = exchange;
        if (current != null) BrokenConnection.tell(current, cause);
        ctx.close();
    }
}
