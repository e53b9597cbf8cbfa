package dev.simul.fetch;

import static dev.simul.serve.Reply.raw;
import static dev.simul.serve.Reply.respond;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.http.HttpVersions;
import dev.simul.result.FetchError;
import dev.simul.result.Phase;
import dev.simul.serve.Fault;
import dev.simul.serve.ScriptedServer;
import dev.simul.serve.SeenRequest;
import dev.simul.testing.ClientFixture;
import dev.simul.testing.Fetched;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which connection a request goes over, and what becomes of it afterwards. */
class KeepAliveTest {
    private static final String WHOLE = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

    @RegisterExtension
    final ClientFixture client = new ClientFixture();

    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    /** The number of the connection of each request, in order. */
    private List<Integer> connections() {
        return server.requests().stream().map(SeenRequest::connection).toList();
    }

    @Test
    void the_next_request_goes_over_the_same_connection() {
        server.on("/a", respond(200).body("first")).on("/b", respond(404).chunked("sec", "ond"));

        assertThat(client.fetch(server.url("/a")).text()).isEqualTo("first");
        assertThat(client.fetch(server.url("/b")).text()).isEqualTo("second");

        assertThat(connections()).containsExactly(1, 1);
        assertThat(client.pipeline().leased()).isZero();
    }

    @Test
    void only_the_first_request_of_a_connection_took_time_to_connect() {
        server.on("/", respond(200));

        Fetched first = client.fetch(server.url("/"));
        Fetched second = client.fetch(server.url("/"));

        assertThat(first.reply().timing().connectNanos()).isNotNegative();
        assertThat(second.reply().timing().connectNanos()).isNegative();
        assertThat(second.answer().remote()).isEqualTo("127.0.0.1:" + server.port());
    }

    @Test
    void requests_at_the_same_time_have_connections_of_their_own() {
        server.on("/", respond(200));

        ClientFixture.Fetching one = client.start(server.url("/"));
        ClientFixture.Fetching two = client.start(server.url("/"));
        assertThat(one.finish().status()).isEqualTo(200);
        assertThat(two.finish().status()).isEqualTo(200);

        assertThat(connections()).containsExactlyInAnyOrder(1, 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi",
                "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi",
                WHOLE + "more that nobody asked for",
                WHOLE + WHOLE,
                "HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\nhi"
            })
    void a_connection_that_cannot_be_used_again_is_closed_at_once(String reply) {
        server.on("/", raw(reply), respond(200));

        assertThat(client.fetch(server.url("/")).error()).isNull();
        server.awaitOpenConnections(0);
        assertThat(client.fetch(server.url("/")).error()).isNull();

        assertThat(connections()).containsExactly(1, 2);
    }

    @Test
    void bytes_that_come_late_after_the_end_close_the_idle_connection() {
        server.on("/", raw(WHOLE, "and more"), respond(200).body("ok"));

        assertThat(client.fetch(server.url("/")).text()).isEqualTo("hi");
        client.time().until(() -> server.stats().open() == 0, "the client to hang up");

        assertThat(client.fetch(server.url("/")).text()).isEqualTo("ok");
        assertThat(connections()).containsExactly(1, 2);
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOSE", "RESET"})
    void an_idle_connection_that_the_peer_closes_is_not_used_again(Fault fault) {
        server.on("/", respond(200).then(fault), respond(200));

        client.fetch(server.url("/"));
        server.awaitOpenConnections(0);
        client.time().turns(20);
        Fetched second = client.fetch(server.url("/"));

        assertThat(second.error()).isNull();
        assertThat(connections()).containsExactly(1, 2);
    }

    // ---- the peer closes a connection in the very moment in which it is used again

    @ParameterizedTest
    @EnumSource(names = {"CLOSE", "RESET"})
    void a_connection_that_is_closed_at_the_moment_of_reuse_is_replaced_without_counting(Fault fault) {
        server.on("/a", respond(200)).on("/b", raw("").then(fault), respond(200).body("at last"));

        client.fetch(server.url("/a"));
        Fetched fetched = client.fetch(server.url("/b"));

        assertThat(fetched.text()).isEqualTo("at last");
        assertThat(fetched.effort().attempts()).isEqualTo(1);
        assertThat(fetched.events()).containsExactly("head 200", "body 7", "whole");
        assertThat(connections()).containsExactly(1, 1, 2);
        assertThat(fetched.reply().timing().connectNanos()).isNotNegative();
    }

    /** Over TLS the peer says goodbye with close_notify, and then closes. */
    @ParameterizedTest
    @EnumSource(names = {"CLOSE", "RESET"})
    void so_it_is_over_tls(Fault fault) {
        server.on("/a", respond(200)).on("/b", raw("").then(fault), respond(200).body("at last"));
        client.versions(HttpVersions.HTTP_1_1).trusting(server.authority());

        client.fetch(server.httpsUrl("/a"));
        Fetched fetched = client.fetch(server.httpsUrl("/b"));

        assertThat(fetched.text()).isEqualTo("at last");
        assertThat(fetched.effort().attempts()).isEqualTo(1);
        assertThat(connections()).containsExactly(1, 1, 2);
    }

    /** Which of them are dead is not known before they are tried; a new one is not. */
    @Test
    void where_all_idle_connections_are_dead_the_first_is_replaced_by_a_new_one() {
        server.on("/a", respond(200).after(Duration.ofMillis(5)))
                .on("/b", raw("").then(Fault.RESET), respond(200).body("at last"));
        List<ClientFixture.Fetching> atOnce =
                Stream.generate(() -> client.start(server.url("/a"))).limit(5).toList();
        for (ClientFixture.Fetching each : atOnce)
            assertThat(each.finish().status()).isEqualTo(200);

        Fetched fetched = client.fetch(server.url("/b"));

        assertThat(fetched.text()).isEqualTo("at last");
        assertThat(connections().subList(0, 5)).doesNotHaveDuplicates();
        assertThat(connections().get(5)).as("the one that was used last").isBetween(1, 5);
        assertThat(connections().get(6)).as("a new one").isEqualTo(6);
    }

    /** RFC 9110 section 15.5.9: it came too late for the request that the peer had waited for, and is none to ours. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhurry",
                "HTTP/1.1 408 Request Timeout\r\nContent-Length: 5\r\n\r\nhurry",
                "HTTP/1.0 408 Request Time-out\r\n\r\nhurry",
                "HTTP/1.1 408 Request Timeout\r\nContent-Length: 5, 6\r\n\r\nhurry",
                "HTTP/1.1 408 Request Timeout\r\nTransfer-Encoding: chunked\r\n\r\nhurry"
            })
    void a_408_over_a_connection_that_was_idle_is_no_answer_and_the_request_is_sent_again(String goodbye) {
        server.on("/a", respond(200))
                .on("/b", raw(goodbye).then(Fault.CLOSE), respond(200).body("at last"));

        client.fetch(server.url("/a"));
        Fetched fetched = client.fetch(server.url("/b"));

        assertThat(fetched.text()).isEqualTo("at last");
        assertThat(fetched.effort().attempts()).isEqualTo(1);
        assertThat(fetched.events()).containsExactly("head 200", "body 7", "whole");
        assertThat(connections()).containsExactly(1, 1, 2);
    }

    @Test
    void a_408_over_a_new_connection_is_the_answer() {
        server.on("/", raw("HTTP/1.1 408 Request Timeout\r\nContent-Length: 5\r\n\r\nhurry"), respond(200));

        Fetched fetched = client.fetch(server.url("/"));

        assertThat(fetched.status()).isEqualTo(408);
        assertThat(fetched.text()).isEqualTo("hurry");
        assertThat(connections()).containsExactly(1);
    }

    @Test
    void a_408_over_the_new_connection_as_well_is_the_answer() {
        server.on("/a", respond(200)).on("/b", respond(408).body("hurry"));

        client.fetch(server.url("/a"));
        Fetched fetched = client.fetch(server.url("/b"));

        assertThat(fetched.status()).isEqualTo(408);
        assertThat(fetched.events()).containsExactly("head 408", "body 5", "whole");
        assertThat(connections()).containsExactly(1, 1, 2);
    }

    @Test
    void an_interim_response_is_a_sign_of_life_and_the_request_is_not_sent_again() {
        server.on("/a", respond(200))
                .on("/b", raw("HTTP/1.1 103 Early Hints\r\n\r\n").then(Fault.CLOSE));

        client.fetch(server.url("/a"));
        Fetched fetched = client.fetch(server.url("/b"));

        assertThat(fetched.error()).isEqualTo(new FetchError.Closed(Phase.SERVER, 0, "in the middle of the head"));
        assertThat(connections()).containsExactly(1, 1);
    }

    @Test
    void what_the_new_connection_brings_is_timed_from_its_own_request_on() {
        server.on("/a", respond(200))
                .on(
                        "/b",
                        raw("HTTP/1.1 408 x\r\n\r\n").then(Fault.CLOSE),
                        respond(200).after(Duration.ofMillis(50)));
        client.fetch(server.url("/a"));
        ClientFixture.Fetching fetching = client.start(server.url("/b"));
        client.time().until(() -> server.requests().size() == 3, "the request to come again");

        client.time().advance(Duration.ofMillis(40));

        assertThat(fetching.finish().reply().timing().serverNanos()).isEqualTo(40_000_000);
    }

    @Test
    void a_new_connection_is_not_replaced() {
        server.on("/", raw("").then(Fault.CLOSE), respond(200));

        Fetched fetched = client.fetch(server.url("/"));

        assertThat(fetched.error()).isEqualTo(new FetchError.Closed(Phase.SERVER, 0, "nothing came"));
        assertThat(fetched.events()).containsExactly("closed");
        assertThat(connections()).containsExactly(1);
    }

    @Test
    void a_connection_is_replaced_once_and_not_for_ever() {
        server.on("/a", respond(200)).on("/b", raw("").then(Fault.CLOSE));

        client.fetch(server.url("/a"));
        Fetched fetched = client.fetch(server.url("/b"));

        assertThat(fetched.error()).isEqualTo(new FetchError.Closed(Phase.SERVER, 0, "nothing came"));
        assertThat(connections()).containsExactly(1, 1, 2);
    }

    @Test
    void once_a_byte_of_the_response_has_come_the_request_is_not_sent_again() {
        server.on("/a", respond(200)).on("/b", raw("HTTP/1.1 2").then(Fault.CLOSE));

        client.fetch(server.url("/a"));
        Fetched fetched = client.fetch(server.url("/b"));

        assertThat(fetched.error()).isEqualTo(new FetchError.Closed(Phase.SERVER, 0, "in the middle of the head"));
        assertThat(connections()).containsExactly(1, 1);
    }

    // ---- idle connections

    @Test
    void idle_connections_are_closed_after_half_a_minute() {
        server.on("/", respond(200));
        client.fetch(server.url("/"));

        client.time().advance(Duration.ofSeconds(29));
        client.fetch(server.url("/"));
        client.time().advance(Duration.ofSeconds(29));
        client.fetch(server.url("/"));
        assertThat(connections()).as("never idle for so long").containsExactly(1, 1, 1);

        client.time().advance(Duration.ofSeconds(30));
        client.time().until(() -> server.stats().open() == 0, "the client to hang up");
        assertThat(client.time().loop().pendingTimers()).isZero();
    }

    @Test
    void of_too_many_idle_connections_the_oldest_is_closed() {
        client.maxIdle(1);
        server.on("/", respond(200));

        ClientFixture.Fetching one = client.start(server.url("/"));
        ClientFixture.Fetching two = client.start(server.url("/"));
        one.finish();
        two.finish();

        client.time().until(() -> server.stats().open() == 1, "the client to hang up one of two");
    }

    @Test
    void without_room_for_idle_connections_each_request_has_a_new_one() {
        client.maxIdle(0);
        server.on("/", respond(200));

        client.fetch(server.url("/"));
        client.fetch(server.url("/"));

        assertThat(connections()).containsExactly(1, 2);
    }

    @Test
    void a_connection_that_comes_back_after_the_end_is_closed() {
        server.on("/", raw("HTTP/1.1 200 OK\r\n", "Content-Length: 0\r\n\r\n"));

        ClientFixture.Fetching late = client.start(server.url("/"));
        client.time().until(() -> server.requests().size() == 1, "the request");
        client.pipeline().close();

        assertThat(late.finish().status()).isEqualTo(200);
        client.time().until(() -> server.stats().open() == 0, "the client to hang up");
    }
}
