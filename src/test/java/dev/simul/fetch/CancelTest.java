package dev.simul.fetch;

import static dev.simul.serve.Reply.raw;
import static dev.simul.serve.Reply.respond;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.ErrorKind;
import dev.simul.serve.Fault;
import dev.simul.serve.MockServer;
import dev.simul.serve.Scenario;
import dev.simul.serve.ScriptedServer;
import dev.simul.serve.ServeConfig;
import dev.simul.testing.ClientFixture;
import dev.simul.testing.Fetched;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cancel in any phase gives everything back (the fixture looks) and keeps what was learned. */
class CancelTest {
    @RegisterExtension
    final ClientFixture client = new ClientFixture();

    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private Fetched cancelled(ClientFixture.Fetching fetching) {
        fetching.cancel();
        Fetched fetched = fetching.finish();
        assertThat(fetched.errorKind()).isEqualTo(ErrorKind.CANCELLED);
        assertThat(client.pipeline().leased()).isZero();
        client.time().until(() -> server.stats().open() == 0, "the client to hang up");
        return fetched;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
    void in_any_of_the_first_turns(int turns) {
        server.on("/", raw("").then(Fault.STALL));
        ClientFixture.Fetching fetching = client.start(server.url("/"));
        client.time().turns(turns);

        fetching.cancel();
        Fetched fetched = fetching.finish();

        assertThat(fetched.events()).containsExactly("cancelled");
        assertThat(client.pipeline().leased()).isZero();
        client.pipeline().close(); // a connection that came in the last turn may wait for another request
        client.time().until(() -> server.stats().open() == 0, "the client to hang up");
        assertThat(fetched.answer().hasStatus()).isFalse();
    }

    @Test
    void while_it_shakes_hands() throws IOException {
        try (MockServer faults = MockServer.start(ServeConfig.of(Scenario.FAULTS))) {
            client.everythingAt(faults.address()).trusting(faults.authority());
            ClientFixture.Fetching fetching = client.start("https://silent.tls.test/");
            client.time().until(() -> faults.stats().open() == 1, "the connection");
            client.time().run(client.pipeline().prepareTls());
            client.time().turns(20);

            cancelled(fetching);

            client.time().until(() -> faults.stats().open() == 0, "the client to hang up");
        }
    }

    @Test
    void while_the_trusted_certificates_are_read() throws IOException {
        try (MockServer faults = MockServer.start(ServeConfig.of(Scenario.FAULTS))) {
            client.everythingAt(faults.address()).trusting(faults.authority());
            ClientFixture.Fetching fetching = client.start("https://a.test/status/200");

            cancelled(fetching);

            assertThat(client.fetch("https://a.test/status/200").status())
                    .as("another one can use them")
                    .isEqualTo(200);
        }
    }

    @Test
    void while_it_waits_for_the_head() {
        server.on("/", raw("HTTP/1.1 200").then(Fault.STALL));
        ClientFixture.Fetching fetching = client.start(server.url("/"));
        client.time().until(() -> server.requests().size() == 1, "the request");

        Fetched fetched = cancelled(fetching);

        assertThat(fetched.answer().remote()).isEqualTo("127.0.0.1:" + server.port());
    }

    @Test
    void while_it_reads_the_body() {
        server.on("/", respond(200).contentLength(100).body("hello").then(Fault.STALL));
        ClientFixture.Fetching fetching = client.start(server.url("/"));
        client.time().until(() -> fetching.events().contains("body 5"), "half of the body");

        Fetched fetched = cancelled(fetching);

        assertThat(fetched.status()).isEqualTo(200);
        assertThat(fetched.reply().bytes()).isEqualTo(5);
        assertThat(fetched.events()).containsExactly("head 200", "body 5", "cancelled");
    }

    @Test
    void while_it_waits_for_its_turn_at_a_host() {
        client.perHost(1);
        server.on("/", raw("").then(Fault.STALL));
        ClientFixture.Fetching first = client.start(server.url("/"));
        ClientFixture.Fetching second = client.start(server.url("/"));
        client.time().until(() -> server.requests().size() == 1, "the first request");

        second.cancel();
        assertThat(second.finish().errorKind()).isEqualTo(ErrorKind.CANCELLED);
        assertThat(client.pipeline().leased()).isEqualTo(1);

        cancelled(first);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void while_it_pauses_before_a_retry_with_the_answer_so_far() {
        client.retries(2);
        server.on("/", respond(503).header("Retry-After", "60").body("down"));
        ClientFixture.Fetching fetching = client.start(server.url("/"));
        client.time().until(() -> fetching.events().contains("body 4"), "the first answer");
        client.time().until(() -> client.pipeline().leased() == 0, "its end");
        client.time().turns(5);
        assertThat(fetching.isDone()).isFalse();

        fetching.cancel();
        Fetched fetched = fetching.finish();

        assertThat(fetched.errorKind()).isEqualTo(ErrorKind.CANCELLED);
        assertThat(fetched.status()).isEqualTo(503);
        assertThat(fetched.reply().bytes()).isEqualTo(4);
        assertThat(fetched.effort().attempts()).isEqualTo(1);
    }

    @Test
    void when_the_response_is_whole_in_the_same_turn() {
        server.on("/", respond(200));
        ClientFixture.Fetching fetching = client.start(server.url("/"));
        client.time().until(() -> fetching.events().contains("head 200"), "the response");

        fetching.cancel();
        Fetched fetched = fetching.finish();

        assertThat(fetched.status()).isEqualTo(200);
        assertThat(client.pipeline().leased()).isZero();
    }

    @Test
    void a_cancel_after_the_end_changes_nothing() {
        server.on("/", respond(200).body("x"));
        ClientFixture.Fetching fetching = client.start(server.url("/"));
        Fetched before = fetching.finish();

        fetching.cancel();

        assertThat(before.error()).isNull();
        assertThat(fetching.finish().reply()).isEqualTo(before.reply());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void at_random_many_at_once_lose_neither_a_connection_nor_a_place(long seed) {
        client.perHost(3).retries(1).maxRedirects(2);
        server.on("/ok", respond(200).body("x".repeat(1000)))
                .on("/slow", respond(200).body("slow").after(Duration.ofMillis(2)))
                .on("/moved", respond(302).header("Location", "/ok"))
                .on("/busy", respond(503), respond(200))
                .on("/cut", respond(200).contentLength(10).body("cut").then(Fault.CLOSE))
                .on("/silent", raw("").then(Fault.STALL));
        String[] paths = {"/ok", "/slow", "/moved", "/busy", "/cut", "/silent"};
        Random random = new Random(seed);
        List<ClientFixture.Fetching> all = new ArrayList<>();

        for (int i = 0; i < 60; i++) {
            all.add(client.start(server.url(paths[random.nextInt(paths.length)])));
            client.time().turns(random.nextInt(4));
            all.get(random.nextInt(all.size())).cancel();
        }
        for (ClientFixture.Fetching each : all) {
            client.time().turns(random.nextInt(4));
            each.cancel();
        }
        for (ClientFixture.Fetching each : all) each.finish();

        assertThat(client.pipeline().leased()).isZero();
        for (int i = 0; i < 3; i++) {
            assertThat(client.fetch(server.url("/ok")).status())
                    .as("all places are free")
                    .isEqualTo(200);
        }
    }
}
