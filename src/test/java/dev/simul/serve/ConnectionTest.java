package dev.simul.serve;

import static dev.simul.serve.Reply.respond;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How requests are read and answers are ordered, on a raw socket. */
final class ConnectionTest {
    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void pipelined_requests_are_answered_in_order_though_the_first_one_takes_longest() throws IOException {
        server.on("/a", respond(200).after(Duration.ofMillis(100)).body("first "));
        server.on("/b", respond(200).after(Duration.ofMillis(10)).body("second "));
        server.on("/c", respond(200).body("third "));

        try (Wire wire = wire().send(Wire.get("/a") + Wire.get("/b") + Wire.lastGet("/c"))) {
            assertThat(wire.rest().text()).containsSubsequence("first ", "second ", "third ");
        }
    }

    @Test
    void more_pipelined_requests_than_may_wait_are_all_answered() throws IOException {
        server.on("/", respond(200).after(Duration.ofMillis(1)).body("x"));

        try (Wire wire = wire().send(Wire.get("/").repeat(499) + Wire.lastGet("/"))) {
            assertThat(wire.rest().text().split("HTTP/1.1 200 OK", -1)).hasSize(501);
        }
        assertThat(server.requests()).hasSize(500);
    }

    @Test
    void an_answer_that_was_asked_for_later_elsewhere_does_not_wait() throws IOException {
        server.on("/late", respond(200).after(Duration.ofMillis(200)).body("late"));
        server.on("/early", respond(200).body("early"));

        try (Wire late = wire().send(Wire.get("/late"));
                Wire early = wire()) {
            server.awaitRequests(1);
            early.send(Wire.get("/early")).readResponse();
            assertThat(server.stats().inFlight()).isEqualTo(1);
            assertThat(late.readResponse()).endsWith("late");
        }
    }

    @Test
    void nothing_is_answered_after_an_answer_that_ended_the_connection() throws IOException {
        server.on("/", respond(200).body("x").then(Fault.CLOSE), respond(200).body("y"));

        try (Wire wire = wire().send(Wire.get("/").repeat(3))) {
            assertThat(wire.rest().text()).endsWith("\r\n\r\nx");
        }
        server.awaitOpenConnections(0);
        assertThat(server.stats().answered()).isEqualTo(1);
        assertThat(server.stats().inFlight()).isZero();
    }

    @Test
    void a_connection_serves_until_it_is_told_that_a_request_is_the_last() throws IOException {
        server.on("/", respond(200).body("x"));

        try (Wire wire = wire()) {
            wire.send(Wire.get("/")).readResponse();
            wire.send(Wire.get("/")).readResponse();
            wire.send(Wire.lastGet("/")).readResponse();
            assertThat(wire.rest()).isEqualTo(new Wire.Rest("", Wire.End.CLOSED));
        }
        assertThat(server.requests()).extracting(SeenRequest::connection).containsExactly(1, 1, 1);
    }

    @Test
    void http_1_0_ends_the_connection_unless_asked_to_keep_it() throws IOException {
        server.on("/", respond(200).body("x"));

        try (Wire wire = wire()) {
            wire.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").readResponse();
            wire.send("GET / HTTP/1.0\r\n\r\n").readResponse();
            assertThat(wire.rest().end()).isEqualTo(Wire.End.CLOSED);
        }
    }

    @Test
    void a_head_request_gets_the_head_of_the_answer_and_the_connection_goes_on() throws IOException {
        server.on("/", respond(200).body("body"));

        try (Wire wire = wire().send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n" + Wire.lastGet("/"))) {
            assertThat(wire.readThrough("\r\n\r\n")).contains("Content-Length: 4");
            assertThat(wire.rest().text()).startsWith("HTTP/1.1 200 OK").endsWith("body");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\n\r\nHello",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nHello\r\n0\r\nTrailer: x\r\n\r\n",
            })
    void the_body_of_a_request_is_read_past(String rest) throws IOException {
        server.on("/", respond(200).body("x"));

        try (Wire wire = wire().send("POST / HTTP/1.1\r\nHost: a\r\n" + rest + Wire.lastGet("/"))) {
            assertThat(wire.rest().text().split("HTTP/1.1 200 OK", -1)).hasSize(3);
        }
        assertThat(server.requests()).extracting(SeenRequest::method).containsExactly("POST", "GET");
    }

    @Test
    void a_client_that_waits_to_be_told_to_continue_is_told() throws IOException {
        server.on("/", respond(200).body("x"));

        try (Wire wire = wire()) {
            wire.send("PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
            assertThat(wire.readThrough("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(wire.send("Hello").readResponse()).startsWith("HTTP/1.1 200 OK");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
                "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "GET / HTTP/2.0\r\n\r\n",
                "CONNECT nowhere HTTP/1.1\r\n\r\n",
                "CONNECT a:99999 HTTP/1.1\r\n\r\n",
            })
    void what_is_no_request_is_refused_and_ends_the_connection(String text) throws IOException {
        try (Wire wire = wire().send(text)) {
            Wire.Rest rest = wire.rest();
            assertThat(rest.text()).startsWith("HTTP/1.1 400 Bad Request");
            assertThat(rest.end()).isEqualTo(Wire.End.CLOSED);
        }
    }

    @Test
    void a_head_without_end_is_refused_before_it_fills_the_memory() throws IOException {
        try (Wire wire = wire().send("GET /" + "x".repeat(200_000))) {
            assertThat(wire.readThrough("\r\n")).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void a_url_of_64_kib_is_taken() throws IOException {
        String path = "/" + "x".repeat(64 * 1024);
        server.on(path, respond(200).body("long"));

        try (Wire wire = wire().send(Wire.get(path))) {
            assertThat(wire.readResponse()).endsWith("long");
        }
    }

    @Test
    void requests_that_come_byte_by_byte_are_understood() throws IOException {
        server.on("/", respond(200).body("x"));

        try (Wire wire = wire()) {
            for (char c : Wire.get("/").toCharArray()) wire.send(String.valueOf(c));
            assertThat(wire.readResponse()).endsWith("x");
        }
    }

    @Test
    void an_absolute_target_decides_over_host() throws IOException {
        server.on("http://a.test/x?y", respond(200).body("of a"));
        server.on("/x?y", respond(200).body("of any"));

        try (Wire wire = wire()) {
            String absolute = "GET http://user@A.test:8080/x?y HTTP/1.1\r\nHost: b.test\r\n\r\n";
            assertThat(wire.send(absolute).readResponse()).endsWith("of a");
            assertThat(wire.send(Wire.get("/x?y")).readResponse()).endsWith("of any");
        }
    }

    @Test
    void a_tunnel_leads_back_to_the_server_as_the_host_that_was_named() throws IOException {
        server.on("http://inside.test/", respond(200).body("inside"));

        try (Wire wire = wire().send("CONNECT inside.test:80 HTTP/1.1\r\nHost: inside.test:80\r\n\r\n")) {
            assertThat(wire.readThrough("\r\n\r\n")).startsWith("HTTP/1.1 200 ");
            assertThat(wire.send("GET / HTTP/1.1\r\n\r\n").readResponse()).endsWith("inside");
        }
        assertThat(server.requests()).extracting(SeenRequest::target).containsExactly("inside.test:80", "/");
    }

    @Test
    void a_client_may_speak_before_it_hears_that_the_tunnel_is_open() throws IOException {
        server.on("/", respond(200).body("x"));

        try (Wire wire = wire().send("CONNECT a:80 HTTP/1.1\r\n\r\n" + Wire.lastGet("/"))) {
            assertThat(wire.rest().text()).startsWith("HTTP/1.1 200 Connection").endsWith("x");
        }
    }

    @Test
    void there_is_no_tunnel_inside_a_tunnel() throws IOException {
        try (Wire wire = wire().send("CONNECT a:80 HTTP/1.1\r\n\r\n".repeat(2))) {
            assertThat(wire.rest().text()).startsWith("HTTP/1.1 200 ").contains("HTTP/1.1 400 ");
        }
    }

    private Wire wire() throws IOException {
        return Wire.to(server.address());
    }
}
