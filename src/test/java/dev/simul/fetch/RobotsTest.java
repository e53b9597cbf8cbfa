package dev.simul.fetch;

import static dev.simul.serve.Reply.raw;
import static dev.simul.serve.Reply.respond;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.ErrorKind;
import dev.simul.robots.RobotsText;
import dev.simul.serve.Fault;
import dev.simul.serve.Reply;
import dev.simul.serve.ScriptedServer;
import dev.simul.serve.SeenRequest;
import dev.simul.testing.ClientFixture;
import dev.simul.testing.Fetched;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** robots.txt over real connections: RFC 9309 section 2.3. */
class RobotsTest {
    @RegisterExtension
    final ClientFixture client = new ClientFixture().obeyingRobots();

    private final ScriptedServer server = ScriptedServer.start();
    private final ScriptedServer other = ScriptedServer.start();

    @AfterEach
    void stop() {
        server.close();
        other.close();
    }

    private static Reply forbidding(String... paths) {
        return respond(200).body("User-agent: *\nDisallow: " + String.join("\nDisallow: ", paths) + "\n");
    }

    private List<String> asked() {
        return server.requests().stream().map(SeenRequest::target).toList();
    }

    private String site() {
        return server.url("");
    }

    /** Waits until nothing is in flight and the only timer is that of a host that may not be asked yet. */
    private void awaitWaiting() {
        client.time()
                .until(
                        () -> client.pipeline().admission().inFlight() == 0
                                && client.time().loop().pendingTimers() == 1,
                        "the wait for the host");
    }

    // ---- 2.3.1.1 success

    @Test
    void what_is_forbidden_is_not_asked_for_and_the_record_says_which_rule_it_is() {
        server.on("/robots.txt", forbidding("/private/"))
                .on("/public", respond(200).body("ok"))
                .on("/private/a", respond(200).body("secret"));

        Fetched forbidden = client.fetch(server.url("/private/a"));
        Fetched allowed = client.fetch(server.url("/public"));

        assertThat(forbidden.errorKind()).isEqualTo(ErrorKind.ROBOTS);
        assertThat(forbidden.message()).isEqualTo("robots.txt of " + site() + " forbids it: Disallow: /private/");
        assertThat(forbidden.effort().attempts()).isZero();
        assertThat(allowed.text()).isEqualTo("ok");
        assertThat(asked()).containsExactly("/robots.txt", "/public");
    }

    @Test
    void no_rules_are_no_rules() {
        server.on("/robots.txt", respond(204)).on("/", respond(200));

        assertThat(client.fetch(server.url("/")).status()).isEqualTo(200);
    }

    // ---- 2.3.1.2 redirects

    @Test
    void five_redirects_are_followed_also_to_other_hosts() {
        client.maxRedirects(0);
        server.on("/robots.txt", respond(301).header("Location", "/2"))
                .on("/2", respond(302).header("Location", other.url("/3")))
                .on("/5", respond(308).header("Location", "/rules"))
                .on("/rules", forbidding("/a"));
        other.on("/3", respond(303).header("Location", "/4"))
                .on("/4", respond(307).header("Location", server.url("/5")));

        Fetched forbidden = client.fetch(server.url("/a"));

        assertThat(forbidden.message()).isEqualTo("robots.txt of " + site() + " forbids it: Disallow: /a");
        assertThat(asked()).containsExactly("/robots.txt", "/2", "/5", "/rules");
    }

    @Test
    void six_are_too_many_and_there_are_no_rules() {
        server.on("/robots.txt", respond(302).header("Location", "/1")).on("/", respond(200));
        for (int i = 1; i <= 6; i++) server.on("/" + i, respond(302).header("Location", "/" + (i + 1)));
        server.on("/6", forbidding("/"));

        assertThat(client.fetch(server.url("/")).status()).isEqualTo(200);
        assertThat(asked()).containsExactly("/robots.txt", "/1", "/2", "/3", "/4", "/5", "/");
    }

    @Test
    void a_redirect_to_nowhere_is_no_rules() {
        server.on("/robots.txt", respond(302).header("Location", "ftp://a.test/robots.txt"))
                .on("/", respond(200));

        assertThat(client.fetch(server.url("/")).status()).isEqualTo(200);
    }

    // ---- 2.3.1.3 unavailable

    @ParameterizedTest
    @ValueSource(ints = {300, 304, 400, 401, 403, 404, 410, 429, 451, 499})
    void where_there_is_none_everything_is_allowed(int status) {
        server.on("/robots.txt", respond(status).body("User-agent: *\nDisallow: /\n"))
                .on("/", respond(200));

        assertThat(client.fetch(server.url("/")).status()).isEqualTo(200);
    }

    // ---- 2.3.1.4 unreachable

    @ParameterizedTest
    @ValueSource(ints = {500, 501, 503, 520, 599, 600, 999})
    void where_the_server_fails_nothing_is_allowed(int status) {
        server.on("/robots.txt", respond(status)).on("/", respond(200));

        Fetched fetched = client.fetch(server.url("/"));

        assertThat(fetched.message())
                .isEqualTo("robots.txt of " + site() + " could not be read: the status was " + status);
        assertThat(asked()).containsExactly("/robots.txt");
    }

    @Test
    void it_is_tried_again_like_anything_else() {
        client.retries(2);
        server.on(
                        "/robots.txt",
                        respond(503),
                        raw("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nUser-agent: *\nDisallow: /\n")
                                .then(Fault.CLOSE),
                        forbidding("/a"))
                .on("/b", respond(200));

        Fetched fetched = client.fetch(server.url("/b"));

        assertThat(fetched.status()).as("by the last of three").isEqualTo(200);
        assertThat(fetched.effort().attempts()).as("of the page").isOne();
        assertThat(asked()).containsExactly("/robots.txt", "/robots.txt", "/robots.txt", "/b");
    }

    @Test
    void half_a_file_is_none() {
        server.on(
                "/robots.txt",
                respond(200)
                        .contentLength(1_000)
                        .body("User-agent: *\nAllow: /\n")
                        .then(Fault.CLOSE));

        assertThat(client.fetch(server.url("/")).message())
                .startsWith("robots.txt of " + site() + " could not be read: the peer closed the connection after ");
    }

    @Test
    void a_site_that_is_not_there_is_unreachable() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        Fetched fetched = client.fetch("http://127.0.0.1:" + port + "/");

        assertThat(fetched.errorKind()).isEqualTo(ErrorKind.ROBOTS);
        assertThat(fetched.message())
                .isEqualTo("robots.txt of http://127.0.0.1:" + port + " could not be read: cannot connect to 127.0.0.1:"
                        + port + ": connection refused");
    }

    // ---- 2.5 limits

    @Test
    void a_file_without_end_is_read_as_far_as_it_counts_whatever_a_page_may_be() {
        client.maxBody(100);
        String rule = "User-agent: *\nDisallow: /a\n";
        server.on("/robots.txt", respond(200).body(rule + "# a comment\n".repeat(RobotsText.MAX_BYTES / 8)))
                .on("/b", respond(200).body("ok"));

        assertThat(client.fetch(server.url("/a")).errorKind()).isEqualTo(ErrorKind.ROBOTS);
        assertThat(client.fetch(server.url("/b")).text()).isEqualTo("ok");
    }

    // ---- redirects of pages

    @Test
    void each_hop_is_checked_with_its_own_site() {
        server.on("/robots.txt", forbidding("/b")).on("/a", respond(302).header("Location", other.url("/b")));
        other.on("/robots.txt", forbidding("/c"))
                .on("/b", respond(302).header("Location", "/c"))
                .on("/c", respond(200));

        Fetched fetched = client.fetch(server.url("/a"));

        assertThat(fetched.message()).isEqualTo("robots.txt of " + other.url("") + " forbids it: Disallow: /c");
        assertThat(fetched.answer().redirects()).containsExactly(server.url("/a"), other.url("/b"));
        assertThat(fetched.answer().hasStatus()).isFalse();
        assertThat(fetched.effort().attempts()).isOne();
        assertThat(other.requests()).extracting(SeenRequest::target).containsExactly("/robots.txt", "/b");
    }

    @Test
    void credentials_do_not_go_along_to_robots_txt() {
        client.header("Authorization", "Bearer secret").header("Cookie", "a=b").header("X-Any", "1");
        server.on("/robots.txt", respond(404)).on("/", respond(200));

        client.fetch("http://user:pass@127.0.0.1:" + server.port() + "/");

        SeenRequest robots = server.requests().get(0);
        assertThat(robots.header("Authorization")).isNull();
        assertThat(robots.header("Cookie")).isNull();
        assertThat(robots.header("X-Any")).isEqualTo("1");
        assertThat(server.requests().get(1).header("Authorization")).isEqualTo("Bearer secret");
    }

    // ---- Crawl-delay

    @Test
    void starts_are_as_far_apart_as_the_site_wants() {
        server.on("/robots.txt", respond(200).body("User-agent: *\nCrawl-delay: 0.5\n"))
                .on("/1", respond(200))
                .on("/2", respond(200));
        ClientFixture.Fetching first = client.start(server.url("/1"));
        ClientFixture.Fetching second = client.start(server.url("/2"));
        awaitWaiting();
        assertThat(asked()).containsExactly("/robots.txt");

        client.time().advance(Duration.ofMillis(500));
        first.finish();
        client.time().advance(Duration.ofMillis(499));
        client.time().turns(10);
        assertThat(asked()).containsExactly("/robots.txt", "/1");

        client.time().advance(Duration.ofMillis(1));
        assertThat(second.finish().status()).isEqualTo(200);
        client.time().advance(Duration.ofMillis(500)); // then the host is forgotten
    }

    @Test
    void a_host_that_was_forgotten_is_told_again_what_its_site_wants() {
        server.on("/robots.txt", respond(200).body("User-agent: *\nCrawl-delay: 2\n"))
                .on("/", respond(200));
        ClientFixture.Fetching first = client.start(server.url("/"));
        awaitWaiting();
        client.time().advance(Duration.ofSeconds(2));
        first.finish();
        client.time().advance(Duration.ofSeconds(2));
        assertThat(client.pipeline().admission().hosts()).isZero();

        client.fetch(server.url("/"));
        ClientFixture.Fetching waits = client.start(server.url("/"));
        client.time().advance(Duration.ofMillis(1_999));
        client.time().turns(10);
        assertThat(waits.isDone()).isFalse();

        client.time().advance(Duration.ofMillis(1));
        assertThat(waits.finish().status()).isEqualTo(200);
        client.time().advance(Duration.ofSeconds(2));
    }
}
