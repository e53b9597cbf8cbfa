package dev.simul.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.http.HttpVersions;
import dev.simul.serve.MockServer;
import dev.simul.serve.Scenario;
import dev.simul.serve.ServeConfig;
import dev.simul.testing.ClientFixture;
import dev.simul.testing.Fetched;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything in the mock server's catalogue of faults, and what the client says to it, without TLS and with it. */
@ParameterizedClass
@ValueSource(strings = {"http", "https"})
class FaultsTest {
    private static final long MAX_BODY = 1 << 20;
    private static final Pattern LINK = Pattern.compile("<a href=\"([^\"]+)\">");
    private static @Nullable MockServer faults;

    @Parameter
    String scheme = "";

    @RegisterExtension
    final ClientFixture client = new ClientFixture().maxBody(MAX_BODY).versions(HttpVersions.HTTP_1_1);

    @BeforeAll
    static void start() throws IOException {
        faults = MockServer.start(ServeConfig.of(Scenario.FAULTS));
    }

    @AfterAll
    static void stop() {
        server().close();
    }

    private static MockServer server() {
        if (faults == null) throw new AssertionError("not started");
        return faults;
    }

    @BeforeEach
    void everythingIsThere() {
        client.everythingAt(server().address()).trusting(server().authority());
    }

    @ParameterizedTest
    @CsvSource({
        "split, 200",
        "delay/5ms, 200",
        "close-after, 200",
        "close-delimited, 200",
        "extra-bytes, 200",
        "extra-response, 200",
        "length-shorter, 200",
        "redirects/3, 200",
        "redirect-nowhere, 302",
        "redirect-twice, 200",
        "redirect-empty, 302",
        "redirect-relative, 200",
        "redirect-protocol-relative, 200",
        "redirect-space, 200",
        "redirect-unicode, 200",
        "redirect-latin1, 200",
        "redirect-fragment, 200",
        "redirect-password, 200",
        "redirect-cookie, 200",
        "cookie-wall, 200",
        "cookie-bomb, 200",
        "refresh, 200",
        "gzip, 200",
        "deflate, 200",
        "deflate-raw, 200",
        "gzip-trailer, 200",
        "gzip-members, 200",
        "br, 200",
        "zstd, 200",
        "zstd-trailer, 200",
        "zstd-frames, 200",
        "coding-twice, 200",
        "http-1.0, 200",
        "reason-none, 200",
        "line-feeds, 200",
        "header-folded, 200",
        "early-hints, 200",
        "body-204, 204",
        "body-304, 304",
        "title-escapes, 200",
        "title-bidi, 200",
        "header-escapes, 200",
        "status/404, 404",
        "status/999, 999",
    })
    void a_response_that_is_whole_in_spite_of_it(String path, int status) {
        Fetched fetched = client.fetch(scheme + "://a.test/" + path);

        assertThat(fetched.error()).isNull();
        assertThat(fetched.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "empty-reply, closed, 0",
        "reset, closed, 0",
        "close-in-head, closed, 0",
        "reset-in-head, closed, 0",
        "reset-in-body, closed, 200",
        "truncated, closed, 200",
        "truncated-chunked, closed, 200",
        "truncated-chunk, closed, 200",
        "redirect-self, redirect, 302",
        "redirect-loop, redirect, 302",
        "redirects/20, redirect, 302",
        "redirect-bad, redirect, 302",
        "redirect-scheme, redirect, 302",
        "redirect-file, redirect, 302",
        "cookie-loop, redirect, 302",
        "cookie-foreign, redirect, 302",
        "length-two, protocol, 200",
        "length-and-chunked, protocol, 200",
        "length-negative, protocol, 200",
        "length-huge, protocol, 200",
        "length-word, protocol, 200",
        "chunk-size-bad, protocol, 200",
        "chunk-size-overflow, protocol, 200",
        "chunk-size-negative, protocol, 200",
        "chunk-no-end, protocol, 200",
        "chunk-extension-bomb, too_large, 200",
        "trailer-bomb, too_large, 200",
        "endless-body, too_large, 200",
        "endless-length, too_large, 200",
        "gzip-bomb, too_large, 200",
        "deflate-bomb, too_large, 200",
        "br-bomb, too_large, 200",
        "zstd-bomb, too_large, 200",
        "br-broken, decode, 200",
        "br-truncated, decode, 200",
        "br-trailer, decode, 200",
        "zstd-broken, decode, 200",
        "zstd-truncated, decode, 200",
        "zstd-window, decode, 200",
        "gzip-broken, decode, 200",
        "gzip-checksum, decode, 200",
        "gzip-truncated, decode, 200",
        "gzip-not, decode, 200",
        "coding-bomb, too_large, 200",
        "coding-many, decode, 200",
        "coding-unknown, decode, 200",
        "header-bomb, too_large, 0",
        "header-endless, too_large, 0",
        "status-line-endless, too_large, 0",
        "not-http, protocol, 0",
        "http-0.9, protocol, 0",
        "version-bad, protocol, 0",
        "status-bad, protocol, 0",
        "header-no-colon, protocol, 0",
        "header-nul, protocol, 0",
        "informational-flood, too_large, 0",
        "title-huge, too_large, 200",
    })
    void a_response_that_is_not(String path, String kind, int status) {
        Fetched fetched = client.fetch(scheme + "://a.test/" + path);

        assertThat(fetched.error()).isNotNull();
        assertThat(fetched.events().getLast()).as(fetched.message()).isEqualTo(kind);
        assertThat(fetched.status()).isEqualTo(status);
        assertThat(fetched.reply().bytes()).isLessThanOrEqualTo(MAX_BODY);
        assertThat(fetched.message()).hasSizeLessThan(300);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "silence",
                "stalled-head",
                "stalled-body",
                "length-longer",
                "head-no-end",
                "slow-head",
                "slow-body"
            })
    void a_response_that_never_comes(String path) {
        long answered = server().stats().answered();
        ClientFixture.Fetching fetching = client.start(scheme + "://" + path + ".test/" + path);
        client.time().until(() -> server().stats().inFlight() == 1, "the request");
        client.time().advance(Duration.ofSeconds(30));

        Fetched fetched = fetching.finish();

        assertThat(fetched.events().getLast()).isEqualTo("timeout");
        client.time().until(() -> server().stats().inFlight() == 0, "the client to hang up");
        assertThat(server().stats().answered()).isEqualTo(answered);
    }

    /** Whatever is in the catalogue, also what is told of nowhere above: all of it at once, over connections that are shared. */
    @Test
    void everything_ends_when_its_time_is_over_and_leaves_nothing_behind() {
        client.time().run(client.pipeline().prepareTls());
        Fetched index = client.fetch(scheme + "://a.test/");
        List<ClientFixture.Fetching> all = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            Matcher link = LINK.matcher(index.text());
            while (link.find()) {
                String target = link.group(1);
                all.add(client.start(target.startsWith("/") ? scheme + "://b.test" + target : target));
                client.time().turns(1);
            }
        }
        assertThat(all).hasSizeGreaterThan(3 * 80);

        for (int hop = 0; hop < 20; hop++) {
            client.time().turns(200);
            client.time().advance(Duration.ofSeconds(31));
        }

        assertThat(all).allMatch(ClientFixture.Fetching::isDone);
        assertThat(client.pipeline().leased()).isZero();
        client.time().until(() -> server().stats().inFlight() == 0, "the client to hang up");
    }

    @ParameterizedTest
    @CsvSource({"flaky/2, 3", "busy/0, 2", "down, 3"})
    void a_server_that_is_better_soon(String path, int attempts) {
        Fetched fetched = client.retries(2).fetch(scheme + "://" + scheme + ".test/" + path);

        assertThat(fetched.error()).isNull();
        assertThat(fetched.effort().attempts()).isEqualTo(attempts);
    }
}
