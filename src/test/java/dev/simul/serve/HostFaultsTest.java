package dev.simul.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.simul.serve.Http2Wire.Frame;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the hosts which are faults are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HostFaultsTest {
    private static final String END = "end";

    private MockServer server;

    @BeforeAll
    void start() throws IOException {
        server = MockServer.start(ServeConfig.of(Scenario.FAULTS));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "bad-preface, PING, quiet",
        "silent, SETTINGS, quiet",
        "closed, SETTINGS, end",
        "goaway, 'SETTINGS, GOAWAY 0 0', end",
        "calm, 'SETTINGS, GOAWAY 0 11', end",
        "no-streams, SETTINGS, quiet",
        "bad-settings, SETTINGS, quiet",
    })
    void a_connection_of_http_2_begins_wrongly(String host, String frames, String then) throws IOException {
        try (Http2Wire wire = tunnel(host + ".h2.test")) {
            StringBuilder words = new StringBuilder();
            for (String ignored : frames.split(", ", -1)) {
                Frame frame = wire.read();
                if (frame != null) words.append(words.isEmpty() ? "" : ", ").append(frame.word());
            }
            assertThat(words).hasToString(frames);
            if (then.equals(END)) {
                assertThat(wire.read()).isNull();
            } else {
                assertThat(wire.isQuiet()).isTrue();
            }
        }
    }

    @Test
    void a_mute_server_of_http_2_says_nothing() throws IOException {
        try (Http2Wire wire = tunnel("mute.h2.test")) {
            assertThat(wire.isQuiet()).isTrue();
        }
    }

    @Test
    void http_2_may_be_answered_by_http_1() throws IOException {
        try (Wire wire = connect("http1.h2.test")) {
            wire.readThrough("\r\n\r\n");
            assertThat(wire.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").rest().text())
                    .startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void one_stream_at_once_means_that_a_second_one_is_refused() throws IOException {
        try (Http2Wire wire = tunnel("one-stream.h2.test")) {
            wire.get(1, "/silence");
            Frame settings = wire.next();
            assertThat(settings.text()).contains("\0\3\0\0\0\1");
            for (Frame frame = wire.read(); frame != null && frame.flags() != 1; ) frame = wire.read();
            wire.send(Http2Wire.SETTINGS, 1, 0); // the limit counts from here on
            wire.get(3, "/status/200");
            assertThat(wire.readOf(3).word()).isEqualTo("RST_STREAM 7");
        }
    }

    @Test
    void the_name_in_the_tls_handshake_counts_as_well() throws Exception {
        try (Socket socket = Trust.connect(server.address());
                SSLSocket secure = Trust.handshake(Trust.in(server.authority()), socket, "bad-preface.h2.test");
                Http2Wire wire = Http2Wire.on(secure)) {
            Frame first = wire.next();
            assertThat(first.word()).isEqualTo("PING");
        }
    }

    @ParameterizedTest
    @CsvSource({"tls12, TLSv1.2, TLSv1.3", "tls13, TLSv1.3, TLSv1.2"})
    void a_host_may_speak_one_version_of_tls_only(String host, String spoken, String other) throws Exception {
        assertThat(handshake(host + ".tls.test", "TLSv1.2", "TLSv1.3")).isEqualTo(spoken);
        assertThatThrownBy(() -> handshake(host + ".tls.test", other)).isInstanceOf(SSLException.class);
    }

    @Test
    void a_handshake_may_end_with_an_alert_or_stop_in_the_middle() throws Exception {
        assertThatThrownBy(() -> handshake("alert.tls.test")).hasMessageContaining("handshake_failure");
        try (Socket socket = Trust.connect(server.address())) {
            socket.setSoTimeout(200);
            assertThatThrownBy(() -> {
                        SSLSocket secure = (SSLSocket) Trust.in(server.authority())
                                .getSocketFactory()
                                .createSocket(socket, "stalled.tls.test", 443, true);
                        secure.startHandshake();
                    })
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void a_response_may_come_before_the_request() throws Exception {
        try (Socket socket = Trust.connect(server.address());
                SSLSocket secure = Trust.handshake(Trust.in(server.authority()), socket, "early.tls.test")) {
            assertThat(new Wire(secure).rest().text()).startsWith("HTTP/1.1 408 ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "auth, HTTP/1.1 407 .*Proxy-Authenticate: Basic .*wanted",
        "auth-close, HTTP/1.1 407 .*Connection: close.*",
        "forbidden, HTTP/1.1 403 .*forbidden",
        "unreachable, HTTP/1.1 502 .*unreachable",
        "late, HTTP/1.1 504 .*",
        "redirect, HTTP/1.1 302 .*",
        "chunked, HTTP/1.1 403 .*chunked.*",
        "garbage, '\0\1\2nonsense.*'",
        "closed, ''",
        "reset, ''",
        "half, HTTP/1.1 200 Connection est",
    })
    void a_proxy_does_not_lead_there(String host, String pattern) throws IOException {
        String name = host + ".proxy.test";
        String connect = "CONNECT " + name + ":443 HTTP/1.1\r\nConnection: close\r\n\r\n";
        String get = "GET http://" + name + "/status/200 HTTP/1.1\r\nConnection: close\r\n\r\n";
        for (String request : List.of(connect, get)) {
            try (Wire wire = Wire.to(server.address()).send(request)) {
                assertThat(wire.rest().text()).matches("(?s)" + pattern);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"endless, X-Header: value", "interim, HTTP/1.1 102 Processing"})
    void a_proxy_may_never_come_to_the_end_of_its_answer(String host, String line) throws IOException {
        try (Wire wire = connect(host + ".proxy.test")) {
            assertThat(wire.read(200_000)).contains(line).doesNotEndWith("\r\n\r\n\r\n");
        }
    }

    @Test
    void a_proxy_may_never_answer() throws IOException {
        try (Wire wire = connect("silent.proxy.test")) {
            assertThat(wire.isQuiet()).isTrue();
        }
    }

    @Test
    void whoever_has_credentials_is_led_there() throws IOException {
        String credentials = "Proxy-Authorization: Basic dTpw\r\n\r\n";
        try (Wire wire = Wire.to(server.address()).send("CONNECT auth.proxy.test:80 HTTP/1.1\r\n" + credentials)) {
            assertThat(wire.readThrough("\r\n\r\n")).startsWith("HTTP/1.1 200 ");
            assertThat(wire.send("GET /status/299 HTTP/1.1\r\nHost: auth.proxy.test\r\n\r\n")
                            .readResponse())
                    .startsWith("HTTP/1.1 299 ");
        }
    }

    @ParameterizedTest
    @CsvSource({"length, HTTP/1.1 200 OK, 1", "hints, HTTP/1.1 103 Early Hints, 2", "old, HTTP/1.0 200, 1"})
    void a_tunnel_may_be_opened_oddly(String host, String begins, int heads) throws IOException {
        try (Wire wire = connect(host + ".proxy.test")) {
            StringBuilder opening = new StringBuilder();
            for (int i = 0; i < heads; i++) opening.append(wire.readThrough("\r\n\r\n"));
            assertThat(opening).startsWith(begins);
            assertThat(wire.send(Wire.get("/status/299")).readResponse()).startsWith("HTTP/1.1 299 ");
        }
    }

    @Test
    void every_host_of_a_proxy_fault_is_one_that_no_name_server_knows() {
        assertThat(Stream.concat(HostFaults.PROXY_HOSTS.keySet().stream(), HostFaults.HTTP2_HOSTS.keySet().stream()))
                .allMatch(host -> host.endsWith(".test"));
    }

    private Wire connect(String host) throws IOException {
        return Wire.to(server.address()).send("CONNECT " + host + ":80 HTTP/1.1\r\n\r\n");
    }

    private Http2Wire tunnel(String host) throws IOException {
        Socket socket = new Socket(server.address().getAddress(), server.port());
        Wire toProxy = new Wire(socket).send("CONNECT " + host + ":80 HTTP/1.1\r\n\r\n");
        toProxy.readThrough("\r\n\r\n");
        return Http2Wire.on(socket);
    }

    private @Nullable String handshake(String host, String... versions) throws Exception {
        try (Socket socket = Trust.connect(server.address())) {
            return Trust.handshake(Trust.in(server.authority()), socket, host, versions)
                    .getSession()
                    .getProtocol();
        }
    }
}
