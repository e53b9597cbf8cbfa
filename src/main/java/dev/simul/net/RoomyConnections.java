package dev.simul.net;

import dev.simul.task.Loop;
import dev.simul.task.TimerHandle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The open connections that have room for one more lease: those that are shared, and the idle ones, none of which is kept longer than
 * {@link #IDLE_TIMEOUT}. Loop thread.
 */
final class RoomyConnections {
    /** Shorter than the keep-alive of common servers (nginx: 75 s), longer than a pause between two requests. */
    static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);

    private final Loop loop;
    private final Map<Route, Siblings> byRoute = new HashMap<>();
    /** Those of them that nobody uses. */
    private final IdleConnections idle = new IdleConnections();

    private @Nullable TimerHandle reaper;

    RoomyConnections(Loop loop) {
        this.loop = loop;
    }

    /** Open connections by one route. */
    static final class Siblings {
        /** Of them those with room, the one used last first: it is the least likely to have been closed by the peer. */
        private final ArrayDeque<Connection> roomy = new ArrayDeque<>(2);
        /** How many there are, with room or without. */
        private int known;
    }

    /** One by {@code route} that has room now. */
    @Nullable
    Connection find(Route route) {
        Siblings siblings = byRoute.get(route);
        if (siblings == null) return null;
        while (!siblings.roomy.isEmpty()) {
            Connection first = siblings.roomy.getFirst();
            if (first.hasRoom()) return first;
            remove(first); // full by a limit that has changed, or spent
            if (first.isIdle()) first.channel().close();
        }
        return null;
    }

    /** It has been lent once more. */
    void onLent(Connection connection) {
        idle.remove(connection);
        if (connection.hasRoom()) {
            offer(connection);
        } else {
            unlist(connection);
        }
    }

    /** It has room, and comes first from now on. */
    void offer(Connection connection) {
        ArrayDeque<Connection> roomy = siblings(connection).roomy;
        if (roomy.peekFirst() == connection) return;
        if (connection.listed) roomy.remove(connection);
        roomy.addFirst(connection);
        connection.listed = true;
    }

    private Siblings siblings(Connection connection) {
        Siblings siblings = connection.siblings;
        if (siblings == null) {
            siblings = byRoute.computeIfAbsent(connection.route(), route -> new Siblings());
            siblings.known++;
            connection.siblings = siblings;
        }
        return siblings;
    }

    /** It is idle from now on. */
    void keep(Connection connection) {
        connection.idleSinceNanos = loop.nanoTime();
        offer(connection);
        idle.add(connection);
        if (reaper == null) reaper = loop.callLater(IDLE_TIMEOUT, this::closeExpired);
    }

    /** It has gone, or will take no more. */
    void remove(Connection connection) {
        idle.remove(connection);
        unlist(connection);
        Siblings siblings = connection.siblings;
        connection.siblings = null;
        if (siblings != null && --siblings.known == 0) byRoute.remove(connection.route());
    }

    private void unlist(Connection connection) {
        if (!connection.listed) return;
        connection.listed = false;
        siblings(connection).roomy.remove(connection);
    }

    /** How many are idle. */
    int idle() {
        return idle.size();
    }

    /** Closes the one that has been idle longest. @return whether there was one */
    boolean closeOldest() {
        Connection oldest = idle.oldest();
        if (oldest == null) return false;
        closeIdle(oldest);
        return true;
    }

    private void closeIdle(Connection connection) {
        remove(connection);
        connection.channel().close();
    }

    private void closeExpired() {
        reaper = null;
        long now = loop.nanoTime();
        for (Connection oldest = idle.oldest(); oldest != null; oldest = idle.oldest()) {
            long expiresAt = oldest.idleSinceNanos + IDLE_TIMEOUT.toNanos();
            if (expiresAt - now > 0) {
                reaper = loop.callAt(expiresAt, this::closeExpired);
                return;
            }
            closeIdle(oldest);
        }
    }

    /** Closes the idle ones. */
    void close() {
        if (reaper != null) reaper.cancel();
        reaper = null;
        while (closeOldest()) {}
    }
}
