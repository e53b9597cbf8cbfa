package dev.simul.fetch;

import static dev.simul.serve.Reply.respond;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.http.HttpVersions;
import dev.simul.http.Reply;
import dev.simul.serve.Fault;
import dev.simul.serve.ScriptedServer;
import dev.simul.serve.SeenRequest;
import dev.simul.testing.ClientFixture;
import dev.simul.testing.Fetched;
import dev.simul.testing.Http2Peer;
import dev.simul.testing.Http2Peer.Asked;
import dev.simul.testing.Http2Peer.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of a body of which nobody wants the rest: it is read where that is cheap, and else left. */
class UnwantedRestTest {
    private static final String LITTLE = "x".repeat(10_000);
    private static final String MUCH = "x".repeat(1_000_000);
    private static final int CANCEL = 8;

    @RegisterExtension
    final ClientFixture client = new ClientFixture().enoughAfter(5);

    private final ScriptedServer server = ScriptedServer.start();
    private final Http2Peer http2 = Http2Peer.start();

    @AfterEach
    void stop() {
        server.close();
        http2.close();
    }

    private List<Integer> connections() {
        return server.requests().stream().map(SeenRequest::connection).toList();
    }

    private Fetched fetchTwice() {
        client.fetch(server.url("/"));
        return client.fetch(server.url("/"));
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Test
    void a_little_more_is_read_and_the_connection_serves_again() {
        server.on("/", respond(200).body("<title>").body(LITTLE));

        Fetched second = fetchTwice();

        assertThat(connections()).containsExactly(1, 1);
        assertThat(second.error()).isNull();
        assertThat(second.reply().unreadBytes()).isZero();
        assertThat(second.reply().wireBytes()).isEqualTo(10_007);
    }

    @Test
    void much_more_is_not_waited_for() {
        server.on("/", respond(200).contentLength(1_000_000).body("<title>").then(Fault.STALL));

        Fetched second = fetchTwice();

        assertThat(connections()).containsExactly(1, 2);
        assertThat(second.error()).isNull();
        assertThat(second.text()).isEqualTo("<title>");
        assertThat(second.reply().bytes()).isEqualTo(7);
        assertThat(second.reply().unreadBytes()).isEqualTo(999_993);
        assertThat(client.time().elapsed()).isZero();
    }

    @Test
    void chunks_are_read_on_as_long_as_they_are_few() {
        server.on("/", respond(200).chunked("<title>", LITTLE));

        assertThat(fetchTwice().reply().unreadBytes()).isZero();
        assertThat(connections()).containsExactly(1, 1);
    }

    @Test
    void many_chunks_are_left_and_nobody_knows_how_many_there_were() {
        server.on("/", respond(200).chunked("<title>", MUCH));

        Fetched second = fetchTwice();

        assertThat(connections()).containsExactly(1, 2);
        assertThat(second.error()).isNull();
        assertThat(second.reply().unreadBytes()).isEqualTo(Reply.UNKNOWN);
        assertThat(second.reply().wireBytes()).isLessThan(1_000_000);
    }

    @Test
    void a_rest_that_does_not_come_is_not_waited_for_long() {
        server.on("/", respond(200).contentLength(100).body("<title>").then(Fault.STALL));
        ClientFixture.Fetching fetching = client.start(server.url("/"));
        client.time().until(() -> fetching.events().contains("body 7"), "the title");
        client.time().turns(2);
        assertThat(fetching.isDone()).isFalse();

        client.time().advance(Duration.ofMillis(1001));

        Fetched fetched = fetching.finish();
        assertThat(fetched.error()).isNull();
        assertThat(fetched.reply().unreadBytes()).isEqualTo(93);
    }

    @Test
    void what_breaks_in_the_rest_is_no_error() {
        server.on("/closed", respond(200).contentLength(100).body("<title>").then(Fault.CLOSE))
                .on("/reset", respond(200).contentLength(100).body("<title>").then(Fault.RESET))
                .on(
                        "/chunk",
                        respond(200)
                                .header("Transfer-Encoding", "chunked")
                                .body("7\r\n<title>\r\n")
                                .body("xyz\r\n"));

        for (String path : List.of("/closed", "/reset", "/chunk")) {
            Fetched fetched = client.fetch(server.url(path));

            assertThat(fetched.error()).as(path).isNull();
            assertThat(fetched.text()).as(path).isEqualTo("<title>");
        }
    }

    @Test
    void what_broke_before_is_one() {
        server.on("/", respond(200).contentLength(100).body("<ti").then(Fault.CLOSE));

        assertThat(client.fetch(server.url("/")).message()).contains("after 3 bytes of the body");
    }

    @Test
    void the_rest_of_a_coded_body_is_not_decoded() {
        byte[] coded = gzip("<title>".repeat(100_000));
        byte[] broken = coded.clone();
        broken[broken.length - 1] ^= 1; // of the length at its end
        server.on(
                "/",
                respond(200)
                        .header("Content-Encoding", "gzip")
                        .body(slice(broken, 0, 300))
                        .body(slice(broken, 300, broken.length)));

        Fetched fetched = client.fetch(server.url("/"));

        assertThat(fetched.error()).isNull();
        assertThat(fetched.reply().wireBytes()).isEqualTo(broken.length);
        assertThat(fetched.reply().bytes()).isLessThan(700_000);
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    @Test
    void a_body_that_is_whole_at_once_is_simply_whole() {
        server.on("/", respond(200).body("<title>"));

        assertThat(fetchTwice().reply().unreadBytes()).isZero();
        assertThat(connections()).containsExactly(1, 1);
    }

    @Test
    void a_cancel_while_the_rest_is_read_gives_everything_back() {
        server.on("/", respond(200).contentLength(100).body("<title>").then(Fault.STALL));
        ClientFixture.Fetching fetching = client.start(server.url("/"));
        client.time().until(() -> fetching.events().contains("body 7"), "the title");

        fetching.cancel();

        assertThat(fetching.finish().message()).isEqualTo("the crawl was interrupted");
    }

    @Test
    void a_stream_of_http2_is_reset_where_much_is_left() {
        client.versions(HttpVersions.HTTP_2);
        http2.on(
                "/",
                (connection, stream) -> connection
                        .head(stream, "200", "content-length", "1000000")
                        .data(stream, "<title>", 0));

        Fetched fetched = client.fetch(http2.url("/"));

        client.time().until(() -> !http2.frames(Http2Peer.RST_STREAM).isEmpty(), "the reset");
        assertThat(http2.frames(Http2Peer.RST_STREAM)).extracting(Frame::number).containsExactly(CANCEL);
        assertThat(fetched.error()).isNull();
        assertThat(fetched.reply().unreadBytes()).isEqualTo(999_993);
        client.fetch(http2.url("/"));
        assertThat(http2.requests()).extracting(Asked::connection).containsExactly(1, 1);
    }

    @Test
    void a_stream_of_http2_is_read_to_its_end_where_little_is_left() {
        client.versions(HttpVersions.HTTP_2);
        http2.on(
                "/",
                (connection, stream) -> connection
                        .head(stream, "200")
                        .data(stream, "<title>", 0)
                        .data(stream, LITTLE, Http2Peer.END_STREAM));

        Fetched fetched = client.fetch(http2.url("/"));

        assertThat(fetched.error()).isNull();
        assertThat(fetched.reply().wireBytes()).isEqualTo(10_007);
        client.fetch(http2.url("/"));
        assertThat(http2.frames(Http2Peer.RST_STREAM)).isEmpty();
    }
}
