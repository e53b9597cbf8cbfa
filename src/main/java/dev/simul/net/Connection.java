package dev.simul.net;

import io.netty.channel.Channel;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** An open connection, and how many leases of it are out. Loop thread. */
final class Connection {
    private final Route route;
    private final Channel channel;
    private final String remote;
    private final Carrier carrier;
    private final ConnectTiming timing;
    private boolean used;
    private int leases;
    private boolean lentAlone;
    /** When it became idle, on the loop's clock. Owned by the pool. */
    long idleSinceNanos;

    /** Whether the pool lists it among those with room. Owned by the pool. */
    boolean listed;

    /** Those by the same route; null while the pool does not know it. Owned by the pool. */
    RoomyConnections.@Nullable Siblings siblings;

    // The list of idle ones. Owned by IdleConnections.
    boolean isIdleListed;

    @Nullable
    Connection olderIdle;

    @Nullable
    Connection newerIdle;

    Connection(Route route, Channel channel, Carrier carrier, ConnectTiming timing) {
        this.route = route;
        this.channel = channel;
        this.carrier = carrier;
        this.timing = timing;
        this.remote = channel.remoteAddress() instanceof InetSocketAddress address
                ? NetUtil.toSocketAddressString(address)
                : String.valueOf(channel.remoteAddress());
    }

    Route route() {
        return route;
    }

    Channel channel() {
        return channel;
    }

    String remote() {
        return remote;
    }

    ConnectTiming timing() {
        return timing;
    }

    Carrier carrier() {
        return carrier;
    }

    /** Whether it can take one more exchange now. */
    boolean hasRoom() {
        return !lentAlone && channel.isActive() && leases < carrier.maxExchanges();
    }

    /** Whether it will never take another exchange. */
    boolean isSpent() {
        return !channel.isActive() || carrier.maxExchanges() == 0;
    }

    boolean isIdle() {
        return leases == 0;
    }

    /** One more lease. @return whether an earlier one went before it */
    boolean lend() {
        boolean reused = used;
        used = true;
        leases++;
        return reused;
    }

    /** Whoever gets it next has not seen it being opened. */
    void markUsed() {
        used = true;
    }

    /** Until its lease is back nobody else gets one. */
    void keepFromOthers() {
        lentAlone = true;
    }

    void takeBack() {
        lentAlone = false;
        leases--;
    }
}
