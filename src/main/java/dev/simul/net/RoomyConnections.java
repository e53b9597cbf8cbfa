package dev.simul.net;

import dev.simul.task.Loop;
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
 * The open connections that have room for one more lease: those that are shared, and the idle ones, none of which is kept longer than
 * {@link #IDLE_TIMEOUT}. Loop thread.
 */
final class RoomyConnections {
    /** Shorter than the keep-alive of common servers (nginx: 75 s), longer than a pause between two requests. */
    static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);

    private final Loop loop;
    /** The one used last first: it is the least likely to have been closed by the peer. */
    private final Map<Route, ArrayDeque<Connection>> byRoute = new HashMap<>();
    /** Those of them that nobody uses, the one that is idle longest first. */
    private final Set<Connection> idleByAge = new LinkedHashSet<>();

    private @Nullable TimerHandle reaper;

    RoomyConnections(Loop loop) {
        this.loop = loop;
    }

    /** One by {@code route} that has room now. */
    @Nullable
    Connection find(Route route) {
        ArrayDeque<Connection> siblings = byRoute.get(route);
        if (siblings == null) return null;
        while (!siblings.isEmpty()) {
            Connection first = siblings.getFirst();
            if (first.hasRoom()) return first;
            remove(first); // full by a limit that has changed, or spent
            if (first.isIdle()) first.channel().close();
        }
        return null;
    }

    /** It has been lent once more. */
    void onLent(Connection connection) {
        idleByAge.remove(connection);
        if (connection.hasRoom()) {
            offer(connection);
        } else {
            unlist(connection);
        }
    }

    /** It has room, and comes first from now on. */
    void offer(Connection connection) {
        ArrayDeque<Connection> siblings = byRoute.computeIfAbsent(connection.route(), route -> new ArrayDeque<>(2));
        if (siblings.peekFirst() == connection) return;
        if (connection.listed) siblings.remove(connection);
        siblings.addFirst(connection);
        connection.listed = true;
    }

    /** It is idle from now on. */
    void keep(Connection connection) {
        connection.idleSinceNanos = loop.nanoTime();
        offer(connection);
        idleByAge.add(connection);
        if (reaper == null) reaper = loop.callLater(IDLE_TIMEOUT, this::closeExpired);
    }

    void remove(Connection connection) {
        idleByAge.remove(connection);
        unlist(connection);
    }

    private void unlist(Connection connection) {
        if (!connection.listed) return;
        connection.listed = false;
        ArrayDeque<Connection> siblings = byRoute.get(connection.route());
        if (siblings == null) return;
        siblings.remove(connection);
        if (siblings.isEmpty()) byRoute.remove(connection.route());
    }

    /** How many are idle. */
    int idle() {
        return idleByAge.size();
    }

    /** Closes the one that has been idle longest. @return whether there was one */
    boolean closeOldest() {
        if (idleByAge.isEmpty()) return false;
        closeIdle(idleByAge.iterator().next());
        return true;
    }

    private void closeIdle(Connection connection) {
        remove(connection);
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

    /** Closes the idle ones. */
    void close() {
        if (reaper != null) reaper.cancel();
        reaper = null;
        List.copyOf(idleByAge).forEach(this::closeIdle);
    }
}
