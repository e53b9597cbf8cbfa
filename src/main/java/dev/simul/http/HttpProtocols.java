package dev.simul.http;

import dev.simul.net.Carrier;
import dev.simul.net.Origin;
import dev.simul.net.Protocols;
import io.netty.channel.Channel;
import io.netty.handler.ssl.ApplicationProtocolNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts HTTP/1.1 or HTTP/2 on the connections of one loop. */
final class HttpProtocols implements Protocols {
    private static final int COPY_BYTES = 64 * 1024;
    private static final int MAX_REMEMBERED = 1024;

    private final HttpVersions versions;
    private final int maxHeadBytes;
    /** Where received bytes go on as plain ones; in use during a call only, so that all connections can share it. */
    private final byte[] copy = new byte[COPY_BYTES];

    /** Who has said so, the one longest known first. */
    private final Map<Origin, Boolean> wantHttp1 = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Origin, Boolean> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    HttpProtocols(HttpVersions versions, int maxHeadBytes) {
        this.versions = versions;
        this.maxHeadBytes = maxHeadBytes;
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
    public Carrier speak(Channel channel, Origin origin, @Nullable String negotiated) {
        boolean http2 = origin.secure() ? ApplicationProtocolNames.HTTP_2.equals(negotiated) : mayShare(origin);
        if (http2) {
            Http2Handler handler = Http2Handler.create(maxHeadBytes, copy, () -> wantHttp1.put(origin, true));
            channel.pipeline().addLast(handler);
            channel.config().setAutoRead(true);
            return handler;
        }
        Http1Handler handler = new Http1Handler(maxHeadBytes, copy);
        channel.pipeline().addLast(handler);
        return handler;
    }
}
