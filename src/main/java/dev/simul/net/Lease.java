package dev.simul.net;

import io.netty.channel.Channel;

/**
 * Room for one exchange on a connection, of which it may be the only one. Whoever acquired it calls {@link #release} or
 * {@link #discard} exactly once.
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
        this.reused = connection.lend();
    }

    public Channel channel() {
        return connection.channel();
    }

    /** What speaks the protocol, as {@link Protocols#speak} gave it. */
    public Carrier carrier() {
        return connection.carrier();
    }

    /** The address and port at the other end, an IPv6 address in brackets. */
    public String remote() {
        return connection.remote();
    }

    /** Whether it was open before, used by another request or idle: the peer may have closed it in the meantime. */
    public boolean isReused() {
        return reused;
    }

    /** What opening it took; nothing if it is reused. */
    public ConnectTiming timing() {
        return reused ? ConnectTiming.REUSED : connection.timing();
    }

    /**
     * Gives the room back for another request: the last response was read to its end, and nothing followed it; or the
     * connection knows how to drop the rest of it.
     */
    public void release() {
        markReturned();
        pool.takeBack(connection);
    }

    /** Closes the connection, also where others have leases of it. */
    public void discard() {
        markReturned();
        connection.channel().close();
        pool.takeBack(connection);
    }

    private void markReturned() {
        if (returned) throw new IllegalStateException("the lease was given back already");
        returned = true;
    }
}
