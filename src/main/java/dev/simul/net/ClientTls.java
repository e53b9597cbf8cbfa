package dev.simul.net;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom a TLS client trusts, and who does its handshakes. Immutable.
 *
 * @param further trusted certificates besides those that {@code trust} stands for
 * @param provider whose TLS it is, which must be there on this machine; null: BoringSSL's where that loads, else the JDK's
 */
public record ClientTls(
        Trust trust,
        List<X509Certificate> further,
        @Nullable SslProvider provider) {
    /** RFC 9325 section 3.1.1 wants no older ones. */
    private static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");

    /** That may be resumed, of all hosts together: a handshake leaves two, and by default 20,480 of them would be kept. */
    private static final int MAX_SESSIONS = 1024;

    /** Where trust begins. */
    public enum Trust {
        /** The platform's certificates, host names checked. */
        SYSTEM,
        /** Nobody, host names checked. */
        NOBODY,
        /** Everybody: neither certificates nor host names are checked. */
        EVERYBODY
    }

    public ClientTls {
        further = List.copyOf(further);
    }

    /** With the best TLS that this machine has. Finding out which takes a tenth of a second: not before it is needed. */
    public ClientTls(Trust trust, List<X509Certificate> further) {
        this(trust, further, null);
    }

    /**
     * Makes the one context for all connections of a client, so that sessions can be resumed. Reads files: not for the loop.
     *
     * <p>Engines of it must be told the {@link ServerName}: it is how a session is found again, and whom the certificate is
     * checked for, which the JDK is told to leave to us.
     *
     * @param nanoTime the clock by which it forgets what it has checked
     * @param protocols to offer by ALPN, the most wanted first
     * @throws GeneralSecurityException if the certificates cannot be used
     * @throws IOException if they cannot be read
     */
    SslContext context(LongSupplier nanoTime, List<String> protocols) throws GeneralSecurityException, IOException {
        SslContextBuilder builder = SslContextBuilder.forClient();
        X509ExtendedTrustManager checks = checks();
        if (checks == null) {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
        } else {
            builder.trustManager(new ServerTrust(checks, nanoTime));
        }
        return builder.sslProvider(provider == null ? SslContext.defaultClientProvider() : provider)
                .endpointIdentificationAlgorithm("")
                .applicationProtocolConfig(alpn(protocols))
                .protocols(VERSIONS)
                .sessionCacheSize(MAX_SESSIONS)
                .build();
    }

    private static ApplicationProtocolConfig alpn(List<String> protocols) {
        return new ApplicationProtocolConfig(
                Protocol.ALPN, SelectorFailureBehavior.NO_ADVERTISE, SelectedListenerFailureBehavior.ACCEPT, protocols);
    }

    /**
     * The same trust for a client on the JDK's own sockets, which {@linkplain Trust#EVERYBODY must not check host names}
     * itself where nobody does. Reads files: not for the loop.
     *
     * @throws GeneralSecurityException if the certificates cannot be used
     * @throws IOException if they cannot be read
     */
    public SSLContext jdkContext() throws GeneralSecurityException, IOException {
        X509ExtendedTrustManager checks = checks();
        TrustManager[] managers =
                checks == null ? InsecureTrustManagerFactory.INSTANCE.getTrustManagers() : new TrustManager[] {checks};
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers, null);
        return context;
    }

    /** Who decides; null where everybody is trusted. */
    private @Nullable X509ExtendedTrustManager checks() throws GeneralSecurityException, IOException {
        return switch (trust) {
            case SYSTEM -> trusting(systemAnchors());
            case NOBODY -> trusting(List.of());
            case EVERYBODY -> null;
        };
    }

    private X509ExtendedTrustManager trusting(List<X509Certificate> others)
            throws GeneralSecurityException, IOException {
        KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        anchors.load(null, null);
        int number = 0;
        for (X509Certificate anchor : others) anchors.setCertificateEntry("anchor-" + number++, anchor);
        for (X509Certificate anchor : further) anchors.setCertificateEntry("anchor-" + number++, anchor);
        return trustManager(anchors);
    }

    private static List<X509Certificate> systemAnchors() throws GeneralSecurityException, IOException {
        List<X509Certificate> anchors = List.of(trustManager(null).getAcceptedIssuers());
        boolean isTheirChoice = System.getProperty("javax.net.ssl.trustStore") != null;
        if (!anchors.isEmpty() || isTheirChoice) return anchors;
        // To the JDK a file that cannot be opened, be it for want of descriptors, is none at all, and it remembers
        // that.
        File file = new File(System.getProperty("java.home"), "lib/security/cacerts");
        return List.of(trustManager(KeyStore.getInstance(file, (char[]) null)).getAcceptedIssuers());
    }

    @SuppressWarnings("NullAway") // null asks for the platform's anchors
    private static X509ExtendedTrustManager trustManager(@Nullable KeyStore anchors) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("the platform has no X.509 trust manager"));
    }
}
