package dev.simul.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A peer that does what a test says, on 127.0.0.1: HTTP and HTTPS on one port, and a proxy for itself, like
 * {@link MockServer}.
 *
 * <p>All methods are for any thread but the loop's. Replies may be added while it runs. The k-th request for a target gets
 * the k-th reply, the last one repeats; what no reply was given for is answered with 404.
 */
public final class ScriptedServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Play play = new Play();
    private final LoopServer server;

    private ScriptedServer() throws IOException {
        server = LoopServer.start(ServeConfig.ANY_PORT, play);
    }

    public static ScriptedServer start() {
        try {
            return new ScriptedServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Says what is answered.
     *
     * @param target path and query ({@code /a?b}) for every host, or a whole URL ({@code https://a.test/b}) for one host,
     *     which goes first; or {@code CONNECT host:port} to refuse a tunnel
     */
    public ScriptedServer on(String target, Reply... replies) {
        play.replies.put(
                target, new Sequence(Arrays.stream(replies).map(Reply::script).toList()));
        return this;
    }

    /** Says what is done with every new connection, instead of listening to it. */
    public ScriptedServer onConnection(Reply reply) {
        play.greeting = reply.script();
        return this;
    }

    /** Says how TLS is spoken to whoever asks for {@code host}. */
    ScriptedServer onTls(String host, TlsManner manner) {
        play.manners.put(host, manner);
        return this;
    }

    public int port() {
        return address().getPort();
    }

    public InetSocketAddress address() {
        return server.address();
    }

    /** The root that vouches for every host that this server plays. */
    public X509Certificate authority() {
        return server.authority();
    }

    /** {@code http://127.0.0.1:PORT} and {@code target}. */
    public String url(String target) {
        return "http://127.0.0.1:" + port() + target;
    }

    /** {@code https://localhost:PORT} and {@code target}. */
    public String httpsUrl(String target) {
        return "https://localhost:" + port() + target;
    }

    /** What was asked so far, CONNECT included, in the order of arrival. */
    public List<SeenRequest> requests() {
        synchronized (play.requests) {
            return List.copyOf(play.requests);
        }
    }

    /** Waits until so many requests have come, and returns all that have; in vain for at most 20 seconds. */
    public List<SeenRequest> awaitRequests(int count) {
        await(() -> requests().size() >= count, count + " requests");
        return requests();
    }

    /** Waits until so many connections are open, none for example; in vain for at most 20 seconds. */
    public void awaitOpenConnections(int count) {
        await(() -> stats().open() == count, count + " open connections");
    }

    public ServerStats stats() {
        return server.stats();
    }

    @Override
    public void close() {
        server.close();
    }

    private void await(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("waited in vain for " + what + ": " + stats() + ", " + requests());
            }
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }

    /** The replies for one target, and how many were given. */
    private static final class Sequence {
        private final List<Script> scripts;
        private final AtomicInteger given = new AtomicInteger();

        Sequence(List<Script> scripts) {
            if (scripts.isEmpty()) throw new IllegalArgumentException("no reply");
            this.scripts = scripts;
        }

        Script next() {
            int turn = given.getAndUpdate(count -> Math.min(count + 1, scripts.size() - 1));
            return scripts.get(turn);
        }
    }

    /** What the loop asks; what it shares with the tests is made for more than one thread. */
    private static final class Play implements Responder {
        private static final Script UNSCRIPTED =
                Reply.respond(404).body("no reply was scripted").script();

        private final Map<String, Sequence> replies = new ConcurrentHashMap<>();
        private final Map<String, TlsManner> manners = new ConcurrentHashMap<>();
        private final List<SeenRequest> requests = new ArrayList<>();
        private volatile @Nullable Script greeting;

        @Override
        public Script respond(Request request) {
            remember(request);
            Sequence sequence = replies.get(request.scheme() + "://" + request.host() + request.target());
            if (sequence == null) sequence = replies.get(request.target());
            return sequence == null ? UNSCRIPTED : sequence.next();
        }

        @Override
        public @Nullable Script refuseTunnel(Request request) {
            remember(request);
            Sequence refusal = replies.get("CONNECT " + request.message().uri());
            return refusal == null ? null : refusal.next();
        }

        @Override
        public @Nullable Script greet(int connection) {
            return greeting;
        }

        @Override
        public TlsManner tlsManner(String host) {
            return manners.getOrDefault(host, TlsManner.HONEST);
        }

        private void remember(Request request) {
            synchronized (requests) {
                requests.add(SeenRequest.of(request, request.scheme().equals("https")));
            }
        }
    }
}
