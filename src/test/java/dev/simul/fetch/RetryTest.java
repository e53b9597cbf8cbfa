package dev.simul.fetch;

import static dev.simul.serve.Reply.raw;
import static dev.simul.serve.Reply.respond;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.ErrorKind;
import dev.simul.serve.Fault;
import dev.simul.serve.Reply;
import dev.simul.serve.ScriptedServer;
import dev.simul.testing.ClientFixture;
import dev.simul.testing.Fetched;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is tried again, over real connections. */
class RetryTest {
    @RegisterExtension
    final ClientFixture client = new ClientFixture().retries(2);

    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void these_statuses_are_tried_again(int status) {
        server.on("/", respond(status).body("busy"), respond(200).body("ok"));

        Fetched fetched = client.fetch(server.url("/"));

        assertThat(fetched.events()).containsExactly("head " + status, "body 4", "head 200", "body 2", "whole");
        assertThat(fetched.effort().attempts()).isEqualTo(2);
        assertThat(fetched.text()).isEqualTo("ok");
        assertThat(fetched.reply().bytes()).as("of the last attempt").isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401, 404, 408, 425, 500, 501})
    void these_are_final(int status) {
        server.on("/", respond(status), respond(200));

        Fetched fetched = client.fetch(server.url("/"));

        assertThat(fetched.status()).isEqualTo(status);
        assertThat(fetched.effort().attempts()).isEqualTo(1);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void after_the_last_retry_what_came_is_the_answer() {
        server.on("/", respond(503).body("down"));

        Fetched fetched = client.fetch(server.url("/"));

        assertThat(fetched.status()).isEqualTo(503);
        assertThat(fetched.error()).isNull();
        assertThat(fetched.effort().attempts()).isEqualTo(3);
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void without_retries_nothing_is_tried_again() {
        client.retries(0);
        server.on("/", respond(503));

        assertThat(client.fetch(server.url("/")).effort().attempts()).isEqualTo(1);
    }

    @Test
    void a_connection_that_ends_early_is_tried_again() {
        server.on(
                "/",
                raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf").then(Fault.CLOSE),
                respond(200).body("whole"));

        Fetched fetched = client.fetch(server.url("/"));

        assertThat(fetched.events()).containsExactly("head 200", "body 4", "head 200", "body 5", "whole");
        assertThat(fetched.effort().attempts()).isEqualTo(2);
    }

    @Test
    void what_is_wrong_by_itself_is_not() {
        server.on("/protocol", raw("SSH-2.0\r\n").then(Fault.CLOSE))
                .on("/decode", respond(200).header("Content-Encoding", "gzip").body("plain"));

        assertThat(client.fetch(server.url("/protocol")).effort().attempts()).isEqualTo(1);
        assertThat(client.fetch(server.url("/decode")).effort().attempts()).isEqualTo(1);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void a_port_that_refuses_is_tried_again() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        Fetched fetched = client.fetch("http://127.0.0.1:" + port + "/");

        assertThat(fetched.errorKind()).isEqualTo(ErrorKind.CONNECT);
        assertThat(fetched.message()).isEqualTo("cannot connect to 127.0.0.1:" + port + ": connection refused");
        assertThat(fetched.effort().attempts()).isEqualTo(3);
    }

    @Test
    void a_time_out_is_tried_again_with_the_whole_time() {
        Duration limit = Duration.ofSeconds(30);
        server.on("/", raw("").then(Fault.STALL), raw("").then(Fault.STALL), respond(200));
        ClientFixture.Fetching fetching = client.start(server.url("/"));

        for (int attempt = 1; attempt <= 2; attempt++) {
            int requests = attempt;
            client.time().until(() -> server.requests().size() == requests, "request " + attempt);
            client.time().advance(limit);
        }
        Fetched fetched = fetching.finish();

        assertThat(fetched.status()).isEqualTo(200);
        assertThat(fetched.effort().attempts()).isEqualTo(3);
        assertThat(fetched.effort().elapsed()).isEqualTo(limit.multipliedBy(2));
    }

    @Test
    void the_retries_are_for_the_whole_visit_and_not_for_each_hop() {
        Reply busy = respond(503);
        server.on("/a", busy, respond(302).header("Location", "/b")).on("/b", busy, busy, respond(200));

        Fetched fetched = client.fetch(server.url("/a"));

        assertThat(fetched.status()).isEqualTo(503);
        assertThat(fetched.effort().attempts()).isEqualTo(3);
        assertThat(server.requests()).extracting(request -> request.target()).containsExactly("/a", "/a", "/b", "/b");
        assertThat(fetched.answer().redirects()).containsExactly(server.url("/a"));
    }

    // ---- Retry-After (RFC 9110 section 10.2.3)

    @Test
    void the_pause_that_a_server_asks_for_is_kept() {
        server.on("/", respond(503).header("Retry-After", "60"), respond(200));
        ClientFixture.Fetching fetching = client.start(server.url("/"));
        client.time().until(() -> fetching.events().contains("head 503"), "the first attempt");
        client.time().until(() -> client.pipeline().leased() == 0, "its end");

        client.time().advance(Duration.ofSeconds(59));
        client.time().turns(20);
        assertThat(server.requests()).hasSize(1);

        client.time().advance(Duration.ofSeconds(1));
        assertThat(fetching.finish().status()).isEqualTo(200);
    }

    @Test
    void a_date_that_has_passed_asks_for_no_pause() {
        String past = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ClientFixture.NOW.minusSeconds(5).atZone(ZoneOffset.UTC));
        server.on("/", respond(429).header("Retry-After", past), respond(200));

        assertThat(client.fetch(server.url("/")).effort().attempts()).isEqualTo(2);
    }

    @Test
    void a_server_that_wants_longer_than_a_minute_gets_its_wish() {
        server.on("/", respond(503).header("Retry-After", "61"), respond(200));

        Fetched fetched = client.fetch(server.url("/"));

        assertThat(fetched.status()).isEqualTo(503);
        assertThat(fetched.effort().attempts()).isEqualTo(1);
    }
}
