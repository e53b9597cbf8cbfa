package dev.simul.serve;

import static dev.simul.serve.Reply.raw;
import static dev.simul.serve.Reply.respond;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ScriptedServerTest {
    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void the_kth_request_gets_the_kth_reply_and_the_last_one_repeats() throws IOException {
        server.on(
                "/",
                respond(503),
                respond(429).header("Retry-After", "1"),
                respond(200).body("x"));

        try (Wire wire = Wire.to(server.address())) {
            assertThat(wire.send(Wire.get("/")).readResponse()).startsWith("HTTP/1.1 503 ");
            assertThat(wire.send(Wire.get("/")).readResponse())
                    .startsWith("HTTP/1.1 429 ")
                    .contains("Retry-After: 1");
            assertThat(wire.send(Wire.get("/")).readResponse()).startsWith("HTTP/1.1 200 ");
            assertThat(wire.send(Wire.get("/")).readResponse()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void what_was_not_scripted_is_not_found() throws IOException {
        try (Wire wire = Wire.to(server.address())) {
            assertThat(wire.send(Wire.get("/other")).readResponse()).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void a_length_that_was_told_is_sent_whatever_the_body() throws IOException {
        server.on("/", respond(200).contentLength(100).body("x".repeat(40)).then(Fault.CLOSE));

        assertThat(rest("/"))
                .isEqualTo(new Wire.Rest(
                        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + "x".repeat(40), Wire.End.CLOSED));
    }

    @Test
    void a_reset_comes_after_what_was_sent_before_it() throws IOException {
        server.on("/", respond(200).contentLength(100).body("x".repeat(40)).then(Fault.RESET));

        Wire.Rest rest = rest("/");
        assertThat(rest.text()).endsWith("x".repeat(40));
        assertThat(rest.end()).isEqualTo(Wire.End.RESET);
    }

    @Test
    void a_stall_keeps_the_connection_open_without_a_byte() throws IOException {
        server.on("/", respond(200).contentLength(2).body("x").then(Fault.STALL));

        try (Wire wire = Wire.to(server.address()).send(Wire.get("/"))) {
            wire.readThrough("\r\n\r\nx");
            assertThat(wire.isQuiet()).isTrue();
        }
        server.awaitOpenConnections(0);
        assertThat(server.stats().inFlight()).isZero();
    }

    @Test
    void raw_pieces_and_dribbled_bytes_arrive_whole() throws IOException {
        server.on("/raw", raw("HTTP/1.1 ", "200 O", "K\r\nContent-Length: 1\r\n\r\nx"));
        server.on("/dribble", respond(200).body("slowly").dribble());

        try (Wire wire = Wire.to(server.address())) {
            assertThat(wire.send(Wire.get("/raw")).readResponse())
                    .startsWith("HTTP/1.1 200 OK")
                    .endsWith("x");
            assertThat(wire.send(Wire.get("/dribble")).readResponse()).endsWith("slowly");
        }
    }

    @Test
    void chunks_are_framed_and_ended() throws IOException {
        server.on("/", respond(200).chunked("ab", "ä"));

        try (Wire wire = Wire.to(server.address()).send(Wire.lastGet("/"))) {
            assertThat(wire.rest().text()).endsWith("\r\n\r\n2\r\nab\r\n2\r\n\u00c3\u00a4\r\n0\r\n\r\n");
        }
    }

    @Test
    void statuses_without_a_body_tell_no_length() throws IOException {
        server.on("/204", respond(204));
        server.on("/close", respond(200).body("x").closeDelimited());

        assertThat(rest("/204").text()).isEqualTo("HTTP/1.1 204 No Content\r\n\r\n");
        assertThat(rest("/close").text()).isEqualTo("HTTP/1.1 200 OK\r\n\r\nx");
    }

    @Test
    void a_connection_can_be_greeted_instead_of_heard() throws IOException {
        server.onConnection(raw("SSH-2.0-x\r\n").then(Fault.CLOSE));

        try (Wire wire = Wire.to(server.address())) {
            assertThat(wire.rest()).isEqualTo(new Wire.Rest("SSH-2.0-x\r\n", Wire.End.CLOSED));
        }
    }

    @Test
    void a_tunnel_can_be_refused() throws IOException {
        server.on("CONNECT a.test:443", respond(407).header("Proxy-Authenticate", "Basic realm=x"));

        try (Wire wire = Wire.to(server.address()).send("CONNECT a.test:443 HTTP/1.1\r\n\r\n")) {
            assertThat(wire.readResponse()).startsWith("HTTP/1.1 407 ");
        }
    }

    @Test
    void it_remembers_what_it_was_asked_headers_in_order() throws IOException {
        try (Wire wire = Wire.to(server.address())) {
            wire.send("GET /a?b HTTP/1.1\r\nHost: h\r\nX-B: 1\r\nx-a: 2\r\nX-B: 3\r\n\r\n")
                    .readResponse();
        }
        try (Wire wire = Wire.to(server.address())) {
            wire.send(Wire.get("/c")).readResponse();
        }

        SeenRequest first = server.awaitRequests(2).get(0);
        assertThat(first.method()).isEqualTo("GET");
        assertThat(first.target()).isEqualTo("/a?b");
        assertThat(first.headers())
                .containsExactly(
                        Map.entry("Host", "h"), Map.entry("X-B", "1"), Map.entry("x-a", "2"), Map.entry("X-B", "3"));
        assertThat(first.headerNames()).containsExactly("Host", "X-B", "x-a", "X-B");
        assertThat(first.header("X-A")).isEqualTo("2");
        assertThat(first.header("X-C")).isNull();
        assertThat(server.requests()).extracting(SeenRequest::connection).containsExactly(1, 2);
    }

    @Test
    void its_https_address_is_trusted_with_its_authority() throws Exception {
        server.on("/", respond(200).body("secret"));

        try (HttpClient client =
                HttpClient.newBuilder().sslContext(Trust.in(server.authority())).build()) {
            String body = client.send(
                            HttpRequest.newBuilder(URI.create(server.httpsUrl("/")))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            assertThat(body).isEqualTo("secret");
        }
        assertThat(server.requests())
                .singleElement()
                .satisfies(seen -> assertThat(seen.secure()).isTrue());
        assertThat(server.url("/x")).isEqualTo("http://127.0.0.1:" + server.port() + "/x");
    }

    private Wire.Rest rest(String target) throws IOException {
        try (Wire wire = Wire.to(server.address()).send(Wire.lastGet(target))) {
            return wire.rest();
        }
    }
}
