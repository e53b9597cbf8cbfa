package dev.simul.net;

import dev.simul.task.Loop;
import dev.simul.task.Transport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.kqueue.KQueueServerSocketChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslProvider;
import io.netty.internal.tcnative.SSL;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;

/**
 * A TLS server on the client's own loop that sends back what it gets. BoringSSL's, because that tells whether a session was
 * resumed, and takes any server name. Loop thread.
 */
final class TlsPeer implements AutoCloseable {
    /**
     * What a client has asked for.
     *
     * @param serverName null if it told none
     */
    record Handshake(boolean resumed, @Nullable String serverName) {}

    private final List<Handshake> handshakes = new ArrayList<>();
    private final Channel listener;

    /** Shows {@code certificate} whoever asks for whom. */
    TlsPeer(Loop loop, String version, HeldCertificate certificate) {
        SslContext context = context(version, certificate);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loop.eventLoop())
                .channel(serverChannel())
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(context.newHandler(channel.alloc()), new Echo());
                    }
                });
        listener = bootstrap.bind(InetAddress.getLoopbackAddress(), 0).channel();
    }

    static SslContext context(String version, HeldCertificate certificate) {
        try {
            SslContext context = SslContextBuilder.forServer(
                            certificate.keyPair().getPrivate(), certificate.certificate())
                    .sslProvider(SslProvider.OPENSSL)
                    .protocols(version)
                    .build();
            OpenSslServerSessionContext sessions = (OpenSslServerSessionContext) context.sessionContext();
            sessions.setSessionIdContext("a peer".getBytes(StandardCharsets.US_ASCII));
            return context;
        } catch (SSLException e) {
            throw new AssertionError(e);
        }
    }

    static Class<? extends ServerSocketChannel> serverChannel() {
        return switch (Transport.best()) {
            case EPOLL -> EpollServerSocketChannel.class;
            case KQUEUE -> KQueueServerSocketChannel.class;
            case NIO -> NioServerSocketChannel.class;
        };
    }

    boolean isListening() {
        return listener.isActive();
    }

    /** Once it listens. */
    InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /** Those that came to their end, the first one first. */
    List<Handshake> handshakes() {
        return handshakes;
    }

    @Override
    public void close() {
        listener.close();
    }

    private final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (!(event instanceof SslHandshakeCompletionEvent done) || !done.isSuccess()) return;
            ReferenceCountedOpenSslEngine engine = (ReferenceCountedOpenSslEngine)
                    ctx.pipeline().get(SslHandler.class).engine();
            long ssl = engine.sslPointer();
            handshakes.add(new Handshake(SSL.isSessionReused(ssl), SSL.getSniHostname(ssl)));
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ctx.writeAndFlush(message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close(); // the client did not like us
        }
    }
}
