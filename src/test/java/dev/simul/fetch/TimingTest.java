package dev.simul.fetch;

import static dev.simul.serve.Reply.respond;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.Timing;
import dev.simul.serve.ScriptedServer;
import dev.simul.testing.ClientFixture;
import dev.simul.testing.Fetched;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How long each phase took, on a clock that the test moves. */
class TimingTest {
    private static final Duration WHILE = Duration.ofMillis(50);

    @RegisterExtension
    final ClientFixture client = new ClientFixture().perHost(1);

    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private void awaitRequests(int count) {
        client.time().until(() -> server.requests().size() == count, count + " requests");
    }

    @Test
    void the_server_takes_the_time_from_the_request_to_the_first_byte() {
        server.on("/", respond(200).after(WHILE));
        ClientFixture.Fetching fetching = client.start(server.url("/"));
        awaitRequests(1);

        client.time().advance(Duration.ofMillis(40));
        Fetched fetched = fetching.finish();

        assertThat(fetched.reply().timing())
                .isEqualTo(new Timing(Timing.NONE, Timing.NONE, 0, Timing.NONE, 40_000_000, 0));
        assertThat(fetched.effort().elapsed()).isEqualTo(Duration.ofMillis(40));
    }

    @Test
    void the_body_takes_the_time_from_the_first_byte_to_the_last() {
        server.on("/", respond(200).body("x".repeat(300)).dribble());
        ClientFixture.Fetching fetching = client.start(server.url("/"));
        client.time().until(() -> fetching.events().contains("head 200"), "the head");
        assertThat(fetching.isDone()).isFalse();

        client.time().advance(Duration.ofMillis(25));
        Fetched fetched = fetching.finish();

        assertThat(fetched.reply().timing().bodyNanos()).isEqualTo(25_000_000);
        assertThat(fetched.reply().timing().serverNanos()).isZero();
    }

    @Test
    void who_waits_for_a_turn_at_the_host_waits_in_the_queue() {
        server.on("/", respond(200).after(WHILE));
        ClientFixture.Fetching first = client.start(server.url("/"));
        ClientFixture.Fetching second = client.start(server.url("/"));
        awaitRequests(1);
        client.time().advance(Duration.ofMillis(70));
        first.finish();

        Timing timing = second.finish().reply().timing();

        assertThat(timing).isEqualTo(new Timing(70_000_000, Timing.NONE, Timing.NONE, Timing.NONE, 0, 0));
    }
}
