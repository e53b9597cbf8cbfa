package dev.simul.fetch;

import static dev.simul.serve.Reply.respond;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.http.HttpVersions;
import dev.simul.result.ErrorKind;
import dev.simul.serve.Fault;
import dev.simul.serve.ScriptedServer;
import dev.simul.serve.SeenRequest;
import dev.simul.testing.ClientFixture;
import dev.simul.testing.Fetched;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bodies that are not read for a while, since there is no room for them. */
class HoldTest {
    /** More than either protocol can have on its way; about 9 MB. */
    private static final String LARGE = "0123456789abcdef".repeat(600_000);

    @RegisterExtension
    final ClientFixture client = new ClientFixture();

    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private ClientFixture.Fetching startAndHold() {
        server.on("/", respond(200).body(LARGE));
        ClientFixture.Fetching fetching = client.start(server.url("/"));
        client.time().until(() -> fetching.bytes() > 0, "the first of the body");
        fetching.hold(true);
        return fetching;
    }

    /** Until what was on its way has come, as far as it can. */
    private int settled(ClientFixture.Fetching fetching) {
        int before = -1;
        int now = fetching.bytes();
        while (now != before) {
            client.time().turns(500);
            before = now;
            now = fetching.bytes();
        }
        return now;
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpVersions.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void what_is_held_comes_no_further_until_it_goes_on(HttpVersions version) {
        client.versions(version);
        ClientFixture.Fetching held = startAndHold();

        assertThat(settled(held)).as("bytes of %d", LARGE.length()).isLessThan(LARGE.length() * 2 / 3);
        assertThat(held.isDone()).isFalse();
        held.hold(false);
        Fetched fetched = held.finish();

        assertThat(fetched.error()).isNull();
        assertThat(fetched.latin1()).isEqualTo(LARGE);
        assertThat(client.fetch(server.url("/")).error()).isNull();
        assertThat(server.requests().stream().map(SeenRequest::connection))
                .as("the connection serves again")
                .containsExactly(1, 1);
    }

    @Test
    void who_holds_one_stream_does_not_hold_the_others() {
        client.versions(HttpVersions.HTTP_2);
        ClientFixture.Fetching held = startAndHold();

        assertThat(client.fetch(server.url("/")).error()).isNull();
        assertThat(held.isDone()).isFalse();
        held.hold(false);

        assertThat(held.finish().latin1()).isEqualTo(LARGE);
        assertThat(server.requests().stream().map(SeenRequest::connection)).containsExactly(1, 1);
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpVersions.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void the_limit_of_time_stands_still_and_goes_on(HttpVersions version) {
        client.versions(version).timeout(Duration.ofSeconds(3));
        server.on(
                "/", respond(200).contentLength(LARGE.length() + 1L).body(LARGE).then(Fault.STALL));
        client.time().turns(1);
        ClientFixture.Fetching held = client.start(server.url("/"));
        client.time().until(() -> held.bytes() > 0, "the first of the body");
        client.time().advance(Duration.ofSeconds(2));
        held.hold(true);

        client.time().advance(Duration.ofHours(1));
        assertThat(held.isDone()).isFalse();
        held.hold(false);
        client.time().until(() -> held.bytes() == LARGE.length(), "all that comes");
        client.time().advance(Duration.ofMillis(999));
        assertThat(held.isDone()).isFalse();
        client.time().advance(Duration.ofMillis(1));

        assertThat(held.finish().errorKind()).isEqualTo(ErrorKind.TIMEOUT);
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpVersions.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void who_is_cancelled_while_it_is_held_leaves_nothing(HttpVersions version) {
        client.versions(version);
        ClientFixture.Fetching held = startAndHold();

        held.cancel();

        assertThat(held.finish().errorKind()).isEqualTo(ErrorKind.CANCELLED);
        assertThat(client.fetch(server.url("/")).latin1())
                .as("what it had not taken does not lack")
                .isEqualTo(LARGE);
    }
}
