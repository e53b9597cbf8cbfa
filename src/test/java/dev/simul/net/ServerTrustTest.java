package dev.simul.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServerTrustTest {
    private static final X509Certificate[] ONE = certificate();
    private static final X509Certificate[] ANOTHER = certificate();

    private final Counting checks = new Counting();
    private long now = 1;
    private final ServerTrust trust = new ServerTrust(checks, () -> now);

    private static X509Certificate[] certificate() {
        HeldCertificate held = new HeldCertificate.Builder()
                .addSubjectAlternativeName("a.example")
                .addSubjectAlternativeName("b.example")
                .build();
        return new X509Certificate[] {held.certificate()};
    }

    private void show(X509Certificate[] chain, String host, int port) throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine(host, port);
        trust.checkServerTrusted(chain, "ECDHE_ECDSA", engine);
    }

    @Test
    void what_was_trusted_is_not_checked_again() throws Exception {
        show(ONE, "a.example", 443);
        show(ONE, "a.example", 443);

        assertThat(checks.count).isEqualTo(1);
    }

    @Test
    void another_host_port_or_chain_is_checked_for_itself() throws Exception {
        show(ONE, "a.example", 443);
        show(ONE, "b.example", 443);
        show(ONE, "a.example", 8443);
        show(ANOTHER, "a.example", 443);

        assertThat(checks.count).isEqualTo(4);
    }

    @Test
    void it_is_forgotten_after_a_while() throws Exception {
        show(ONE, "a.example", 443);
        now += ServerTrust.REMEMBERED_FOR.toNanos();
        show(ONE, "a.example", 443);

        assertThat(checks.count).isEqualTo(2);
        now += Duration.ofSeconds(1).toNanos();
        show(ONE, "a.example", 443);
        assertThat(checks.count).isEqualTo(2);
    }

    @Test
    void what_was_refused_is_refused_again() {
        checks.refusal = new CertificateException("not trusted");

        assertThatThrownBy(() -> show(ONE, "a.example", 443)).hasMessage("the certificate was refused: not trusted");
        assertThatThrownBy(() -> show(ONE, "a.example", 443)).hasMessage("the certificate was refused: not trusted");
        assertThat(checks.count).isEqualTo(2);
    }

    @Test
    void a_trusted_chain_for_somebody_else_is_refused_each_time() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> show(ONE, "c.example", 443))
                    .isInstanceOf(CertificateRefusedException.class)
                    .hasMessage("the certificate is for a.example, b.example, not for c.example");
        }
        assertThat(checks.count).isEqualTo(3);
    }

    @Test
    void to_believe_one_host_is_not_to_believe_another_with_the_same_chain() throws Exception {
        show(ONE, "a.example", 443);

        assertThatThrownBy(() -> show(ONE, "c.example", 443)).isInstanceOf(CertificateRefusedException.class);
    }

    @Test
    void where_nobody_says_whom_the_certificate_has_to_be_for_it_is_refused() throws Exception {
        SSLEngine nameless = SSLContext.getDefault().createSSLEngine();

        assertThatThrownBy(() -> trust.checkServerTrusted(ONE, "ECDHE_ECDSA", nameless))
                .isInstanceOf(CertificateException.class);
        assertThatThrownBy(() -> trust.checkServerTrusted(ONE, "ECDHE_ECDSA")).isInstanceOf(CertificateException.class);
        assertThatThrownBy(() -> trust.checkServerTrusted(ONE, "ECDHE_ECDSA", new Socket()))
                .isInstanceOf(CertificateException.class);
    }

    private static final class Counting extends X509ExtendedTrustManager {
        int count;

        @Nullable
        CertificateException refusal;

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            count++;
            if (refusal != null) throw refusal;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            throw new UnsupportedOperationException();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
