package dev.simul.net;

import dev.simul.task.Loop;
import dev.simul.task.Promise;
import dev.simul.task.Task;
import dev.simul.task.TimerHandle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lends connections and keeps the idle ones for the next request to the same origin.
 *
 * <p>Loop thread only. At most {@code maxIdle} connections are idle, none longer than {@link #IDLE_TIMEOUT}; the one that
 * has been idle longest goes first. An origin without an idle connection takes no memory.
 */
public final class ConnectionPool implements AutoCloseable {
    /** Shorter than the keep-alive of common servers (nginx: 75 s), longer than a pause between two requests. */
    static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);

    private final Loop loop;
    private final Connector connector;
    private final int maxIdle;
    /** The connection used last comes first: it is the least likely to have been closed by the peer. */
    private final Map<Origin, ArrayDeque<Connection>> idleByOrigin = new HashMap<>();
    /** The same connections, the one that is idle longest first. */
    private final Set<Connection> idleByAge = new LinkedHashSet<>();

    private @Nullable TimerHandle reaper;
    private int leased;
    private boolean closed;

    /**
     * Makes an empty pool.
     *
     * @param maxIdle how many connections may be idle, 0 or more
     */
    public ConnectionPool(Loop loop, Connector connector, int maxIdle) {
        if (maxIdle < 0) throw new IllegalArgumentException("maxIdle < 0: " + maxIdle);
        this.loop = loop;
        this.connector = connector;
        this.maxIdle = maxIdle;
    }

    /**
     * Lends a connection to {@code origin}: an idle one if there is one, else a new one.
     *
     * @return as {@link #acquireNew}
     */
    public Task<Lease> acquire(Origin origin) {
        ArrayDeque<Connection> idle = idleByOrigin.get(origin);
        if (idle == null) return acquireNew(origin);
        Connection connection = idle.getFirst();
        removeIdle(connection);
        return loop.succeeded(lend(connection));
    }

    /**
     * Lends a new connection to {@code origin}. A cancel closes what was opened so far.
     *
     * @return completes with a lease, or fails with {@link dev.simul.result.FetchError.Dns}, {@code Connect}, {@code Tls},
     *     {@code Closed} or {@code Timeout}
     */
    public Task<Lease> acquireNew(Origin origin) {
        Promise<Lease> lease = loop.promise();
        Task<Connection> connecting = connector.connect(origin);
        lease.stopBy(connecting::cancel);
        connecting.addDoneCallback(done -> {
            if (done.isCancelled()) {
                lease.cancel();
                return;
            }
            Throwable failure = done.exception();
            if (failure != null) {
                lease.tryFail(failure);
                return;
            }
            Connection connection = done.result();
            connection.channel().closeFuture().addListener(closed -> removeIdle(connection));
            Lease lent = lend(connection);
            if (!lease.tryComplete(lent)) lent.discard();
        });
        return lease;
    }

    /** How many leases are out. */
    public int leased() {
        return leased;
    }

    /** How many connections are idle. */
    public int idle() {
        return idleByAge.size();
    }

    private Lease lend(Connection connection) {
        leased++;
        return new Lease(this, connection);
    }

    void takeBack(Connection connection) {
        leased--;
        if (closed || !connection.channel().isActive()) {
            connection.channel().close();
            return;
        }
        connection.idleSinceNanos = loop.nanoTime();
        idleByOrigin
                .computeIfAbsent(connection.origin(), origin -> new ArrayDeque<>(2))
                .addFirst(connection);
        idleByAge.add(connection);
        if (idleByAge.size() > maxIdle) closeIdle(idleByAge.iterator().next());
        if (reaper == null && !idleByAge.isEmpty()) reaper = loop.callLater(IDLE_TIMEOUT, this::closeExpired);
    }

    void discard(Connection connection) {
        leased--;
        connection.channel().close();
    }

    private void closeIdle(Connection connection) {
        removeIdle(connection);
        connection.channel().close();
    }

    private void removeIdle(Connection connection) {
        if (!idleByAge.remove(connection)) return;
        ArrayDeque<Connection> siblings = idleByOrigin.get(connection.origin());
        if (siblings == null) return;
        siblings.remove(connection);
        if (siblings.isEmpty()) idleByOrigin.remove(connection.origin());
    }

    private void closeExpired() {
        reaper = null;
        long now = loop.nanoTime();
        while (!idleByAge.isEmpty()) {
            Connection oldest = idleByAge.iterator().next();
            long expiresAt = oldest.idleSinceNanos + IDLE_TIMEOUT.toNanos();
            if (expiresAt - now > 0) {
                reaper = loop.callAt(expiresAt, this::closeExpired);
                return;
            }
            closeIdle(oldest);
        }
    }

    /** Closes the idle connections now, and the leased ones when their borrowers give them back. */
    @Override
    public void close() {
        closed = true;
        if (reaper != null) reaper.cancel();
        reaper = null;
        List.copyOf(idleByAge).forEach(this::closeIdle);
    }
}
