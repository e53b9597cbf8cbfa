package dev.simul.serve;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProtocols;
import io.netty.handler.ssl.util.SimpleKeyManagerFactory;
import java.security.KeyStore;
import java.util.EnumMap;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLException;

/**
 * Ends TLS for any host, by BoringSSL where it loads, else by the JDK, with HTTP/2 or HTTP/1.1 as the client asks by ALPN
 * (RFC 7301). Loop only.
 *
 * <p>One context serves all hosts, so that its caches do too; the key manager finds the host in the engine. It is made when
 * the first client speaks TLS, since it costs more than all the rest of a start. Hosts with a manner of their own have others.
 */
final class TlsTerminator {
    private static final ApplicationProtocolConfig ALPN = new ApplicationProtocolConfig(
            Protocol.ALPN,
            SelectorFailureBehavior.NO_ADVERTISE,
            SelectedListenerFailureBehavior.ACCEPT,
            ApplicationProtocolNames.HTTP_2,
            ApplicationProtocolNames.HTTP_1_1);

    private final HostCertificates certificates;
    private final Map<TlsManner, SslContext> contexts = new EnumMap<>(TlsManner.class);

    TlsTerminator(HostCertificates certificates) {
        this.certificates = certificates;
    }

    /**
     * Returns a handler that shakes hands as {@code host}.
     *
     * @throws IllegalStateException if this JDK has no TLS with elliptic curves
     */
    SslHandler handler(ChannelHandlerContext ctx, String host, TlsManner manner) {
        return context(manner).newHandler(ctx.alloc(), host, Authority.NO_PORT);
    }

    /** BoringSSL wants keys and certificates in a form of its own: made once for each host rather than for each handshake. */
    private KeyManagerFactory keys() {
        HostKeyManager manager = new HostKeyManager(certificates);
        return new OpenSslCachingX509KeyManagerFactory(new SimpleKeyManagerFactory() {
            @Override
            protected void engineInit(KeyStore keyStore, char[] password) {}

            @Override
            protected void engineInit(ManagerFactoryParameters parameters) {}

            @Override
            protected KeyManager[] engineGetKeyManagers() {
                return new KeyManager[] {manager};
            }
        });
    }

    private SslContext context(TlsManner manner) {
        return switch (manner) {
            case TLS_1_2, TLS_1_3, NO_ALPN -> contexts.computeIfAbsent(manner, this::newContext);
            default -> contexts.computeIfAbsent(TlsManner.HONEST, this::newContext);
        };
    }

    private SslContext newContext(TlsManner manner) {
        SslContextBuilder builder = SslContextBuilder.forServer(keys());
        if (manner != TlsManner.NO_ALPN) builder.applicationProtocolConfig(ALPN);
        if (manner == TlsManner.TLS_1_2) builder.protocols(SslProtocols.TLS_v1_2);
        if (manner == TlsManner.TLS_1_3) builder.protocols(SslProtocols.TLS_v1_3);
        try {
            return builder.build();
        } catch (SSLException e) {
            throw new IllegalStateException("this JDK offers no TLS", e);
        }
    }
}
