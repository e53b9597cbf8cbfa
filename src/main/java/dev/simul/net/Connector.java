package dev.simul.net;

import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.task.Loop;
import dev.simul.task.Task;
import dev.simul.task.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections: name look-up, TCP, a tunnel where a proxy is in between, TLS where the origin is secure, all within one time
 * limit. Loop thread.
 */
public final class Connector implements AutoCloseable {
    private static final List<String> PROXY_PROTOCOLS = List.of(ApplicationProtocolNames.HTTP_1_1);

    private final Loop loop;
    private final AddressResolver resolver;
    private final Duration connectTimeout;
    private final Protocols protocols;
    private final ProxyRules proxies;
    private final AddressPolicy policy;
    private final Bootstrap bootstrap;
    private final TlsContexts tlsContexts;

    /**
     * Makes a connector.
     *
     * @param connectTimeout for look-up, connect, what a proxy has to be told, and TLS handshake together
     * @param policy where hosts may be
     * @param protocols what may be spoken over a new connection
     * @param proxies who is asked to reach which origin
     */
    public Connector(
            Loop loop,
            Transport transport,
            AddressResolver resolver,
            AddressPolicy policy,
            ClientTls tls,
            Duration connectTimeout,
            Protocols protocols,
            ProxyRules proxies) {
        this.loop = loop;
        this.resolver = resolver;
        this.policy = policy;
        this.tlsContexts = new TlsContexts(loop, offered -> tls.context(loop::nanoTime, offered));
        this.connectTimeout = connectTimeout;
        this.protocols = protocols;
        this.proxies = proxies;
        this.bootstrap = new Bootstrap()
                .group(loop.eventLoop())
                .channel(transport.socketChannel())
                .disableResolver()
                .option(ChannelOption.TCP_NODELAY, true)
                // The protocol's handler begins to read with its first request; until then nothing may be lost.
                .option(ChannelOption.AUTO_READ, false)
                // A peer may close its side while we still tell it how much more it may send: what it sent before is to
                // be read.
                .option(ChannelOption.AUTO_CLOSE, false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0) // the attempt has a timer of its own
                .handler(new InboundHandler() {}); // keeps nothing, so one does for all connections
    }

    /** How {@code origin} is reached. */
    Route route(Origin origin) {
        ProxyServer proxy = proxies.proxyFor(origin);
        if (proxy == null) return new Route.Direct(origin);
        boolean forwarded = proxy.kind() == ProxyServer.Kind.HTTP && protocols.canBeForwarded(origin);
        return forwarded ? new Route.Forwarded(proxy) : new Route.Tunnelled(origin, proxy);
    }

    /** Where its first hop may be: a proxy is the user's own choice. */
    AddressPolicy policyFor(Route route) {
        return route.proxy() == null ? policy : AddressPolicy.ANY;
    }

    /**
     * What keeps from asking a proxy for {@code origin}: it looks names up by itself, so that only an address can be judged.
     *
     * @return null if nothing does, or no proxy is asked
     */
    @Nullable
    FetchFailure refusal(Origin origin) {
        if (policy == AddressPolicy.ANY || proxies.proxyFor(origin) == null) return null;
        byte[] address = NetUtil.createByteArrayFromIpAddressString(origin.hostName());
        if (address == null) return null;
        String refusal = policy.refusal(address);
        return refusal == null ? null : new FetchFailure(new FetchError.Blocked(origin.hostAndPort(), refusal));
    }

    /** What keeps from having a proxy connect to {@code end}; null if nothing does. */
    @Nullable
    FetchFailure refusal(InetSocketAddress end) {
        String refusal = policy.refusal(end.getAddress().getAddress());
        String text = NetUtil.toSocketAddressString(end);
        return refusal == null ? null : new FetchFailure(new FetchError.Blocked(text, refusal));
    }

    /** Opens a connection by {@code route}. A cancel closes what was opened so far. */
    Task<Connection> connect(Route route) {
        return new ConnectAttempt(this, route).start();
    }

    /**
     * The TLS context for {@code origin}. Asking ahead of the first secure origin saves that one the wait.
     *
     * @return everybody's: not to be cancelled
     */
    public Task<SslContext> sslContext(Origin origin) {
        return tlsContexts.offering(protocols.offered(origin));
    }

    /** The TLS context towards proxies: they are spoken to by HTTP/1.1 only. */
    Task<SslContext> proxySslContext() {
        return tlsContexts.offering(PROXY_PROTOCOLS);
    }

    Loop loop() {
        return loop;
    }

    AddressResolver resolver() {
        return resolver;
    }

    Bootstrap bootstrap() {
        return bootstrap;
    }

    /** How many names are being looked up, or wait for that. */
    public int lookups() {
        return resolver.lookups();
    }

    Duration connectTimeout() {
        return connectTimeout;
    }

    Protocols protocols() {
        return protocols;
    }

    /** Whether connections by {@code route} may turn out to be such that many exchanges share one. */
    boolean mayShare(Route route) {
        Origin end = route.end();
        return end != null && protocols.mayShare(end);
    }

    @Override
    public void close() {
        resolver.close();
        protocols.close();
    }
}
