package dev.simul.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

/** Whose certificate is refused hears why, in the words of people. */
class CertificateTroubleTest {

    private final HeldCertificate root = new HeldCertificate.Builder()
            .certificateAuthority(1)
            .commonName("A root")
            .validityInterval(millis("2000-01-01T00:00:00Z"), millis("2003-01-01T00:00:00Z"))
            .build();

    private static long millis(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    private static CertificateException outOfTime() {
        return new CertificateException(new CertificateExpiredException());
    }

    private HeldCertificate.Builder leaf() {
        return new HeldCertificate.Builder().signedBy(root).commonName("A leaf").duration(1, TimeUnit.DAYS);
    }

    private static String words(CertificateException refusal, X509Certificate... chain) {
        return CertificateTrouble.of(refusal, chain).getMessage();
    }

    private static String notForUs(HeldCertificate.Builder certificate) {
        return CertificateTrouble.notFor(
                        ServerName.of("x.test"), certificate.build().certificate())
                .getMessage();
    }

    /** What the JDK says of a chain when it trusts somebody else. */
    private static CertificateException untrusted(X509Certificate... chain) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry(
                "other",
                new HeldCertificate.Builder().certificateAuthority(0).build().certificate());
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        try {
            ((X509TrustManager) factory.getTrustManagers()[0]).checkServerTrusted(chain, "ECDHE_ECDSA");
        } catch (CertificateException refusal) {
            return refusal;
        }
        throw new AssertionError("it is trusted");
    }

    @Test
    void one_that_has_expired_says_since_when() {
        X509Certificate old = leaf().validityInterval(millis("2001-01-01T00:00:00Z"), millis("2002-11-26T12:00:00Z"))
                .build()
                .certificate();

        assertThat(words(outOfTime(), old)).isEqualTo("the certificate has expired on 2002-11-26T12:00:00Z");
    }

    @Test
    void one_that_is_not_valid_yet_says_from_when_on() {
        X509Certificate early = leaf().validityInterval(millis("2126-12-01T00:00:00Z"), millis("2127-01-01T00:00:00Z"))
                .build()
                .certificate();

        assertThat(words(outOfTime(), early)).isEqualTo("the certificate is not valid before 2126-12-01T00:00:00Z");
    }

    @Test
    void an_issuer_that_has_expired_is_told_from_the_certificate() {
        X509Certificate fresh = leaf().validityInterval(millis("2001-01-01T00:00:00Z"), millis("2140-01-01T00:00:00Z"))
                .build()
                .certificate();

        assertThat(words(outOfTime(), fresh, root.certificate()))
                .isEqualTo("the certificate of 'CN=A root', who issued it, has expired on 2003-01-01T00:00:00Z");
    }

    @Test
    void one_for_other_hosts_names_some_of_them() {
        HeldCertificate.Builder builder = leaf();
        for (String name : new String[] {"a.test", "*.b.test", "127.0.0.1", "c.test", "d.test"}) {
            builder.addSubjectAlternativeName(name);
        }

        assertThat(notForUs(builder))
                .isEqualTo("the certificate is for a.test, *.b.test, 127.0.0.1 and 2 more, not for x.test");
    }

    @Test
    void one_without_alternative_names_has_its_subject() {
        assertThat(notForUs(leaf()))
                .isEqualTo("the certificate is for no host at all (its subject is 'CN=A leaf'), not for x.test");
    }

    @Test
    void one_by_an_authority_that_nobody_knows_names_it() throws Exception {
        X509Certificate certificate = leaf().build().certificate();

        assertThat(words(untrusted(certificate), certificate))
                .isEqualTo("the certificate was not issued by a trusted authority, the chain ends with 'CN=A root'"
                        + " (--cacert names further ones)");
    }

    @Test
    void one_that_is_signed_by_itself_says_so() throws Exception {
        X509Certificate own =
                new HeldCertificate.Builder().commonName("x.test").build().certificate();

        assertThat(words(untrusted(own), own))
                .isEqualTo("the certificate was not issued by a trusted authority, it is signed by itself"
                        + " (--cacert names further ones)");
    }

    @Test
    void anything_else_is_told_as_it_was() {
        CertificateException other = new CertificateException("Certificates do not conform to algorithm constraints");

        assertThat(words(other, leaf().build().certificate()))
                .isEqualTo("the certificate was refused: Certificates do not conform to algorithm constraints");
    }
}
