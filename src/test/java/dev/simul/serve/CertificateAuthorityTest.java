package dev.simul.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CertificateAuthorityTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.5Z");

    private final CertificateAuthority authority = new CertificateAuthority("test authority", Validity.around(NOW));
    private final KeyPair keys = CertificateAuthority.newKeys();

    @Test
    void the_root_is_an_authority_that_signs_servers_only() {
        X509Certificate root = authority.certificate();

        assertThatCode(() -> root.verify(root.getPublicKey())).doesNotThrowAnyException();
        assertThat(root.getVersion()).isEqualTo(3);
        assertThat(root.getBasicConstraints()).isZero();
        boolean[] usage = root.getKeyUsage();
        assertThat(usage[0]).isFalse(); // digitalSignature
        assertThat(usage[5]).isTrue(); // keyCertSign
        assertThat(root.getSubjectX500Principal()).isEqualTo(root.getIssuerX500Principal());
        assertThat(root.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.19", "2.5.29.15");
    }

    @Test
    void a_server_certificate_leads_to_the_root_by_the_rules_of_pkix() throws Exception {
        X509Certificate server = issue("a.example");
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority.certificate(), null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(NOW));

        assertThatCode(() -> CertPathValidator.getInstance("PKIX")
                        .validate(
                                CertificateFactory.getInstance("X.509").generateCertPath(List.of(server)), parameters))
                .doesNotThrowAnyException();
        assertThat(server.getBasicConstraints()).isEqualTo(-1);
        assertThat(server.getKeyUsage()[0]).isTrue();
        assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(server.getSerialNumber())
                .isPositive()
                .isNotEqualTo(issue("a.example").getSerialNumber());
    }

    @Test
    void the_key_identifiers_of_root_and_server_meet() {
        byte[] ofRoot = authority.certificate().getExtensionValue("2.5.29.14");
        byte[] inServer = issue("a.example").getExtensionValue("2.5.29.35");

        assertThat(ofRoot).hasSize(24); // OCTET STRING { OCTET STRING { 20 bytes } }
        assertThat(Arrays.copyOfRange(inServer, inServer.length - 20, inServer.length))
                .isEqualTo(Arrays.copyOfRange(ofRoot, 4, 24));
    }

    @Test
    void names_and_addresses_are_told_apart() throws Exception {
        X509Certificate server = authority.issue(
                keys.getPublic(), SubjectNames.of("a.example", "127.0.0.1", "::1"), Validity.around(NOW));

        assertThat(server.getSubjectAlternativeNames())
                .extracting(name -> name.get(0) + " " + name.get(1))
                .containsExactly("2 a.example", "7 127.0.0.1", "7 0:0:0:0:0:0:0:1");
    }

    @Test
    void the_longest_name_of_the_dns_fits() throws Exception {
        String longest = "a123456789.".repeat(23).substring(0, 252) + "x";

        assertThat(issue(longest).getSubjectAlternativeNames())
                .first()
                .asString()
                .contains(longest);
    }

    @Test
    void what_is_no_host_gets_no_certificate() {
        for (String host : List.of("", "a b", "a\0b", "ä", "*.a", "a".repeat(254))) {
            assertThatThrownBy(() -> SubjectNames.of(host)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void validity_is_from_yesterday_for_a_year_and_survives_the_year_2050() {
        X509Certificate server = issue("a.example");
        assertThat(server.getNotBefore().toInstant()).isEqualTo("2026-02-28T12:00:00Z");
        assertThat(server.getNotAfter().toInstant()).isEqualTo("2027-02-28T12:00:00Z");

        Validity late = Validity.around(Instant.parse("2049-06-01T00:00:00Z"));
        X509Certificate future = authority.issue(keys.getPublic(), SubjectNames.of("a.example"), late);
        assertThat(future.getNotBefore().toInstant()).isEqualTo("2049-05-31T00:00:00Z");
        assertThat(future.getNotAfter().toInstant()).isEqualTo("2050-05-31T00:00:00Z");
    }

    @Test
    void a_certificate_is_issued_once_a_host_and_the_hostile_ones_get_that_of_the_loopback_address() {
        HostCertificates certificates = new HostCertificates(NOW, host -> TlsManner.HONEST);

        assertThat(certificates.of("a.example")).isSameAs(certificates.of("a.example"));
        assertThat(names(certificates.of("a b"))).contains("localhost", "127.0.0.1");
        assertThat(names(certificates.of("x".repeat(10_000)))).contains("localhost");
    }

    @Test
    void the_memory_for_certificates_is_bounded_by_those_used_last() {
        HostCertificates certificates = new HostCertificates(NOW, host -> TlsManner.HONEST);
        X509Certificate first = certificates.of("first.example");
        X509Certificate second = certificates.of("second.example");
        for (int i = 0; i < 1022; i++) certificates.of("host-" + i + ".example");
        X509Certificate secondAgain = certificates.of("second.example");
        certificates.of("one-more.example");

        assertThat(secondAgain).isSameAs(second);
        assertThat(certificates.of("second.example")).isSameAs(second);
        assertThat(certificates.of("first.example")).isNotSameAs(first);
    }

    private X509Certificate issue(String host) {
        return authority.issue(keys.getPublic(), SubjectNames.of(host), Validity.around(NOW));
    }

    private static String names(X509Certificate certificate) {
        try {
            return String.valueOf(certificate.getSubjectAlternativeNames());
        } catch (CertificateParsingException e) {
            throw new AssertionError(e);
        }
    }
}
