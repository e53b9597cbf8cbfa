package dev.simul.net;

import io.netty.channel.Channel;

/**
 * A connection that one request has for itself. Whoever acquired it calls {@link #release} or {@link #discard} exactly once.
 *
 * <p>Loop thread.
 */
public final class Lease {
    private final ConnectionPool pool;
    private final Connection connection;
    private final boolean reused;
    private boolean returned;

    Lease(ConnectionPool pool, Connection connection) {
        this.pool = pool;
        this.connection = connection;
        this.reused = connection.wasUsed();
        connection.markUsed();
    }

    public Channel channel() {
        return connection.channel();
    }

    /** The address and port at the other end, an IPv6 address in brackets. */
    public String remote() {
        return connection.remote();
    }

    /** Whether an earlier request went over this connection: the peer may have closed it in the meantime. */
    public boolean isReused() {
        return reused;
    }

    /** What opening it took; nothing if it is reused. */
    public ConnectTiming timing() {
        return reused ? ConnectTiming.REUSED : connection.timing();
    }

    /** Gives the connection back for another request: the last response was read to its end, and nothing followed it. */
    public void release() {
        markReturned();
        pool.takeBack(connection);
    }

    /** Closes the connection. */
    public void discard() {
        markReturned();
        pool.discard(connection);
    }

    private void markReturned() {
        if (returned) throw new IllegalStateException("the lease was given back already");
        returned = true;
    }
}
