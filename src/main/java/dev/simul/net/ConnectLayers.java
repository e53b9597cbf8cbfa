package dev.simul.net;

import dev.simul.task.Loop;
import dev.simul.task.Promise;
import dev.simul.task.Task;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * What is put on a new connection, one layer over the other: TLS to the proxy, the tunnel, TLS to the origin, and in the end what
 * speaks the protocol. What comes for a layer that is not there yet waits for it. Loop thread.
 */
final class ConnectLayers {
    private final Loop loop;
    private final Channel channel;
    private @Nullable HeldInput held;
    private boolean secure;

    ConnectLayers(Loop loop, Channel channel) {
        this.loop = loop;
        this.channel = channel;
    }

    /** A layer is on its way: from now on nothing may go unheard. */
    void expect() {
        if (held != null) return;
        HeldInput tail = new HeldInput();
        held = tail;
        channel.pipeline().addLast(tail);
    }

    /** Shakes hands. @return completes with the handler, or fails with what the TLS engine says */
    Task<SslHandler> shakeHands(SslContext context, Origin peer) {
        Promise<SslHandler> shaken = loop.promise();
        if (!channel.isActive()) {
            shaken.tryFail(new ClosedChannelException()); // nobody else would ever tell
            return shaken;
        }
        ServerName name = ServerName.of(peer);
        SslHandler handler = context.newHandler(channel.alloc(), name.text(), peer.port());
        name.indicateBy(handler.engine());
        handler.setHandshakeTimeoutMillis(0); // whoever connects has a timer of its own
        handler.setCloseNotifyFlushTimeoutMillis(0);
        handler.handshakeFuture().addListener(done -> {
            Throwable cause = done.cause();
            if (cause == null) {
                shaken.tryComplete(handler);
            } else {
                shaken.tryFail(cause);
            }
        });
        if (secure) put(new QuietOuterTls());
        secure = true;
        put(handler);
        return shaken;
    }

    /** Has a proxy open a tunnel. @return completes once it is open, or fails as {@code talk} does */
    Task<Boolean> tunnel(TunnelTalk talk, ProxyServer proxy) {
        Promise<Boolean> opened = loop.promise();
        TunnelHandler handler = new TunnelHandler(talk, proxy, opened);
        if (channel.isActive()) {
            put(handler);
        } else {
            handler.fail(""); // nobody else would ever tell
        }
        return opened;
    }

    /** Puts the protocol on top. */
    Carrier speak(Protocols protocols, Route route, @Nullable String negotiated) {
        Carrier carrier = protocols.speak(channel, route, negotiated);
        if (held != null) held.handOver();
        held = null;
        return carrier;
    }

    private void put(ChannelHandler layer) {
        HeldInput before = held;
        HeldInput tail = new HeldInput();
        held = tail;
        channel.pipeline().addLast(layer, tail);
        if (before != null) before.handOver();
    }

    /**
     * What the TLS to the proxy tells of itself is not for those above the TLS to the origin: that the proxy said goodbye does not
     * mean that the origin has.
     */
    private static final class QuietOuterTls extends InboundHandler {
        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            // goes no further
        }
    }
}
