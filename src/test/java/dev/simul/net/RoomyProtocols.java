package dev.simul.net;

import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A protocol whose connections take {@link #room} exchanges each. */
final class RoomyProtocols implements Protocols {
    int room = 1;
    boolean mayShare = true;
    final List<Channel> opened = new ArrayList<>();

    @Override
    public List<String> offered(Origin origin) {
        return List.of("http/1.1");
    }

    @Override
    public boolean canBeForwarded(Origin origin) {
        return false;
    }

    @Override
    public TunnelTalk httpTunnel(ProxyServer proxy, Origin origin) {
        throw new AssertionError("no proxy is asked");
    }

    @Override
    public boolean mayShare(Origin origin) {
        return mayShare;
    }

    @Override
    public Carrier speak(Channel channel, Route route, @Nullable String negotiated) {
        opened.add(channel);
        return () -> room;
    }
}
