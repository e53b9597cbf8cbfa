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
import io.netty.handler.ssl.util.SimpleKeyManagerFactory;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Ends TLS for any host, by BoringSSL where it loads, else by the JDK, with HTTP/1.1 where the client asks by ALPN. Loop only.
 *
 * <p>One context serves all hosts, so that its caches do too; the key manager finds the host in the engine. It is made when
 * the first client speaks TLS, since it costs more than all the rest of a start.
 */
final class TlsTerminator {
    private static final ApplicationProtocolConfig ALPN = new ApplicationProtocolConfig(
            Protocol.ALPN,
            SelectorFailureBehavior.NO_ADVERTISE,
            SelectedListenerFailureBehavior.ACCEPT,
            ApplicationProtocolNames.HTTP_1_1);

    private final HostCertificates certificates;
    private @Nullable SslContext context;

    TlsTerminator(HostCertificates certificates) {
        this.certificates = certificates;
    }

    /**
     * Returns a handler that shakes hands as {@code host}.
     *
     * @throws IllegalStateException if this JDK has no TLS with elliptic curves
     */
    SslHandler handler(ChannelHandlerContext ctx, String host) {
        return context().newHandler(ctx.alloc(), host, Authority.NO_PORT);
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

    private SslContext context() {
        if (context == null) {
            try {
                context = SslContextBuilder.forServer(keys())
                        .applicationProtocolConfig(ALPN)
                        .build();
            } catch (SSLException e) {
                throw new IllegalStateException("this JDK offers no TLS", e);
            }
        }
        return context;
    }
}
