package dev.simul.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9525 section 6, and the names that the URL standard lets through beside those of RFC 1123. */
class ServerNameTest {
    private static X509Certificate certificateFor(@Nullable String commonName, String... names) {
        HeldCertificate.Builder builder = new HeldCertificate.Builder();
        if (commonName != null) builder.commonName(commonName);
        for (String name : names) builder.addSubjectAlternativeName(name);
        return builder.build().certificate();
    }

    private static boolean isVouchedFor(String host, X509Certificate certificate) throws Exception {
        return ServerName.of(host).isVouchedForBy(certificate);
    }

    @ParameterizedTest(name = "{0} by {1}: {2}")
    @CsvSource({
        // whole names
        "a.test, a.test, true",
        "a.test, b.test, false",
        "a.test, x.a.test, false",
        "x.a.test, a.test, false",
        "a.test, a.test.b, false",
        "A.test, a.TEST, true",
        "localhost, localhost, true",
        "test, *, false",
        // the root
        "a.test., a.test, true",
        "a.test, a.test., false",
        "a.test.., a.test, false",
        "., a.test, false",
        "'', a.test, false",
        // other letters than RFC 1123 has
        "a_b.test, a_b.test, true",
        "a_b.test, a-b.test, false",
        "_a.test, *.test.example, false",
        "a_b.c.test, *.c.test, true",
        "-a.test, -a.test, true",
        "a-.test, a-.test, true",
        "a~b.test, a~b.test, true",
        // A-labels are nothing but labels
        "xn--mnchen-3ya.test, xn--mnchen-3ya.test, true",
        "XN--MNCHEN-3YA.test, xn--mnchen-3ya.test, true",
        "xn--mnchen-3ya.b.test, *.b.test, true",
        "xn--mnchen-3ya.b.test, xn--*.b.test, false",
        // a wildcard is the whole of the first label, and one label
        "a.b.test, *.b.test, true",
        "a.B.test, *.b.TEST, true",
        "a.b.test., *.b.test, true",
        "b.test, *.b.test, false",
        ".b.test, *.b.test, false",
        "x.a.b.test, *.b.test, false",
        "ab.b.test, a*.b.test, false",
        "ab.b.test, *b.b.test, false",
        "ab.b.test, **.b.test, false",
        "a.b.test, a.*.test, false",
        "a.b.test, *.*.test, false",
        "a.test, *.test, false",
        "a.test, *.test., false",
        "a.b.test, *.c.test, false",
        "a.xb.test, *.b.test, false",
        // addresses
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1, 127.0.0.2, false",
        "127.0.0.1, *.0.0.1, false",
        "::1, ::1, true",
        "::1, 0:0:0:0:0:0:0:1, true",
        "2001:db8::ff, 2001:DB8:0::FF, true",
        "::1, ::2, false",
        "::7f00:1, 127.0.0.1, false",
    })
    void a_certificate_is_for_the_names_in_it(String host, String certified, boolean itIs) throws Exception {
        X509Certificate certificate = certificateFor("A leaf", certified);

        assertThat(isVouchedFor(host, certificate)).isEqualTo(itIs);
    }

    @Test
    void any_of_several_will_do() throws Exception {
        X509Certificate certificate = certificateFor(null, "a.test", "*.b.test", "::1");

        assertThat(isVouchedFor("a.test", certificate)).isTrue();
        assertThat(isVouchedFor("x.b.test", certificate)).isTrue();
        assertThat(isVouchedFor("::1", certificate)).isTrue();
        assertThat(isVouchedFor("b.test", certificate)).isFalse();
    }

    @Test
    void the_common_name_does_not_count() throws Exception {
        assertThat(isVouchedFor("a.test", certificateFor("a.test"))).isFalse();
        assertThat(isVouchedFor("127.0.0.1", certificateFor("127.0.0.1", "a.test")))
                .isFalse();
    }
}
