package dev.simul.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.serve.FaultNames;
import dev.simul.serve.MockServer;
import dev.simul.serve.Scenario;
import dev.simul.serve.ServeConfig;
import dev.simul.testing.ClientFixture;
import dev.simul.testing.Fetched;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the mock server's catalogue has of HTTP/2, over TLS, and what the client says to it. */
class Http2FaultsTest {
    private static final long MAX_BODY = 1 << 20;

    @RegisterExtension
    final ClientFixture client = new ClientFixture().maxBody(MAX_BODY);

    private final MockServer faults = started();

    private static MockServer started() {
        try {
            return MockServer.start(ServeConfig.of(Scenario.FAULTS));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void everythingIsThere() {
        client.everythingAt(faults.address()).trusting(faults.authority());
    }

    @AfterEach
    void stop() {
        faults.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "goaway",
                "goaway-graceful",
                "refused",
                "no-error-rst",
                "http1-required",
                "header-large",
                "window-zero",
                "max-streams-1",
                "table-zero",
                "unknown-frame",
                "unknown-setting",
                "trailers",
                "1xx",
                "padding",
                "priority",
                "continuation",
                "empty-end"
            })
    void a_response_that_is_whole_in_spite_of_it(String path) {
        Fetched fetched = client.fetch("https://a.test/h2-" + path);

        assertThat(fetched.message()).isEmpty();
        assertThat(fetched.status()).isEqualTo(200);
        assertThat(fetched.effort().attempts()).isOne();
    }

    @ParameterizedTest
    @CsvSource({
        "goaway-error, closed, 200",
        "rst, closed, 0",
        "rst-in-body, closed, 200",
        "rst-cut, closed, 200",
        "close, closed, 200",
        "continuation-flood, protocol, 0",
        "empty-continuation-flood, protocol, 0",
        "header-bomb, too_large, 0",
        "settings-flood, protocol, 0",
        "ping-flood, protocol, 0",
        "empty-data-flood, protocol, 200",
        "priority-flood, protocol, 200",
        "window-update-flood, protocol, 200",
        "1xx-flood, too_large, 0",
        "bad-hpack, protocol, 0",
        "frame-too-large, protocol, 200",
        "ping-short, protocol, 0",
        "length-longer, protocol, 200",
        "length-shorter, protocol, 200",
        "length-mismatch, protocol, 200",
        "uppercase-header, protocol, 0",
        "connection-header, protocol, 0",
        "transfer-encoding, protocol, 0",
        "no-status, protocol, 0",
        "two-status, protocol, 0",
        "status-late, protocol, 0",
        "status-bad, protocol, 0",
        "status-101, protocol, 0",
        "pseudo-unknown, protocol, 0",
        "pseudo-request, protocol, 0",
        "pseudo-trailer, protocol, 200",
        "header-newline, protocol, 0",
        "data-first, protocol, 0",
        "1xx-end, protocol, 0",
        "interleaved, protocol, 0",
        "push, protocol, 0",
        "stream-zero, protocol, 200",
        "flow-violation, too_large, 200",
        "window-overflow, protocol, 0",
        "window-overflow-stream, protocol, 0",
        "window-update-zero, protocol, 0",
        "padding-too-long, protocol, 200"
    })
    void a_response_that_is_not(String path, String kind, int status) {
        Fetched fetched = client.fetch("https://a.test/h2-" + path);

        assertThat(fetched.events().getLast()).as(fetched.message()).isEqualTo(kind);
        assertThat(fetched.status()).isEqualTo(status);
        assertThat(fetched.message()).hasSizeLessThan(300);
    }

    @ParameterizedTest
    @ValueSource(strings = {"silent", "stall"})
    void a_response_that_never_comes(String path) {
        client.time().run(client.pipeline().prepareTls());
        ClientFixture.Fetching fetching = client.start("https://a.test/h2-" + path);
        client.time().until(() -> faults.stats().inFlight() == 1, "the request");
        client.time().advance(Duration.ofSeconds(30));

        assertThat(fetching.finish().events().getLast()).isEqualTo("timeout");
    }

    @ParameterizedTest
    @CsvSource({
        "bad-preface, protocol",
        "http1, protocol",
        "closed, closed",
        "goaway, closed",
        "calm, closed",
        "bad-settings, protocol",
    })
    void a_host_whose_connections_are_no_good(String host, String kind) {
        Fetched fetched = client.fetch("https://" + host + ".h2.test/");

        assertThat(fetched.events().getLast()).as(fetched.message()).isEqualTo(kind);
        assertThat(fetched.status()).isZero();
    }

    /** All of it at the same time, over connections that are shared as far as they hold. */
    @Test
    void everything_ends_when_its_time_is_over_and_leaves_nothing_behind() {
        client.time().run(client.pipeline().prepareTls());
        List<ClientFixture.Fetching> all = new ArrayList<>();
        List<String> paths = FaultNames.http2Paths();
        for (String path : paths) all.add(client.start("https://a.test" + (path.startsWith("/") ? path : "/" + path)));
        client.time().turns(200);
        client.time().advance(Duration.ofSeconds(30));

        assertThat(all)
                .hasSameSizeAs(paths)
                .allSatisfy(fetching -> assertThat(fetching.finish().events().getLast())
                        .isIn(Arrays.asList("whole", "closed", "protocol", "too_large", "timeout")));
    }
}
