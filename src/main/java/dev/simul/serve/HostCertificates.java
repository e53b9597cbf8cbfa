package dev.simul.serve;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Issues a certificate for each host when it is first asked for, and keeps the ones used last. All of them have one key.
 * Loop only, once the server runs.
 */
final class HostCertificates {
    /** Who a client talks to that names nobody. */
    static final String LOOPBACK = "127.0.0.1";

    private static final int MAX_KEPT = 1024;
    private static final SubjectNames LOOPBACK_NAMES = SubjectNames.of("localhost", "127.0.0.1", "::1");

    private final Instant now;
    private final Function<String, TlsManner> manners;
    private final CertificateAuthority authority;
    private final KeyPair keys = CertificateAuthority.newKeys();
    private final Map<String, X509Certificate> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, X509Certificate> eldest) {
            return size() > MAX_KEPT;
        }
    };
    private @Nullable CertificateAuthority stranger; // whom nobody trusts; made on first use

    /**
     * Makes an authority, and the certificate for the loopback address.
     *
     * @param now when the certificates are used
     * @param manners says of each host how it is certified
     */
    HostCertificates(Instant now, Function<String, TlsManner> manners) {
        this.now = now;
        this.manners = manners;
        authority = new CertificateAuthority("simul mock authority", Validity.around(now));
        of(LOOPBACK);
    }

    X509Certificate authority() {
        return authority.certificate();
    }

    PrivateKey privateKey() {
        return keys.getPrivate();
    }

    /** Returns the certificate to show for {@code host}; the one for the loopback address where no other is possible. */
    X509Certificate of(String host) {
        X509Certificate known = kept.get(host);
        if (known != null) return known;
        X509Certificate issued = issue(host);
        kept.put(host, issued);
        return issued;
    }

    private X509Certificate issue(String host) {
        Validity year = Validity.around(now);
        SubjectNames names = namesOf(host);
        return switch (manners.apply(host)) {
            case EXPIRED -> authority.issue(keys.getPublic(), names, Validity.before(now));
            case WRONG_HOST -> authority.issue(keys.getPublic(), SubjectNames.of("other.example"), year);
            case UNTRUSTED -> stranger().issue(keys.getPublic(), names, year);
            case HONEST, GARBAGE, SILENT, TLS_1_2, TLS_1_3, NO_ALPN, EARLY, STALLED, ALERT, CLOSED ->
                authority.issue(keys.getPublic(), names, year);
        };
    }

    private static SubjectNames namesOf(String host) {
        return LOOPBACK_NAMES.hosts().contains(host) || !SubjectNames.isPossible(host)
                ? LOOPBACK_NAMES
                : SubjectNames.of(host);
    }

    private CertificateAuthority stranger() {
        if (stranger == null) stranger = new CertificateAuthority("somebody else", Validity.around(now));
        return stranger;
    }
}
