package dev.simul.net;

import dev.simul.result.FetchFailure;
import dev.simul.task.Loop;
import dev.simul.task.Promise;
import dev.simul.task.Task;
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
 * <p>Loop thread only. At most {@code maxIdle} connections are idle, or being opened with nobody left who wants them; the one that
 * has been idle longest goes first, also where there are no files for a further connection. An origin without a connection takes
 * no memory, but for a bounded number of routes that are remembered as not sharing connections.
 */
public final class ConnectionPool implements AutoCloseable {
    static final int MAX_REMEMBERED = 1024;

    private final Loop loop;
    private final Connector connector;
    private final int maxIdle;
    private final RoomyConnections roomy;
    /** Who would take any connection, in the order in which they came. */
    private final Map<Route, Set<Waiter>> waiting = new HashMap<>();
    /** The one connection that is being opened by a route which may share connections. */
    private final Map<Route, Opening> openings = new HashMap<>();
    /** What is being opened for somebody who has been served otherwise meanwhile: it is the next one's. */
    private final Map<Route, ArrayDeque<Opening>> spare = new HashMap<>();

    private int spares;
    /** Routes whose connections could have been shared, but are not; the one longest known first. */
    private final Map<Route, Boolean> notSharing = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Route, Boolean> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

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
        this.roomy = new RoomyConnections(loop);
    }

    /**
     * Lends room on a connection to {@code origin}: on one that has some, else on what comes first, a new one or one that others
     * have done with. Those who wait for the latter get it in the order in which they asked.
     *
     * @return as {@link #acquireNew}
     */
    public Task<Lease> acquire(Origin origin) {
        FetchFailure refusal = connector.refusal(origin);
        if (refusal != null) return loop.failed(refusal);
        Route route = connector.route(origin);
        Connection found = waiting.containsKey(route) ? null : roomy.find(route);
        return found == null ? new Waiter(route, Want.ANY).begin() : loop.succeeded(lend(found));
    }

    /**
     * Lends room on a connection to {@code origin} that is opened for it, or is being opened already for requests that may share
     * it or have found another one. A cancel closes what was opened so far, unless somebody else waits for it.
     *
     * @return completes with a lease, or fails with {@link dev.simul.result.FetchError.Dns}, {@code Connect}, {@code Tls},
     *     {@code Closed} or {@code Timeout}
     */
    public Task<Lease> acquireNew(Origin origin) {
        return new Waiter(connector.route(origin), Want.NEW).begin();
    }

    /**
     * Lends a new connection to {@code origin} that nobody else gets a lease of until this one is back: for somebody who may have
     * broken a shared one, or who has had enough of those who do.
     *
     * @return as {@link #acquireNew}
     */
    public Task<Lease> acquireAlone(Origin origin) {
        return new Waiter(connector.route(origin), Want.ALONE).begin();
    }

    /**
     * Finds out whether there is a way to {@code origin} now: its name is looked up anew, a connection is opened and closed again.
     *
     * @return succeeds if there is, else fails as {@link #acquireNew} does
     */
    public Task<?> reach(Origin origin) {
        connector.resolver().forget(origin);
        return acquireAlone(origin).map(lease -> {
            lease.discard();
            return true;
        });
    }

    /** How many leases are out. */
    public int leased() {
        return leased;
    }

    /** How many connections are idle. */
    public int idle() {
        return roomy.idle();
    }

    // ---- waiting

    /** What somebody is content with. */
    private enum Want {
        ANY,
        NEW,
        ALONE
    }

    /** Somebody who has no lease yet. */
    private final class Waiter {
        private final Route route;
        private final Want want;
        private final Promise<Lease> lease = loop.promise();
        private @Nullable Opening opening;

        Waiter(Route route, Want want) {
            this.route = route;
            this.want = want;
        }

        Task<Lease> begin() {
            lease.stopBy(this::giveUp);
            if (want == Want.ANY) {
                waiting.computeIfAbsent(route, any -> new LinkedHashSet<>()).add(this);
                serveWaiting(route);
            }
            if (!lease.isDone()) open(true);
            return lease;
        }

        /** Has a connection opened, or waits for one that is being opened. */
        void open(boolean maySpare) {
            boolean shares = want != Want.ALONE && connector.mayShare(route) && !notSharing.containsKey(route);
            Opening found = shares ? openings.get(route) : null;
            if (found == null && want != Want.ALONE && maySpare) found = aSpare(route);
            if (found != null) {
                found.join(this);
                return;
            }
            Opening mine = new Opening(route, this);
            if (shares) openings.put(route, mine);
            mine.begin();
        }

        void take(Connection connection) {
            unlist();
            if (opening != null) opening.leave(this, true);
            opening = null;
            if (want == Want.ALONE) connection.keepFromOthers();
            Lease lent = lend(connection);
            if (!lease.tryComplete(lent)) lent.release();
        }

        void fail(Throwable failure) {
            unlist();
            lease.tryFail(failure);
        }

        private void giveUp() {
            unlist();
            if (opening != null) opening.leave(this, false);
        }

        private void unlist() {
            Set<Waiter> others = waiting.get(route);
            if (others != null && others.remove(this) && others.isEmpty()) waiting.remove(route);
        }
    }

    private void serveWaiting(Route route) {
        while (true) {
            Set<Waiter> here = waiting.get(route);
            Connection found = here == null ? null : roomy.find(route);
            if (here == null || found == null) return;
            here.iterator().next().take(found);
        }
    }

    // ---- opening

    /** A connection that is being opened, and those who wait for it, in the order in which they came. */
    private final class Opening {
        private final Route route;
        private final Waiter founder;
        private final Set<Waiter> waiters = new LinkedHashSet<>();
        private Task<Connection> connecting;
        private boolean isSpare;
        /** Whether those who wait came when it had been a spare: its failure, or how long it took, is not theirs. */
        private boolean adopted;

        Opening(Route route, Waiter founder) {
            this.route = route;
            this.founder = founder;
            this.connecting = connector.connect(route);
        }

        void begin() {
            join(founder);
            connecting.addDoneCallback(this::onConnected);
        }

        void join(Waiter waiter) {
            if (isSpare) {
                removeSpare(this);
                adopted = true;
            }
            waiter.opening = this;
            waiters.add(waiter);
        }

        /**
         * One of them does not wait for it any longer. The last one who has found another connection leaves it for the next request: to
         * begin a handshake for each and finish none would be a waste.
         */
        void leave(Waiter waiter, boolean served) {
            if (!waiters.remove(waiter) || !waiters.isEmpty()) return;
            if (served && !closed && roomy.idle() + spares < maxIdle) {
                addSpare(this);
            } else {
                openings.remove(route, this);
                connecting.cancel();
            }
        }

        private void onConnected(Task<Connection> done) {
            Throwable failure = done.isCancelled() ? null : done.exception();
            if (!waiters.isEmpty() && ConnectFailures.isShortOfFiles(failure) && roomy.closeOldest()) {
                connecting = connector.connect(route);
                connecting.addDoneCallback(this::onConnected);
                return;
            }
            openings.remove(route, this);
            if (isSpare) removeSpare(this);
            List<Waiter> asked = List.copyOf(waiters);
            waiters.clear();
            for (Waiter waiter : asked) waiter.opening = null;
            if (done.isCancelled()) {
                for (Waiter waiter : asked) waiter.lease.cancel();
            } else if (failure == null) {
                onOpen(done.result(), asked);
            } else if (adopted) {
                for (Waiter waiter : asked) waiter.open(false);
            } else {
                for (Waiter waiter : asked) waiter.fail(failure);
            }
        }

        private void onOpen(Connection connection, List<Waiter> asked) {
            connection.channel().closeFuture().addListener(gone -> roomy.remove(connection));
            if (connection.carrier().maxExchanges() == 1 && connector.mayShare(route)) notSharing.put(route, true);
            if (adopted) connection.markUsed();
            for (Waiter waiter : asked) {
                // The first one gets it also if it has been closed meanwhile, and finds that out.
                if (connection.isIdle() || connection.hasRoom()) waiter.take(connection);
            }
            makeUseOf(connection);
            // It has no room for these.
            for (Waiter waiter : asked) if (!waiter.lease.isDone()) waiter.open(true);
        }
    }

    private @Nullable Opening aSpare(Route route) {
        ArrayDeque<Opening> here = spare.get(route);
        return here == null ? null : here.getFirst();
    }

    private void addSpare(Opening opening) {
        opening.isSpare = true;
        spare.computeIfAbsent(opening.route, route -> new ArrayDeque<>(2)).addLast(opening);
        spares++;
    }

    private void removeSpare(Opening opening) {
        opening.isSpare = false;
        spares--;
        ArrayDeque<Opening> here = spare.get(opening.route);
        if (here != null && here.remove(opening) && here.isEmpty()) spare.remove(opening.route);
    }

    // ---- lending

    private Lease lend(Connection connection) {
        leased++;
        Lease lease = new Lease(this, connection);
        roomy.onLent(connection);
        return lease;
    }

    void takeBack(Connection connection) {
        leased--;
        connection.takeBack();
        makeUseOf(connection);
    }

    /** Lends it to those who wait, and keeps it for those who come. */
    private void makeUseOf(Connection connection) {
        if (closed || connection.isSpent()) {
            roomy.remove(connection);
            if (connection.isIdle()) connection.channel().close();
            return;
        }
        if (connection.hasRoom()) {
            roomy.offer(connection);
            serveWaiting(connection.route());
        }
        if (!connection.isIdle()) return;
        connection.markUsed(); // also if nobody has: from now on the peer may close it at any moment
        roomy.keep(connection);
        if (roomy.idle() + spares > maxIdle) roomy.closeOldest();
    }

    /**
     * Closes the idle connections now, and the leased ones when their borrowers give them back; gives up what is being opened for
     * nobody.
     */
    @Override
    public void close() {
        closed = true;
        roomy.close();
        List<Opening> unwanted =
                spare.values().stream().flatMap(ArrayDeque::stream).toList();
        spare.clear();
        spares = 0;
        for (Opening opening : unwanted) {
            opening.isSpare = false;
            openings.remove(opening.route, opening);
            opening.connecting.cancel();
        }
    }
}
