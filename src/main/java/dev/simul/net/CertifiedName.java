package dev.simul.net;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A host that a certificate is for: an entry of its subjectAltName (RFC 5280 section 4.2.1.6). What the subject's common name says
 * does not count (RFC 9525 section 2). Immutable.
 *
 * @param text as the certificate has it
 */
record CertifiedName(Kind kind, String text) {
    enum Kind {
        /** A DNS-ID. */
        DNS_NAME,
        /** An IP-ID. */
        ADDRESS
    }

    /** The numbers of RFC 5280's GeneralName, as {@link X509Certificate#getSubjectAlternativeNames} has them. */
    private static final int DNS_NAME_TAG = 2;

    private static final int ADDRESS_TAG = 7;

    /**
     * All hosts that {@code certificate} is for.
     *
     * @throws CertificateParsingException if they cannot be read
     */
    static List<CertifiedName> of(X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        if (alternatives == null) return List.of();
        List<CertifiedName> names = new ArrayList<>();
        for (List<?> each : alternatives) {
            if (!(each.get(0) instanceof Integer tag) || !(each.get(1) instanceof String text)) continue;
            if (tag == DNS_NAME_TAG) names.add(new CertifiedName(Kind.DNS_NAME, text));
            if (tag == ADDRESS_TAG) names.add(new CertifiedName(Kind.ADDRESS, text));
        }
        return names;
    }
}
