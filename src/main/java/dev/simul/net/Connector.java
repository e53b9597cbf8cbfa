package dev.simul.net;

import dev.simul.task.Loop;
import dev.simul.task.Task;
import dev.simul.task.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Opens connections: name look-up, TCP, TLS where the origin is secure, all within one time limit. Loop thread.
 */
public final class Connector implements AutoCloseable {
    private final Loop loop;
    private final AddressResolver resolver;
    private final ClientTls tls;
    private final Duration connectTimeout;
    private final Protocols protocols;
    private final Bootstrap bootstrap;
    /** By what they offer: there are few such lists. */
    private final Map<List<String>, Task<SslContext>> sslContexts = new HashMap<>();

    /**
     * Makes a connector.
     *
     * @param connectTimeout for look-up, connect and TLS handshake together
     * @param protocols what may be spoken over a new connection
     */
    public Connector(
            Loop loop,
            Transport transport,
            AddressResolver resolver,
            ClientTls tls,
            Duration connectTimeout,
            Protocols protocols) {
        this.loop = loop;
        this.resolver = resolver;
        this.tls = tls;
        this.connectTimeout = connectTimeout;
        this.protocols = protocols;
        this.bootstrap = new Bootstrap()
                .group(loop.eventLoop())
                .channel(transport.socketChannel())
                .disableResolver()
                .option(ChannelOption.TCP_NODELAY, true)
                // The protocol's handler begins to read with its first request; until then nothing may be lost.
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0) // the attempt has a timer of its own
                .handler(new ChannelInboundHandlerAdapter() {
                    @Override
                    public boolean isSharable() {
                        return true;
                    }
                });
    }

    /** Opens a connection to {@code origin}. A cancel closes what was opened so far. */
    Task<Connection> connect(Origin origin) {
        return new ConnectAttempt(this, origin).start();
    }

    /**
     * The TLS context for {@code origin}, made on a worker thread when it is first asked for: reading the system's certificates
     * takes a while. Asking ahead of the first secure origin saves that one the wait.
     */
    public Task<SslContext> sslContext(Origin origin) {
        return sslContexts.computeIfAbsent(
                protocols.offered(origin), offered -> loop.runInThread(() -> tls.context(loop::nanoTime, offered)));
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

    Duration connectTimeout() {
        return connectTimeout;
    }

    Protocols protocols() {
        return protocols;
    }

    boolean mayShare(Origin origin) {
        return protocols.mayShare(origin);
    }

    @Override
    public void close() {
        resolver.close();
    }
}
