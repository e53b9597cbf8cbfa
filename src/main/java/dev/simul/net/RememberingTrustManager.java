package dev.simul.net;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for a while which host has shown which trusted chain of certificates. A crawl opens many connections to one host,
 * each shows the same chain, and to check it anew costs more than all the rest of a handshake. What was refused is not
 * remembered. Loop thread only.
 */
final class RememberingTrustManager extends X509ExtendedTrustManager {
    /** Short beside the life of a certificate: one that expires meanwhile is trusted for so long at the most. */
    static final Duration REMEMBERED_FOR = Duration.ofMinutes(5);

    private static final int MAX_REMEMBERED = 1024;

    private record Shown(String host, int port, String authType, List<X509Certificate> chain) {}

    private final X509ExtendedTrustManager checks;
    private final LongSupplier nanoTime;
    /** When it was checked; the one that was checked first comes first. */
    private final Map<Shown, Long> trusted = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Shown, Long> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    /**
     * Wraps the trust manager that decides.
     *
     * @param nanoTime a clock as {@code System.nanoTime} is one
     */
    RememberingTrustManager(X509ExtendedTrustManager checks, LongSupplier nanoTime) {
        this.checks = checks;
        this.nanoTime = nanoTime;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        String host = engine.getPeerHost();
        if (host == null) {
            check(chain, authType, engine, null);
            return;
        }
        Shown shown = new Shown(host, engine.getPeerPort(), authType, List.of(chain));
        long now = nanoTime.getAsLong();
        Long checkedAt = trusted.get(shown);
        if (checkedAt != null && now - checkedAt < REMEMBERED_FOR.toNanos()) return;
        trusted.remove(shown);
        check(chain, authType, engine, host);
        trusted.put(shown, now);
    }

    private void check(X509Certificate[] chain, String authType, SSLEngine engine, @Nullable String host)
            throws CertificateException {
        try {
            checks.checkServerTrusted(chain, authType, engine);
        } catch (CertificateException refusal) {
            throw CertificateTrouble.of(refusal, chain, host);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        checks.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checks.checkServerTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        checks.checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checks.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checks.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return checks.getAcceptedIssuers();
    }
}
