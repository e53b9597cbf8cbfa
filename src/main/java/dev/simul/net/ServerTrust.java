package dev.simul.net;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Believes a server if its chain of certificates is trusted and is for the {@link ServerName} that the engine was told, and
 * remembers that for a while. A crawl opens many connections to one host, each shows the same chain, and to check it anew costs
 * more than all the rest of a handshake. What was refused is not remembered. Loop thread only.
 */
final class ServerTrust extends X509ExtendedTrustManager {
    /** Short beside the life of a certificate: one that expires meanwhile is trusted for so long at the most. */
    static final Duration REMEMBERED_FOR = Duration.ofMinutes(5);

    private static final int MAX_REMEMBERED = 1024;

    private record Shown(String host, int port, String authType, List<X509Certificate> chain) {}

    private final X509ExtendedTrustManager chains;
    private final LongSupplier nanoTime;
    /** When it was checked; the one that was checked first comes first. */
    private final Map<Shown, Long> trusted = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Shown, Long> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    /**
     * Wraps the trust manager that decides about chains.
     *
     * @param chains need not look at names
     * @param nanoTime a clock as {@code System.nanoTime} is one
     */
    ServerTrust(X509ExtendedTrustManager chains, LongSupplier nanoTime) {
        this.chains = chains;
        this.nanoTime = nanoTime;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        String host = engine.getPeerHost();
        if (host == null) throw nobodyToCheckFor();
        Shown shown = new Shown(host, engine.getPeerPort(), authType, List.of(chain));
        long now = nanoTime.getAsLong();
        Long checkedAt = trusted.get(shown);
        if (checkedAt != null && now - checkedAt < REMEMBERED_FOR.toNanos()) return;
        trusted.remove(shown);
        checkChain(chain, authType, engine);
        checkName(ServerName.of(host), chain[0]);
        trusted.put(shown, now);
    }

    private void checkChain(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
        try {
            chains.checkServerTrusted(chain, authType, engine);
        } catch (CertificateException refusal) {
            throw CertificateTrouble.of(refusal, chain);
        }
    }

    private static void checkName(ServerName host, X509Certificate certificate) throws CertificateException {
        boolean isForHost;
        try {
            isForHost = host.isVouchedForBy(certificate);
        } catch (CertificateParsingException unreadable) {
            isForHost = false;
        }
        if (!isForHost) throw CertificateTrouble.notFor(host, certificate);
    }

    // ---- ways that nothing goes: without an engine the name would stay unchecked, and we serve nobody

    private static CertificateException nobodyToCheckFor() {
        return new CertificateException("nobody said whom the certificate has to be for");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw nobodyToCheckFor();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw nobodyToCheckFor();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw nobodyToCheckFor();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw nobodyToCheckFor();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw nobodyToCheckFor();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return chains.getAcceptedIssuers();
    }
}
