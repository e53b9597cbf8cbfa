package dev.simul.net;

import io.netty.channel.Channel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One exchange at a time, and nothing is sent or read; no proxy is told anything.
 *
 * @param forwardsPlain whether a proxy takes requests for what is not over TLS
 */
record PlainProtocols(boolean forwardsPlain) implements Protocols {
    @Override
    public List<String> offered(Origin origin) {
        return List.of("http/1.1");
    }

    @Override
    public boolean canBeForwarded(Origin origin) {
        return forwardsPlain && !origin.secure();
    }

    @Override
    public TunnelTalk httpTunnel(ProxyServer proxy, Origin origin) {
        throw new AssertionError("no proxy is asked");
    }

    @Override
    public boolean mayShare(Origin origin) {
        return false;
    }

    @Override
    public Carrier speak(Channel channel, Route route, @Nullable String negotiated) {
        return () -> 1;
    }
}
