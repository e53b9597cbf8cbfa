package dev.simul.serve;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseNotifier;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A listener on the loopback address and the one loop that serves it: what {@link MockServer} and the scripted server of
 * the tests have in common. Its methods are for any thread but the loop's.
 */
final class LoopServer implements AutoCloseable {
    private static final int BACKLOG = 4096;
    private static final long CLOSE_SECONDS = 5;

    private final MultiThreadIoEventLoopGroup group;
    private final Channel listener;
    private final Acceptor acceptor;
    private final Responder responder;
    private final long loopThread;
    private final InetSocketAddress address;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final HostCertificates certificates;
    private final Counters counters;
    private volatile long busyNanos = ServerStats.UNKNOWN; // when it was last asked for; stays after the end

    private LoopServer(
            MultiThreadIoEventLoopGroup group,
            Channel listener,
            Acceptor acceptor,
            Responder responder,
            long loopThread,
            HostCertificates certificates,
            Counters counters) {
        this.group = group;
        this.listener = listener;
        this.acceptor = acceptor;
        this.responder = responder;
        this.loopThread = loopThread;
        this.address = (InetSocketAddress) listener.localAddress();
        this.certificates = certificates;
        this.counters = counters;
    }

    /**
     * Returns once connections are accepted.
     *
     * @throws IOException if the port is taken, or forbidden
     */
    static LoopServer start(int port, Responder responder) throws IOException {
        return start(port, responder, null);
    }

    /** The same, with {@code log} told of connections, if there is one. */
    static LoopServer start(int port, Responder responder, @Nullable RequestLog log) throws IOException {
        HostCertificates certificates = new HostCertificates(Instant.now(), responder::tlsManner);
        Counters counters = new Counters();
        Service service = new Service(responder, new TlsTerminator(certificates), counters);
        Transport transport = Transport.best();
        MultiThreadIoEventLoopGroup group =
                new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("simul-serve", true), transport.io());
        Acceptor acceptor = new Acceptor(service, log);
        ChannelFuture bound = new ServerBootstrap()
                .group(group)
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(acceptor)
                .bind(new InetSocketAddress(NetUtil.LOCALHOST4, port))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            bound.channel().close().awaitUninterruptibly();
            shutDown(group);
            throw new IOException("cannot listen on 127.0.0.1:" + port + ": " + reason(bound.cause()), bound.cause());
        }
        Channel listener = bound.channel();
        listener.pipeline().addLast(new Quiet());
        long loopThread = listener.eventLoop()
                .submit(() -> Thread.currentThread().threadId())
                .awaitUninterruptibly()
                .getNow();
        return new LoopServer(group, listener, acceptor, responder, loopThread, certificates, counters);
    }

    InetSocketAddress address() {
        return address;
    }

    X509Certificate authority() {
        return certificates.authority();
    }

    ServerStats stats() {
        long now = ManagementFactory.getThreadMXBean().getThreadCpuTime(loopThread);
        if (now >= 0) busyNanos = now;
        return counters.snapshot(busyNanos);
    }

    /** Closes the listener and all connections, whatever they wait for, and waits up to ten seconds for the thread. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) return;
        Promise<Void> gone = listener.eventLoop().newPromise();
        listener.eventLoop().execute(() -> {
            listener.close();
            acceptor.closeAll(listener.eventLoop()).addListener(new PromiseNotifier<>(gone));
        });
        gone.awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        shutDown(group);
        responder.close();
    }

    /**
     * Ends the thread. Channels must have been closed before: where the loop sees the end coming only after it has looked
     * for channels to close, it ends without closing any (Netty 4.2.18, {@code SingleThreadIoEventLoop#run}, with a quiet
     * period of zero).
     */
    private static void shutDown(MultiThreadIoEventLoopGroup group) {
        group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    /** Hears the failures of the listener (no file descriptor left), which would else be logged; it tries again itself. */
    private static final class Quiet extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            // the listener pauses by itself and goes on
        }
    }
}
