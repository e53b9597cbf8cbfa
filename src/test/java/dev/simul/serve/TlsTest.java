package dev.simul.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That a careful client takes the server for any host, and that it does not where a fault says so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TlsTest {
    private MockServer pages;
    private MockServer faults;

    @BeforeAll
    void start() throws IOException {
        pages = MockServer.start(ServeConfig.of(Scenario.PAGES));
        faults = MockServer.start(ServeConfig.of(Scenario.FAULTS));
    }

    @AfterAll
    void stop() {
        pages.close();
        faults.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"www.example.org", "a-b.c.d.example", "localhost", "127.0.0.1", "xn--bcher-kva.example"})
    void any_host_is_certified(String host) throws Exception {
        try (Socket socket = Trust.connect(pages.address());
                SSLSocket secure = Trust.handshake(Trust.in(pages.authority()), socket, host);
                Wire wire = new Wire(secure)) {
            wire.send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
            assertThat(wire.readResponse()).startsWith("HTTP/1.1 200 OK").contains(host + "</title>");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void both_versions_of_tls_are_spoken(String version) throws Exception {
        try (Socket socket = Trust.connect(pages.address());
                SSLSocket secure = Trust.handshake(Trust.in(pages.authority()), socket, "a.example", version)) {
            assertThat(secure.getSession().getProtocol()).isEqualTo(version);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://www.example.org/a", "https://192.0.2.1/a", "https://www.example.org:8443/a"})
    void a_client_reaches_any_https_url_through_the_server_as_its_proxy(String url) throws Exception {
        try (HttpClient client = HttpClient.newBuilder()
                .proxy(ProxySelector.of(pages.address()))
                .sslContext(Trust.in(pages.authority()))
                .build()) {
            HttpResponse<String> response =
                    client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains(URI.create(url).getHost() + "</title>");
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(response.sslSession()).isPresent();
        }
    }

    @Test
    void tls_runs_inside_a_tunnel_inside_tls() throws Exception {
        try (Socket socket = Trust.connect(pages.address());
                SSLSocket outer = Trust.handshake(Trust.in(pages.authority()), socket, "proxy.example");
                Wire toProxy = new Wire(outer).send("CONNECT inner.example:443 HTTP/1.1\r\n\r\n")) {
            toProxy.readThrough("\r\n\r\n");
            try (SSLSocket inner = Trust.handshake(Trust.in(pages.authority()), outer, "inner.example");
                    Wire wire = new Wire(inner)) {
                assertThat(wire.send(Wire.lastGet("/")).rest().text()).startsWith("HTTP/1.1 200 OK");
            }
        }
    }

    @Test
    void an_answer_larger_than_a_record_comes_whole_over_tls() throws Exception {
        try (Socket socket = Trust.connect(faults.address());
                SSLSocket secure = Trust.handshake(Trust.in(faults.authority()), socket, "a.example");
                Wire wire = new Wire(secure)) {
            assertThat(wire.send(Wire.get("/title-huge")).readResponse()).hasSizeGreaterThan(1 << 20);
        }
    }

    @Test
    void each_server_has_an_authority_of_its_own() throws Exception {
        try (Socket socket = Trust.connect(pages.address())) {
            assertThatThrownBy(() -> Trust.handshake(Trust.in(faults.authority()), socket, "a.example"))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"expired.tls.test", "wrong-host.tls.test", "untrusted.tls.test"})
    void hosts_with_bad_certificates_are_not_trusted(String host) throws Exception {
        try (Socket socket = Trust.connect(faults.address())) {
            assertThatThrownBy(() -> Trust.handshake(Trust.in(faults.authority()), socket, host))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void the_bad_certificates_are_bad_for_the_reason_that_their_sentence_gives() throws Exception {
        assertThatThrownBy(() -> handshake("expired.tls.test")).rootCause().hasMessageContaining("NotAfter");
        assertThatThrownBy(() -> handshake("wrong-host.tls.test"))
                .rootCause()
                .hasMessageContaining("wrong-host.tls.test");
        assertThatThrownBy(() -> handshake("untrusted.tls.test"))
                .rootCause()
                .hasMessageContaining("certification path");
    }

    @Test
    void the_hosts_that_do_not_shake_hands_do_not() throws Exception {
        assertThatThrownBy(() -> handshake("garbage.tls.test")).isInstanceOf(SSLException.class);
        assertThatThrownBy(() -> handshake("closed.tls.test")).isInstanceOf(SSLException.class);
        try (Socket socket = Trust.connect(faults.address())) {
            socket.setSoTimeout(200);
            assertThatThrownBy(() -> {
                        SSLSocket secure = (SSLSocket) Trust.in(faults.authority())
                                .getSocketFactory()
                                .createSocket(socket, "silent.tls.test", 443, true);
                        secure.startHandshake();
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("timed out");
        }
    }

    @Test
    void a_reset_over_tls_is_a_reset_without_goodbye() throws Exception {
        try (Socket socket = Trust.connect(faults.address());
                SSLSocket secure = Trust.handshake(Trust.in(faults.authority()), socket, "a.example");
                Wire wire = new Wire(secure)) {
            assertThat(wire.send(Wire.get("/reset")).rest().end()).isEqualTo(Wire.End.RESET);
        }
    }

    @Test
    void a_close_over_tls_says_goodbye() throws Exception {
        try (Socket socket = Trust.connect(faults.address());
                SSLSocket secure = Trust.handshake(Trust.in(faults.authority()), socket, "a.example");
                Wire wire = new Wire(secure)) {
            assertThat(wire.send(Wire.get("/empty-reply")).rest()).isEqualTo(new Wire.Rest("", Wire.End.CLOSED));
        }
    }

    @Test
    void what_only_begins_like_tls_ends_the_connection_and_nothing_else() throws Exception {
        try (Wire wire = Wire.to(pages.address()).send("\u0016" + "nonsense".repeat(100))) {
            wire.rest();
        }
        try (Wire wire = Wire.to(pages.address()).send(Wire.lastGet("/"))) {
            assertThat(wire.rest().text()).startsWith("HTTP/1.1 200 OK");
        }
    }

    private void handshake(String host) throws Exception {
        try (Socket socket = Trust.connect(faults.address())) {
            Trust.handshake(Trust.in(faults.authority()), socket, host);
        }
    }
}
