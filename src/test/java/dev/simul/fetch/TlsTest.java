package dev.simul.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.simul.result.ErrorKind;
import dev.simul.result.FetchError;
import dev.simul.result.Phase;
import dev.simul.serve.MockServer;
import dev.simul.serve.Scenario;
import dev.simul.serve.ServeConfig;
import dev.simul.testing.ClientFixture;
import dev.simul.testing.Fetched;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the client believes, by the mock server's faults over TLS, whoever does the client's TLS. */
@ParameterizedClass
@EnumSource(
        value = SslProvider.class,
        names = {"OPENSSL", "JDK"})
class TlsTest {
    private final SslProvider provider;

    @RegisterExtension
    final ClientFixture client = new ClientFixture();

    private MockServer faults = started();

    TlsTest(SslProvider provider) {
        this.provider = provider;
    }

    private static MockServer started() {
        try {
            return MockServer.start(ServeConfig.of(Scenario.FAULTS));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void everythingIsThere() {
        assumeTrue(SslProvider.isAlpnSupported(provider), "there is no BoringSSL for this machine");
        client.tlsOf(provider).everythingAt(faults.address()).trusting(faults.authority());
    }

    @AfterEach
    void stop() {
        faults.close();
    }

    @Test
    void a_host_that_a_trusted_authority_vouches_for_is_believed() {
        Fetched fetched = client.fetch("https://a.test/status/200");

        assertThat(fetched.status()).isEqualTo(200);
        assertThat(fetched.reply().timing().tlsNanos()).isNotNegative();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "localhost", "xn--mnchen-3ya.test", "a_b.test", "-a-.test", "a.test.", "[::1]"})
    void so_is_an_address_and_a_name_of_any_kind(String host) {
        assertThat(client.fetch("https://" + host + "/status/200").message()).isEmpty();
    }

    @Test
    void the_next_request_needs_no_further_handshake() {
        client.fetch("https://a.test/status/200");
        Fetched second = client.fetch("https://a.test/status/404");

        assertThat(second.status()).isEqualTo(404);
        assertThat(second.reply().timing().tlsNanos()).isNegative();
        assertThat(faults.stats().accepted()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "untrusted.tls.test, 'was not issued by a trusted authority, '",
        "wrong-host.tls.test, ', not for wrong-host.tls.test'",
        "expired.tls.test, the certificate has expired on 20",
        "alert.tls.test, the server refused the handshake: handshake failure",
        "garbage.tls.test, does not speak TLS",
    })
    void who_is_not_to_be_believed_is_not_and_the_message_says_why(String host, String why) {
        Fetched fetched = client.fetch("https://" + host + "/");

        assertThat(fetched.errorKind()).isEqualTo(ErrorKind.TLS);
        assertThat(fetched.message())
                .startsWith("no TLS connection to " + host + ": ")
                .contains(why)
                .doesNotContain("Exception");
        assertThat(fetched.answer().hasStatus()).isFalse();
        assertThat(fetched.effort().attempts()).isEqualTo(1);
        client.time().until(() -> faults.stats().open() == 0, "the client to hang up");
    }

    @Test
    void a_peer_that_closes_in_the_handshake_has_closed() {
        Fetched fetched = client.fetch("https://closed.tls.test/");

        assertThat(fetched.error()).isEqualTo(new FetchError.Closed(Phase.TLS, 0, "in the TLS handshake"));
    }

    @Test
    void a_client_that_trusts_nobody_believes_nobody() {
        client.trusting();

        assertThat(client.fetch("https://a.test/status/200").errorKind()).isEqualTo(ErrorKind.TLS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"untrusted.tls.test", "wrong-host.tls.test", "expired.tls.test", "a.test"})
    void a_client_that_checks_nothing_believes_everybody(String host) {
        client.trustingEverybody();

        assertThat(client.fetch("https://" + host + "/status/200").status()).isEqualTo(200);
    }

    @Test
    void a_client_that_checks_nothing_still_wants_tls() {
        client.trustingEverybody();

        assertThat(client.fetch("https://garbage.tls.test/").errorKind()).isEqualTo(ErrorKind.TLS);
    }

    @Test
    void http_and_https_of_a_host_are_different_origins() {
        client.header("Authorization", "secret");

        assertThat(client.fetch("https://a.test/status/200").status()).isEqualTo(200);
        assertThat(client.fetch("http://a.test/status/200").status()).isEqualTo(200);
        assertThat(faults.stats().accepted()).isEqualTo(2);
    }

    @Test
    void a_body_that_the_connection_delimits_is_whole_if_the_peer_says_goodbye() {
        Fetched fetched = client.fetch("https://a.test/close-delimited");

        assertThat(fetched.error()).isNull();
        assertThat(fetched.text()).contains("has got it whole");
    }

    @Test
    void cut_bodies_are_found_as_they_are_without_tls() {
        assertThat(client.fetch("https://a.test/truncated").errorKind()).isEqualTo(ErrorKind.CLOSED);
        assertThat(client.fetch("https://a.test/reset-in-body").errorKind()).isEqualTo(ErrorKind.CLOSED);
        assertThat(client.fetch("https://a.test/empty-reply").errorKind()).isEqualTo(ErrorKind.CLOSED);
    }
}
