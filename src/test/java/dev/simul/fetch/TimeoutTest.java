package dev.simul.fetch;

import static dev.simul.serve.Reply.raw;
import static dev.simul.serve.Reply.respond;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.http.HttpVersions;
import dev.simul.result.FetchError;
import dev.simul.result.Phase;
import dev.simul.serve.Fault;
import dev.simul.serve.MockServer;
import dev.simul.serve.Scenario;
import dev.simul.serve.ScriptedServer;
import dev.simul.serve.ServeConfig;
import dev.simul.testing.ClientFixture;
import dev.simul.testing.Fetched;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each phase of an attempt ends when its time is over, not sooner, and gives everything back. */
class TimeoutTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Duration MOMENT = Duration.ofMillis(1);

    @RegisterExtension
    final ClientFixture client = new ClientFixture().timeout(LIMIT).connectTimeout(CONNECT_LIMIT);

    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    /** Lets the time up to the limit pass, then the rest. */
    private Fetched timedOut(ClientFixture.Fetching fetching, Duration limit) {
        client.time().advance(limit.minus(MOMENT));
        assertThat(fetching.isDone()).as("before its time").isFalse();
        client.time().advance(MOMENT);
        return fetching.finish();
    }

    @Test
    void a_peer_that_says_nothing() {
        server.on("/", raw("").then(Fault.STALL));
        ClientFixture.Fetching fetching = client.start(server.url("/"));
        client.time().until(() -> server.requests().size() == 1, "the request");

        Fetched fetched = timedOut(fetching, LIMIT);

        assertThat(fetched.error()).isEqualTo(new FetchError.Timeout(Phase.SERVER, LIMIT));
        assertThat(fetched.message()).isEqualTo("timed out after 30 s while waiting for the response");
        assertThat(fetched.events()).containsExactly("timeout");
        assertThat(fetched.effort().elapsed()).isEqualTo(LIMIT);
        assertThat(fetched.answer().remote()).isEqualTo("127.0.0.1:" + server.port());
        client.time().until(() -> server.stats().open() == 0, "the client to hang up");
    }

    @Test
    void a_head_that_stops_in_the_middle() {
        server.on("/", raw("HTTP/1.1 200 OK\r\nContent-").then(Fault.STALL));
        ClientFixture.Fetching fetching = client.start(server.url("/"));
        client.time().until(() -> server.requests().size() == 1, "the request");
        client.time().turns(50);

        Fetched fetched = timedOut(fetching, LIMIT);

        assertThat(fetched.error()).isEqualTo(new FetchError.Timeout(Phase.SERVER, LIMIT));
        assertThat(fetched.answer().hasStatus()).isFalse();
    }

    @Test
    void a_body_that_stops_in_the_middle_keeps_what_came() {
        server.on("/", respond(200).contentLength(100).body("hello").then(Fault.STALL));
        ClientFixture.Fetching fetching = client.start(server.url("/"));
        client.time().until(() -> fetching.events().contains("body 5"), "half of the body");

        Fetched fetched = timedOut(fetching, LIMIT);

        assertThat(fetched.error()).isEqualTo(new FetchError.Timeout(Phase.BODY, LIMIT));
        assertThat(fetched.status()).isEqualTo(200);
        assertThat(fetched.reply().bytes()).isEqualTo(5);
        assertThat(fetched.events()).containsExactly("head 200", "body 5", "timeout");
    }

    /** Each of them comes in so many bytes that one a second is not whole in time: a head, a size, the trailers. */
    @ParameterizedTest
    @CsvSource({
        "a_head, HTTP/1.1 200 OK\\r\\nServer: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx, SERVER",
        "interim_heads, HTTP/1.1 103 Early Hints\\r\\n\\r\\nHTTP/1.1 103 Early Hints\\r\\n\\r\\nHTTP/1.1, SERVER",
        "empty_lines, \\r\\n\\r\\n\\r\\n\\r\\n\\r\\n\\r\\n\\r\\n\\r\\n\\r\\n\\r\\n\\r\\n\\r\\n\\r\\n\\r\\n\\r\\n\\r\\n\\r\\n\\r\\n, SERVER",
    })
    void a_byte_a_second_is_no_excuse_for(String what, String bytes, Phase phase) {
        server.on("/", raw(unescaped(bytes)).dribble().then(Fault.STALL));
        ClientFixture.Fetching fetching = client.start(server.url("/"));
        client.time().until(() -> server.requests().size() == 1, what);

        assertThat(drippedOn(fetching).error()).isEqualTo(new FetchError.Timeout(phase, LIMIT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "000000000000000000000000000000000005",
                "5;extension=xxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                "0\r\nA: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
            })
    void a_byte_a_second_is_no_excuse_in_the_framing_of_chunks_either(String framing) {
        server.on(
                "/",
                raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + framing)
                        .dribble()
                        .then(Fault.STALL));
        ClientFixture.Fetching fetching = client.start(server.url("/"));
        client.time().until(() -> fetching.events().contains("head 200"), "the head");

        assertThat(drippedOn(fetching).error()).isEqualTo(new FetchError.Timeout(Phase.BODY, LIMIT));
    }

    /** The server's clock is the real one, a byte a millisecond: a second of ours passes now and then. */
    private Fetched drippedOn(ClientFixture.Fetching fetching) {
        for (int second = 0; second < 30; second++) {
            assertThat(fetching.isDone()).as("before its time").isFalse();
            client.time().turns(5);
            client.time().advance(Duration.ofSeconds(1));
        }
        return fetching.finish();
    }

    private static String unescaped(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n");
    }

    /** Not even the kernel takes what nobody reads, so the request cannot be written to its end. */
    @Test
    void a_peer_that_accepts_and_never_reads() throws IOException {
        client.header("X-Long", "x".repeat(16 * 1024 * 1024));
        try (ServerSocket unread = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            unread.setSoTimeout(10_000);
            ClientFixture.Fetching fetching = client.start("http://127.0.0.1:" + unread.getLocalPort() + "/");
            client.time().turns(50);
            try (Socket accepted = unread.accept()) {
                client.time().turns(50);

                Fetched fetched = timedOut(fetching, LIMIT);

                assertThat(fetched.error()).isEqualTo(new FetchError.Timeout(Phase.SERVER, LIMIT));
                assertThat(accepted.isConnected()).isTrue();
            }
        }
    }

    @Test
    void a_peer_that_says_nothing_after_the_tls_handshake() {
        server.on("/", raw("").then(Fault.STALL));
        client.versions(HttpVersions.HTTP_1_1).trusting(server.authority());
        ClientFixture.Fetching fetching = client.start(server.httpsUrl("/"));
        client.time().until(() -> server.requests().size() == 1, "the request");

        Fetched fetched = timedOut(fetching, LIMIT);

        assertThat(fetched.error()).isEqualTo(new FetchError.Timeout(Phase.SERVER, LIMIT));
        client.time().until(() -> server.stats().open() == 0, "the client to hang up");
    }

    @Test
    void a_connection_that_was_used_before_gives_no_more_time() {
        server.on("/a", respond(200)).on("/b", raw("").then(Fault.STALL));
        client.fetch(server.url("/a"));
        ClientFixture.Fetching fetching = client.start(server.url("/b"));
        client.time().until(() -> server.requests().size() == 2, "the request");

        assertThat(timedOut(fetching, LIMIT).error()).isEqualTo(new FetchError.Timeout(Phase.SERVER, LIMIT));
    }

    /** What begins anew without counting as an attempt has the time of the first one. */
    @Test
    void a_request_that_is_sent_again_has_no_more_time() {
        server.on("/a", respond(200))
                .on("/b", raw("").then(Fault.CLOSE).after(Duration.ofMillis(20)), raw("").then(Fault.STALL));
        client.fetch(server.url("/a"));
        ClientFixture.Fetching fetching = client.start(server.url("/b"));
        client.time().until(() -> server.requests().size() == 2, "the request");
        client.time().advance(LIMIT.minus(Duration.ofSeconds(1)));
        client.time().until(() -> server.requests().size() == 3, "the same request again");

        assertThat(timedOut(fetching, Duration.ofSeconds(1)).error())
                .isEqualTo(new FetchError.Timeout(Phase.SERVER, LIMIT));
    }

    @Test
    void a_byte_a_second_is_no_excuse() {
        server.on("/", respond(200).body("x".repeat(20_000)).dribble());
        ClientFixture.Fetching fetching = client.start(server.url("/"));
        client.time().until(() -> fetching.events().contains("head 200"), "the head");

        for (int second = 0; second < 30; second++) {
            List<String> before = fetching.events();
            client.time().until(() -> !fetching.events().equals(before), "another byte");
            assertThat(fetching.isDone()).isFalse();
            client.time().advance(Duration.ofSeconds(1));
        }

        assertThat(fetching.finish().error()).isEqualTo(new FetchError.Timeout(Phase.BODY, LIMIT));
        assertThat(client.time().elapsed()).isEqualTo(LIMIT);
    }

    @Test
    void a_host_that_does_not_accept() throws IOException {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fillBacklog(deaf, waiting);
            ClientFixture.Fetching fetching = client.start("http://127.0.0.1:" + deaf.getLocalPort() + "/");
            client.time().turns(50);

            Fetched fetched = timedOut(fetching, CONNECT_LIMIT);

            assertThat(fetched.error()).isEqualTo(new FetchError.Timeout(Phase.CONNECT, CONNECT_LIMIT));
            assertThat(fetched.answer().remote()).isNull();
        } finally {
            for (Socket socket : waiting) socket.close();
        }
    }

    /** Connects until nobody is let in any more. */
    private static void fillBacklog(ServerSocket deaf, List<Socket> waiting) throws IOException {
        for (int i = 0; i < 64; i++) {
            Socket socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(deaf.getLocalSocketAddress(), 100);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
        throw new AssertionError("this system lets everybody in");
    }

    @Test
    void a_peer_that_never_shakes_hands() throws IOException {
        try (MockServer faults = MockServer.start(ServeConfig.of(Scenario.FAULTS))) {
            client.everythingAt(faults.address()).trusting(faults.authority());
            ClientFixture.Fetching fetching = client.start("https://silent.tls.test/");
            client.time().until(() -> faults.stats().open() == 1, "the connection");
            client.time().run(client.pipeline().prepareTls());
            client.time().turns(50);

            Fetched fetched = timedOut(fetching, CONNECT_LIMIT);

            assertThat(fetched.error()).isEqualTo(new FetchError.Timeout(Phase.TLS, CONNECT_LIMIT));
            assertThat(fetched.message()).isEqualTo("timed out after 10 s while shaking hands");
            client.time().until(() -> faults.stats().open() == 0, "the client to hang up");
        }
    }

    @Test
    void the_limit_of_the_attempt_is_for_its_connection_too() throws IOException {
        Duration shorter = Duration.ofSeconds(5);
        try (MockServer faults = MockServer.start(ServeConfig.of(Scenario.FAULTS))) {
            client.timeout(shorter).everythingAt(faults.address()).trusting(faults.authority());
            client.time().run(client.pipeline().prepareTls());
            ClientFixture.Fetching fetching = client.start("https://silent.tls.test/");
            client.time().until(() -> faults.stats().open() == 1, "the connection");

            Fetched fetched = timedOut(fetching, shorter);

            assertThat(fetched.error()).isEqualTo(new FetchError.Timeout(Phase.CONNECT, shorter));
            client.time().until(() -> faults.stats().open() == 0, "the client to hang up");
        }
    }

    @Test
    void each_hop_of_a_redirect_has_the_time_for_itself() {
        server.on("/a", respond(302).header("Location", "/b").after(Duration.ofMillis(50)))
                .on("/b", respond(200).after(Duration.ofMillis(50)));
        ClientFixture.Fetching fetching = client.start(server.url("/a"));

        client.time().until(() -> server.requests().size() == 1, "the first hop");
        client.time().advance(LIMIT.minus(MOMENT));
        client.time().until(() -> server.requests().size() == 2, "the second hop");
        client.time().advance(LIMIT.minus(MOMENT));

        assertThat(fetching.finish().status()).isEqualTo(200);
    }
}
