package dev.simul.serve;

import static dev.simul.serve.Reply.respond;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.simul.serve.Http2Wire.Frame;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** That the server is one of HTTP/2 for whoever begins it. */
final class Http2SessionTest {
    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void pages_are_the_same_by_both_versions() throws IOException {
        try (MockServer pages = MockServer.start(ServeConfig.of(Scenario.PAGES));
                Wire http1 = Wire.to(pages.address());
                Http2Wire http2 = Http2Wire.to(pages.address())) {
            for (int i = 0; i < 20; i++) {
                String response = http1.send(Wire.get("/page/" + i)).readResponse();
                String body = response.substring(response.indexOf("\r\n\r\n") + 4);
                assertThat(http2.get(2 * i + 1, "/page/" + i).body(2 * i + 1)).isEqualTo(body);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void a_client_has_the_version_that_it_offers_over_tls_also_in_a_tunnel(HttpClient.Version version)
            throws Exception {
        try (MockServer pages = MockServer.start(ServeConfig.of(Scenario.PAGES));
                HttpClient client = HttpClient.newBuilder()
                        .version(version)
                        .proxy(ProxySelector.of(pages.address()))
                        .sslContext(Trust.in(pages.authority()))
                        .build()) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create("https://www.example.org/a"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(response.version()).isEqualTo(version);
            assertThat(response.body()).contains("www.example.org</title>");
        }
    }

    @Test
    void a_tunnel_may_carry_http_2_without_tls() throws IOException {
        server.on("http://inside.test/", respond(200).body("inside"));
        server.on("/", respond(200).body("any"));

        try (Socket socket = new Socket(server.address().getAddress(), server.port())) {
            Wire toProxy = new Wire(socket).send("CONNECT inside.test:80 HTTP/1.1\r\n\r\n");
            toProxy.readThrough("\r\n\r\n");
            assertThat(Http2Wire.on(socket).get(1, "/").body(1)).isEqualTo("any"); // of the host that is asked for
        }
        assertThat(server.requests()).extracting(SeenRequest::target).containsExactly("inside.test:80", "/");
    }

    @Test
    void requests_are_answered_each_in_its_own_time() throws IOException {
        server.on("/late", respond(200).after(Duration.ofDays(1)).body("late"));
        server.on("/early", respond(200).body("early"));

        try (Http2Wire wire = wire().get(1, "/late").get(3, "/early")) {
            assertThat(wire.body(3)).isEqualTo("early");
            assertThat(server.stats().inFlight()).isEqualTo(1);
            wire.send(Http2Wire.RST_STREAM, 0, 1, (byte) 0, (byte) 0, (byte) 0, (byte) 8);
            assertThat(wire.get(5, "/early").body(5)).isEqualTo("early");
            assertThat(server.stats().inFlight()).isZero();
            assertThat(server.stats().answered()).isEqualTo(2);
        }
    }

    @Test
    void a_body_waits_for_the_windows() throws IOException {
        server.on("/", respond(200).body("x".repeat(100)));

        try (Http2Wire wire = Http2Wire.on(new Socket(server.address().getAddress(), server.port()), 10)) {
            wire.get(1, "/");
            assertThat(wire.readOf(1).type()).isEqualTo(Http2Wire.HEADERS);
            assertThat(wire.readOf(1).text()).hasSize(10);
            assertThat(wire.isQuiet()).isTrue();
            wire.open(1, 1000);
            Frame rest = wire.readOf(1);
            assertThat(rest.text()).hasSize(90);
            assertThat(rest.endsStream()).isTrue();
        }
    }

    @Test
    void a_body_without_end_comes_only_as_far_as_it_is_read_and_ends_with_the_stream() throws IOException {
        try (MockServer faults = MockServer.start(ServeConfig.of(Scenario.FAULTS));
                Http2Wire wire = Http2Wire.on(new Socket(faults.address().getAddress(), faults.port()), 50_000)) {
            wire.get(1, "/endless-length");
            assertThat(wire.readOf(1).type()).isEqualTo(Http2Wire.HEADERS);
            int bytes = 0;
            while (bytes < 50_000) bytes += wire.readOf(1).text().length();
            assertThat(bytes).isEqualTo(50_000);
            assertThat(wire.isQuiet()).isTrue();
            wire.send(Http2Wire.RST_STREAM, 0, 1, (byte) 0, (byte) 0, (byte) 0, (byte) 8);
            wire.get(3, "/status/200");
            wire.body(3);
            assertThat(faults.stats().inFlight()).isZero();
        }
    }

    @Test
    void after_head_there_is_no_body() throws IOException {
        server.on("/", respond(200).body("x"));

        try (Http2Wire wire = wire().ask(1, "HEAD", "/")) {
            assertThat(wire.readOf(1).endsStream()).isTrue();
        }
    }

    @Test
    void a_request_is_answered_when_its_body_has_come() throws IOException {
        server.on("/", respond(200).body("x"));

        try (Http2Wire wire = wire()) {
            var block = Frames.block(":method", "POST", ":scheme", "http", ":path", "/", ":authority", "a.test");
            byte[] head = new byte[block.readableBytes()];
            block.readBytes(head);
            wire.send(Http2Wire.HEADERS, Frames.END_HEADERS, 1, head);
            wire.send(Http2Wire.DATA, 0, 1, "half".getBytes(StandardCharsets.US_ASCII));
            wire.get(3, "/").body(3);
            assertThat(server.requests()).hasSize(1);
            wire.send(Http2Wire.DATA, Http2Wire.END_STREAM, 1, "half".getBytes(StandardCharsets.US_ASCII));
            assertThat(wire.body(1)).isEqualTo("x");
            assertThat(server.requests()).hasSize(2);
        }
    }

    /** What a script says in HTTP/1.1 is said as a gateway would. */
    @ParameterizedTest
    @CsvSource({
        "empty-reply, 2",
        "reset, 8",
        "close-in-head, 1",
        "truncated, 2",
        "truncated-chunked, 2",
        "reset-in-body, 8",
        "chunk-size-bad, 1",
        "status-bad, 1",
        "not-http, 1",
        "header-bomb, 1",
        "switching, 1",
    })
    void what_breaks_off_or_is_no_http_resets_the_stream(String path, int code) throws IOException {
        try (MockServer faults = MockServer.start(ServeConfig.of(Scenario.FAULTS));
                Http2Wire wire = Http2Wire.to(faults.address()).get(1, "/" + path)) {
            assertThatThrownBy(() -> wire.body(1)).hasMessage("reset: " + code);
            assertThat(wire.get(3, "/status/200").body(3)).contains("Status 200");
        }
    }

    @Test
    void what_is_whole_is_whole_however_its_length_was_told() throws IOException {
        try (MockServer faults = MockServer.start(ServeConfig.of(Scenario.FAULTS));
                Http2Wire wire = Http2Wire.to(faults.address())) {
            int stream = 1;
            for (String path : List.of("split", "close-delimited", "chunk-extensions", "extra-response", "continue")) {
                assertThat(wire.get(stream, "/" + path).body(stream)).as(path).endsWith("</p>\n");
                stream += 2;
            }
        }
    }

    @Test
    void whoever_begins_as_http_2_does_and_then_goes_on_otherwise_is_answered_as_before() throws IOException {
        server.on("*", respond(200).body("x"));

        try (Wire wire = Wire.to(server.address()).send("PRI * HTTP/1.1\r\nConnection: close\r\n\r\n")) {
            assertThat(wire.rest().text()).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void nonsense_after_the_preface_ends_the_connection_and_nothing_else() throws IOException {
        try (Wire wire = Wire.to(server.address()).send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + "nonsense".repeat(10))) {
            wire.rest();
        }
        server.awaitOpenConnections(0);
    }

    private Http2Wire wire() throws IOException {
        return Http2Wire.to(server.address());
    }
}
