package dev.simul.net;

import org.jspecify.annotations.Nullable;

/**
 * Connections that nobody uses, in the order in which they became idle. A list whose links are the connections' own, since each request
 * takes one out and puts one in. Loop thread.
 */
final class IdleConnections {
    private @Nullable Connection oldest;
    private @Nullable Connection newest;
    private int size;

    int size() {
        return size;
    }

    /** The one that is idle longest; null if there is none. */
    @Nullable
    Connection oldest() {
        return oldest;
    }

    /** Puts it last, if it is not in it. */
    void add(Connection connection) {
        if (connection.isIdleListed) return;
        connection.isIdleListed = true;
        connection.olderIdle = newest;
        if (newest == null) {
            oldest = connection;
        } else {
            newest.newerIdle = connection;
        }
        newest = connection;
        size++;
    }

    /** Takes it out, if it is in it. */
    void remove(Connection connection) {
        if (!connection.isIdleListed) return;
        connection.isIdleListed = false;
        Connection older = connection.olderIdle;
        Connection newer = connection.newerIdle;
        if (older == null) {
            oldest = newer;
        } else {
            older.newerIdle = newer;
        }
        if (newer == null) {
            newest = older;
        } else {
            newer.olderIdle = older;
        }
        connection.olderIdle = null;
        connection.newerIdle = null;
        size--;
    }
}
