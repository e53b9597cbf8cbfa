package dev.simul.net;

import dev.simul.task.Loop;
import dev.simul.task.Promise;
import dev.simul.task.Transport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslProvider;
import io.netty.internal.tcnative.SSL;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.tls.HeldCertificate;

/**
 * The JDK's TLS beside BoringSSL's in the client: connections with a full handshake and with a resumed one, and bytes downloaded, by the
 * second of CPU time of the client's thread. That is what counts where one thread does it all, and it does not matter how fast the server is,
 * which is BoringSSL's in another thread, nor what else the machine has to do. What the two take turns in is one process: rounds
 * in ABBA order, of which the first few only warm up.
 */
final class TlsBenchmark {
    private static final int WARM_UP_ROUNDS = 4;
    private static final int MIB = 1 << 20;
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final byte DOWNLOAD = 'D';
    private static final byte ECHO = 'E';

    private enum Kind {
        /** To a host that was never met, whose chain of certificates has to be checked. */
        FULL("full handshakes"),
        RESUMED("resumed handshakes"),
        DOWNLOAD("MiB downloaded");

        final String title;

        Kind(String title) {
            this.title = title;
        }
    }

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Loop loop = Loop.open();
    private final HeldCertificate authority =
            new HeldCertificate.Builder().certificateAuthority(0).build();
    private final EventLoopGroup serverThread =
            new MultiThreadIoEventLoopGroup(1, Transport.best().handlerFactory());
    private final AtomicInteger resumed = new AtomicInteger();
    private final String version;
    private final int connections;
    private final int mebibytes;
    private final Channel server;
    private final Map<SslProvider, Connector> clients = new EnumMap<>(SslProvider.class);
    private String cipherSuite = "";
    private int hosts;

    private TlsBenchmark(String version, int connections, int mebibytes) {
        this.version = version;
        this.connections = connections;
        this.mebibytes = mebibytes;
        HeldCertificate certificate = new HeldCertificate.Builder()
                .signedBy(authority)
                .addSubjectAlternativeName("*.bench.test")
                .build();
        SslContext context = TlsPeer.context(version, certificate);
        server = new ServerBootstrap()
                .group(serverThread)
                .channel(TlsPeer.serverChannel())
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(context.newHandler(channel.alloc()), new Answers());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
        for (SslProvider provider : List.of(SslProvider.OPENSSL, SslProvider.JDK)) {
            clients.put(provider, client(provider));
        }
    }

    private Connector client(SslProvider provider) {
        InetSocketAddress address = (InetSocketAddress) server.localAddress();
        return new Connector(
                loop,
                Transport.best(),
                new OneAnswer(loop.succeeded(Addresses.of(List.of(address)))),
                AddressPolicy.ANY,
                new ClientTls(ClientTls.Trust.NOBODY, List.of(authority.certificate()), provider),
                Duration.ofSeconds(10),
                new PlainProtocols(false),
                ProxyRules.NONE);
    }

    // ---- the server

    private final class Answers extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (!(event instanceof SslHandshakeCompletionEvent done) || !done.isSuccess()) return;
            SslHandler handler = ctx.pipeline().get(SslHandler.class);
            ReferenceCountedOpenSslEngine engine = (ReferenceCountedOpenSslEngine) handler.engine();
            if (SSL.isSessionReused(engine.sslPointer())) resumed.incrementAndGet();
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf asked = (ByteBuf) message;
            if (asked.readByte() == ECHO) {
                ctx.write(Unpooled.wrappedBuffer(new byte[] {ECHO}));
            } else {
                ByteBuf chunk = Unpooled.directBuffer(CHUNK_BYTES).writeZero(CHUNK_BYTES);
                for (long bytes = 0; bytes < (long) mebibytes * MIB; bytes += CHUNK_BYTES) {
                    ctx.write(chunk.retainedDuplicate());
                }
                chunk.release();
            }
            asked.release();
            ctx.flush();
        }
    }

    // ---- the client

    private static final class Counts extends ChannelInboundHandlerAdapter {
        private final Promise<Boolean> done;
        private long missing;

        Counts(Promise<Boolean> done, long bytes) {
            this.done = done;
            missing = bytes;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            missing -= bytes.readableBytes();
            bytes.release();
            if (missing == 0) done.tryComplete(true);
        }
    }

    private void talk(Connector client, String host, byte question, long answerBytes) {
        Channel channel = loop.runUntilComplete(client.connect(new Route.Direct(new Origin(true, host, 443))))
                .channel();
        Promise<Boolean> done = loop.promise();
        channel.pipeline().addLast(new Counts(done, answerBytes));
        channel.config().setAutoRead(true);
        channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {question}));
        loop.runUntilComplete(done);
        cipherSuite =
                channel.pipeline().get(SslHandler.class).engine().getSession().getCipherSuite();
        channel.close();
    }

    /** How many of them in a second of this thread's CPU time. */
    private double perSecond(SslProvider provider, Kind kind) {
        Connector client = clients.get(provider);
        if (client == null) throw new AssertionError("no client of " + provider);
        int resumedBefore = resumed.get();
        int count = kind == Kind.DOWNLOAD ? mebibytes : connections;
        long start = threads.getCurrentThreadCpuTime();
        switch (kind) {
            case FULL -> {
                for (int i = 0; i < connections; i++) talk(client, "h" + hosts++ + ".bench.test", ECHO, 1);
            }
            case RESUMED -> {
                for (int i = 0; i < connections; i++) talk(client, "again.bench.test", ECHO, 1);
            }
            case DOWNLOAD -> talk(client, "again.bench.test", DOWNLOAD, (long) mebibytes * MIB);
        }
        long nanos = threads.getCurrentThreadCpuTime() - start;
        int resumedNow = resumed.get() - resumedBefore;
        boolean isAsMeant = switch (kind) {
            case FULL -> resumedNow == 0;
            case RESUMED -> resumedNow >= connections - 1;
            case DOWNLOAD -> true;
        };
        if (!isAsMeant) throw new AssertionError(kind + " with " + resumedNow + " resumed sessions");
        return count * 1e9 / nanos;
    }

    // ---- the figures

    /** The middle one, and the least and the greatest of them. */
    private record Spread(double median, double least, double greatest) {
        static Spread of(List<Double> figures) {
            double[] sorted =
                    figures.stream().mapToDouble(each -> each).sorted().toArray();
            return new Spread(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
        }

        String text(String format) {
            return String.format(Locale.ROOT, format + " (" + format + " to " + format + ")", median, least, greatest);
        }
    }

    private void run(int rounds) {
        for (Kind kind : Kind.values()) {
            List<Double> boring = new ArrayList<>();
            List<Double> jdk = new ArrayList<>();
            List<Double> ratios = new ArrayList<>();
            for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
                boolean jdkFirst = Math.floorMod(round, 2) == 1;
                double first = perSecond(jdkFirst ? SslProvider.JDK : SslProvider.OPENSSL, kind);
                double second = perSecond(jdkFirst ? SslProvider.OPENSSL : SslProvider.JDK, kind);
                if (round < 0) continue;
                boring.add(jdkFirst ? second : first);
                jdk.add(jdkFirst ? first : second);
                ratios.add(boring.getLast() / jdk.getLast());
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-20s %-26s %-26s %s%n",
                    kind.title,
                    Spread.of(boring).text("%,.0f"),
                    Spread.of(jdk).text("%,.0f"),
                    Spread.of(ratios).text("%.2f"));
        }
        System.out.printf(
                "%s, %s, ECDSA P-256; JDK %s, BoringSSL by netty-tcnative%n", version, cipherSuite, Runtime.version());
    }

    /** Rounds, connections a round, MiB a round, and the version of TLS; all of them may be left out from the end. */
    public static void main(String[] given) {
        String[] arguments = Arrays.copyOf(given, 4);
        int rounds = arguments[0] == null ? 9 : Integer.parseInt(arguments[0]);
        int connections = arguments[1] == null ? 300 : Integer.parseInt(arguments[1]);
        int mebibytes = arguments[2] == null ? 128 : Integer.parseInt(arguments[2]);
        TlsBenchmark benchmark =
                new TlsBenchmark(arguments[3] == null ? "TLSv1.3" : arguments[3], connections, mebibytes);
        System.out.printf(
                "by the second of CPU time of the client's thread; medians of %d rounds of %d connections and %d MiB%n",
                rounds, connections, mebibytes);
        System.out.printf("%-20s %-26s %-26s %s%n", "", "BoringSSL", "JDK", "BoringSSL : JDK");
        benchmark.run(rounds);
        benchmark.server.close();
        benchmark.serverThread.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS);
        benchmark.loop.close();
    }
}
