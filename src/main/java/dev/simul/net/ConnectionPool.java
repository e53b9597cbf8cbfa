package dev.simul.net;

import dev.simul.result.FetchFailure;
import dev.simul.task.Loop;
import dev.simul.task.Promise;
import dev.simul.task.Task;
import dev.simul.task.TimerHandle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lends connections, and keeps those that have room for the next request by the same route.
 *
 * <p>Loop thread only. At most {@code maxIdle} connections are idle, none longer than {@link #IDLE_TIMEOUT}; the one that
 * has been idle longest goes first. An origin without a connection takes no memory, but for a bounded number of routes that
 * are remembered as not sharing connections.
 */
public final class ConnectionPool implements AutoCloseable {
    /** Shorter than the keep-alive of common servers (nginx: 75 s), longer than a pause between two requests. */
    static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);

    static final int MAX_REMEMBERED = 1024;

    private final Loop loop;
    private final Connector connector;
    private final int maxIdle;
    /** Connections with room, the one used last first: it is the least likely to have been closed by the peer. */
    private final Map<Route, ArrayDeque<Connection>> roomyByRoute = new HashMap<>();
    /** Those of them that nobody uses, the one that is idle longest first. */
    private final Set<Connection> idleByAge = new LinkedHashSet<>();
    /** The one connection that is being opened by a route which may share connections, and who waits for it. */
    private final Map<Route, Opening> openings = new HashMap<>();
    /** Routes whose connections could have been shared, but are not; the one longest known first. */
    private final Map<Route, Boolean> notSharing = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Route, Boolean> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

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
     * Lends room on a connection to {@code origin}: on one that has some, else on a new one.
     *
     * @return as {@link #acquireNew}
     */
    public Task<Lease> acquire(Origin origin) {
        FetchFailure refusal = connector.refusal(origin);
        if (refusal != null) return loop.failed(refusal);
        return acquire(connector.route(origin));
    }

    private Task<Lease> acquire(Route route) {
        Connection roomy = roomy(route);
        return roomy == null ? open(route) : loop.succeeded(lend(roomy));
    }

    /**
     * Lends room on a connection to {@code origin} that is opened for it, or is being opened for another request that may share
     * it. A cancel closes what was opened so far, unless somebody else waits for it.
     *
     * @return completes with a lease, or fails with {@link dev.simul.result.FetchError.Dns}, {@code Connect}, {@code Tls},
     *     {@code Closed} or {@code Timeout}
     */
    public Task<Lease> acquireNew(Origin origin) {
        return open(connector.route(origin));
    }

    /**
     * Lends a new connection to {@code origin} that nobody else gets a lease of until this one is back: for somebody who may have
     * broken a shared one, or who has had enough of those who do.
     *
     * @return as {@link #acquireNew}
     */
    public Task<Lease> acquireAlone(Origin origin) {
        return new Opening(connector.route(origin), true).begin();
    }

    private Task<Lease> open(Route route) {
        if (!connector.mayShare(route) || notSharing.containsKey(route)) {
            return new Opening(route, false).begin();
        }
        Opening opening = openings.get(route);
        if (opening != null) return opening.join();
        Opening first = new Opening(route, false);
        openings.put(route, first);
        return first.begin();
    }

    /** How many leases are out. */
    public int leased() {
        return leased;
    }

    /** How many connections are idle. */
    public int idle() {
        return idleByAge.size();
    }

    // ---- opening

    /** A connection that is being opened, and the leases of it that are waited for, in the order in which they were asked for. */
    private final class Opening {
        private final Route route;
        private final boolean alone;
        private final Task<Connection> connecting;
        private final Set<Promise<Lease>> waiting = new LinkedHashSet<>();

        Opening(Route route, boolean alone) {
            this.route = route;
            this.alone = alone;
            this.connecting = connector.connect(route);
        }

        Task<Lease> begin() {
            Task<Lease> lease = join();
            connecting.addDoneCallback(this::onConnected);
            return lease;
        }

        Task<Lease> join() {
            Promise<Lease> lease = loop.promise();
            waiting.add(lease);
            lease.stopBy(() -> leave(lease));
            return lease;
        }

        private void leave(Promise<Lease> lease) {
            if (waiting.remove(lease) && waiting.isEmpty()) {
                openings.remove(route, this);
                connecting.cancel();
            }
        }

        private void onConnected(Task<Connection> done) {
            openings.remove(route, this);
            List<Promise<Lease>> asked = List.copyOf(waiting);
            waiting.clear();
            if (done.isCancelled()) {
                asked.forEach(Promise::cancel);
                return;
            }
            Throwable failure = done.exception();
            if (failure != null) {
                for (Promise<Lease> lease : asked) lease.tryFail(failure);
                return;
            }
            Connection connection = done.result();
            connection.channel().closeFuture().addListener(closed -> forget(connection));
            if (connection.carrier().maxExchanges() == 1 && connector.mayShare(route)) notSharing.put(route, true);
            for (Promise<Lease> lease : asked) serve(lease, connection);
            if (connection.isIdle()) keep(connection);
        }

        private void serve(Promise<Lease> lease, Connection connection) {
            if (lease.isDone()) return;
            if (!connection.hasRoom() && !connection.isIdle()) {
                passOn(lease);
                return;
            }
            if (alone) connection.keepFromOthers();
            // The first one gets it also if it has been closed meanwhile, and finds that out.
            Lease lent = lend(connection);
            if (!lease.tryComplete(lent)) lent.release();
        }

        /** What opened has no room for this one: it begins anew. */
        private void passOn(Promise<Lease> lease) {
            Task<Lease> other = acquire(route);
            lease.stopBy(other::cancel);
            other.addDoneCallback(done -> {
                Throwable failure = done.isCancelled() ? null : done.exception();
                if (done.isSucceeded()) {
                    if (!lease.tryComplete(done.result())) done.result().release();
                } else if (failure != null) {
                    lease.tryFail(failure);
                } else {
                    lease.cancel();
                }
            });
        }
    }

    // ---- lending

    private @Nullable Connection roomy(Route route) {
        ArrayDeque<Connection> roomy = roomyByRoute.get(route);
        if (roomy == null) return null;
        while (!roomy.isEmpty()) {
            Connection first = roomy.getFirst();
            if (first.hasRoom()) return first;
            forget(first); // full by a limit that has changed, or spent
            if (first.isIdle()) first.channel().close();
        }
        return null;
    }

    private Lease lend(Connection connection) {
        leased++;
        Lease lease = new Lease(this, connection);
        idleByAge.remove(connection);
        if (connection.hasRoom()) {
            offer(connection);
        } else {
            removeRoomy(connection);
        }
        return lease;
    }

    void takeBack(Connection connection) {
        leased--;
        connection.takeBack();
        if (closed || connection.isSpent()) {
            forget(connection);
            if (connection.isIdle()) connection.channel().close();
            return;
        }
        if (connection.isIdle()) {
            keep(connection);
        } else if (connection.hasRoom()) {
            offer(connection);
        }
    }

    private void keep(Connection connection) {
        connection.idleSinceNanos = loop.nanoTime();
        offer(connection);
        idleByAge.add(connection);
        if (idleByAge.size() > maxIdle) closeIdle(idleByAge.iterator().next());
        if (reaper == null && !idleByAge.isEmpty()) reaper = loop.callLater(IDLE_TIMEOUT, this::closeExpired);
    }

    /** It comes first from now on. */
    private void offer(Connection connection) {
        ArrayDeque<Connection> roomy = roomyByRoute.computeIfAbsent(connection.route(), route -> new ArrayDeque<>(2));
        if (roomy.peekFirst() == connection) return;
        if (connection.listed) roomy.remove(connection);
        roomy.addFirst(connection);
        connection.listed = true;
    }

    private void forget(Connection connection) {
        idleByAge.remove(connection);
        removeRoomy(connection);
    }

    private void removeRoomy(Connection connection) {
        if (!connection.listed) return;
        connection.listed = false;
        ArrayDeque<Connection> siblings = roomyByRoute.get(connection.route());
        if (siblings == null) return;
        siblings.remove(connection);
        if (siblings.isEmpty()) roomyByRoute.remove(connection.route());
    }

    private void closeIdle(Connection connection) {
        forget(connection);
        connection.channel().close();
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
