package dev.simul.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.serve.MockServer;
import dev.simul.serve.Scenario;
import dev.simul.serve.ServeConfig;
import dev.simul.testing.ClientFixture;
import dev.simul.testing.Fetched;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client that obeys, against every robots.txt of the fault catalogue. */
class RobotsFaultsTest {
    @RegisterExtension
    final ClientFixture client = new ClientFixture().obeyingRobots();

    private final MockServer server = start();

    private static MockServer start() {
        try {
            return MockServer.start(ServeConfig.of(Scenario.FAULTS));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Fetched fetch(String url) {
        return client.everythingAt(server.address()).fetch(url);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://forbidden.robots.test/x        | forbids it: Disallow: /
            http://utf-16.robots.test/x           | forbids it: Disallow: /
            http://endless.robots.test/private/x  | forbids it: Disallow: /private/
            http://brackets.robots.test/private/x | forbids it: Disallow: /private/
            http://error.robots.test/x            | could not be read: the status was 500
            http://closed.robots.test/x           | could not be read: the peer closed the connection
            """)
    void what_they_forbid_is_not_fetched(String url, String message) {
        assertThat(fetch(url).message()).contains(".robots.test " + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://endless.robots.test/x",
                "http://brackets.robots.test/x",
                "http://html.robots.test/x",
                "http://loop.robots.test/x",
                "http://busy.robots.test/x",
                "http://slow-rules.robots.test/short",
                "http://no-such-host.test/split"
            })
    void what_they_do_not_forbid_is(String url) {
        assertThat(fetch(url).status()).isEqualTo(200);
    }

    @Test
    void rules_that_take_long_to_match_are_not_matched_for_long() {
        assertThat(fetch("http://slow-rules.robots.test/" + "a".repeat(4_000)).message())
                .isEqualTo("robots.txt of http://slow-rules.robots.test has rules that would take too long to match");
    }

    @Test
    void ordinary_pages_have_something_to_obey_as_well() throws IOException {
        try (MockServer pages = MockServer.start(ServeConfig.of(Scenario.PAGES))) {
            client.everythingAt(pages.address());

            assertThat(client.fetch("http://a.test/private/x").message())
                    .isEqualTo("robots.txt of http://a.test forbids it: Disallow: /private/");
            assertThat(client.fetch("http://a.test/public").status()).isEqualTo(200);
        }
    }

    @Test
    void silence_is_waited_for_as_long_as_a_page() {
        client.everythingAt(server.address()).timeout(Duration.ofSeconds(30));
        ClientFixture.Fetching waits = client.start("http://silent.robots.test/x");
        client.time().until(() -> client.pipeline().leased() == 1, "the connection");
        client.time().advance(Duration.ofSeconds(30));

        assertThat(waits.finish().message())
                .isEqualTo("robots.txt of http://silent.robots.test could not be read: timed out after 30 s while"
                        + " waiting for the response");
    }
}
