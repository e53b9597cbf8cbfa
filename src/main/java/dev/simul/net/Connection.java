package dev.simul.net;

import io.netty.channel.Channel;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;

/** An open connection to an origin. Loop thread. */
final class Connection {
    private final Origin origin;
    private final Channel channel;
    private final String remote;
    private final ConnectTiming timing;
    private boolean used;
    /** When it became idle, on the loop's clock. Owned by the pool. */
    long idleSinceNanos;

    Connection(Origin origin, Channel channel, ConnectTiming timing) {
        this.origin = origin;
        this.channel = channel;
        this.timing = timing;
        this.remote = channel.remoteAddress() instanceof InetSocketAddress address
                ? NetUtil.toSocketAddressString(address)
                : String.valueOf(channel.remoteAddress());
    }

    Origin origin() {
        return origin;
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

    boolean wasUsed() {
        return used;
    }

    void markUsed() {
        used = true;
    }
}
