package dev.simul.net;

import io.netty.channel.Channel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which protocols may be spoken over new connections. Loop thread. */
public interface Protocols extends AutoCloseable {
    /** What to offer by ALPN in a TLS handshake with {@code origin}, the most wanted first (RFC 7301). */
    List<String> offered(Origin origin);

    /** Whether a request to {@code origin} can be given to an HTTP proxy as it is, so that it needs no tunnel. */
    boolean canBeForwarded(Origin origin);

    /** Asks an HTTP proxy for a tunnel to {@code origin} (RFC 9110 section 9.3.6). */
    TunnelTalk httpTunnel(ProxyServer proxy, Origin origin);

    /**
     * Whether connections to {@code origin} may turn out to be such that many exchanges share one: while the first one is being
     * opened, others had better wait for it.
     */
    boolean mayShare(Origin origin);

    /**
     * Puts the last handler on a new connection.
     *
     * @param negotiated what ALPN has come to; null where it was not used or not answered
     */
    Carrier speak(Channel channel, Route route, @Nullable String negotiated);

    /** Lets go of what all connections share: there will be no more requests. */
    @Override
    default void close() {}
}
