package dev.simul.http;

import dev.simul.net.Carrier;
import dev.simul.net.Origin;
import dev.simul.net.Protocols;
import dev.simul.net.ProxyServer;
import dev.simul.net.Route;
import dev.simul.net.TunnelTalk;
import io.netty.channel.Channel;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts HTTP/1.1 or HTTP/2 on the connections of one loop. */
final class HttpProtocols implements Protocols {
    private static final int RECEIVED_BYTES = 64 * 1024;
    private static final int REQUEST_BYTES = 1024;
    private static final int MAX_REMEMBERED = 1024;

    private final HttpVersions versions;
    private final int maxHeadBytes;
    private final @Nullable String userAgent;
    /** Where received bytes go on as plain ones; in use during a call only, so that all connections can share it. */
    private final byte[] copy = new byte[RECEIVED_BYTES];

    private final SharedBuffer requests = new SharedBuffer(REQUEST_BYTES);
    private final SharedBuffer received = new SharedBuffer(RECEIVED_BYTES);
    private final SharedReceiving receiving = new SharedReceiving(received, RECEIVED_BYTES);

    /** Who has said so, the one longest known first. */
    private final Map<Origin, Boolean> wantHttp1 = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Origin, Boolean> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    /** Speaks so to origins, and tells {@code userAgent}, if there is one, to proxies that open tunnels. */
    HttpProtocols(HttpVersions versions, int maxHeadBytes, @Nullable String userAgent) {
        this.versions = versions;
        this.maxHeadBytes = maxHeadBytes;
        this.userAgent = userAgent;
    }

    @Override
    public List<String> offered(Origin origin) {
        return versions == HttpVersions.HTTP_1_1 || wantHttp1.containsKey(origin)
                ? List.of(ApplicationProtocolNames.HTTP_1_1)
                : List.of(ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1);
    }

    @Override
    public boolean mayShare(Origin origin) {
        return !wantHttp1.containsKey(origin) && mayBeHttp2(origin);
    }

    private boolean mayBeHttp2(Origin origin) {
        return switch (versions) {
            case BY_ALPN -> origin.secure();
            case HTTP_1_1 -> false;
            case HTTP_2 -> true;
        };
    }

    @Override
    public boolean canBeForwarded(Origin origin) {
        return !origin.secure() && versions != HttpVersions.HTTP_2;
    }

    @Override
    public TunnelTalk httpTunnel(ProxyServer proxy, Origin origin) {
        return new HttpTunnelTalk(proxy, origin, userAgent, maxHeadBytes);
    }

    private boolean isHttp2(Origin end, @Nullable String negotiated) {
        return end.secure() ? ApplicationProtocolNames.HTTP_2.equals(negotiated) : mayShare(end);
    }

    @Override
    public Carrier speak(Channel channel, Route route, @Nullable String negotiated) {
        Origin end = route.end();
        if (end != null && isHttp2(end, negotiated)) {
            Http2Handler handler = Http2Handler.create(maxHeadBytes, copy, () -> wantHttp1.put(end, true));
            channel.pipeline().addLast(handler);
            channel.config().setAutoRead(true);
            return handler;
        }
        Http1Handler handler =
                new Http1Handler(maxHeadBytes, copy, requests, route.end() == null ? route.proxy() : null);
        channel.pipeline().addLast(handler);
        if (channel.pipeline().get(SslHandler.class) == null) channel.config().setRecvByteBufAllocator(receiving);
        return handler;
    }

    @Override
    public void close() {
        requests.close();
        received.close();
    }
}
