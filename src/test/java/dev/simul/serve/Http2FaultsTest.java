package dev.simul.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.serve.Http2Wire.Frame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That each fault of HTTP/2 sends the frames that its sentence promises. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class Http2FaultsTest {
    /** The frames of an answer, but for SETTINGS of the beginning, and what one of them has in it. */
    record Finite(String name, String frames, String text) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final int ACK = 1;
    private static final int LAST = Integer.MAX_VALUE;
    private static final String PAGE = "HEADERS 4, DATA 1";
    private static final String OK = "\0\7:status\003200";

    private MockServer server;

    @BeforeAll
    void start() throws IOException {
        server = MockServer.start(ServeConfig.of(Scenario.FAULTS));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** After which the next request is answered. */
    static List<Finite> finite() {
        return List.of(
                is("h2-refused", "RST_STREAM 7"),
                is("h2-rst", "RST_STREAM 2"),
                is("h2-rst-in-body", "HEADERS 4, DATA, RST_STREAM 2"),
                is("h2-no-error-rst", "HEADERS 4, DATA 1, RST_STREAM 0"),
                is("h2-rst-cut", "HEADERS 4, DATA, RST_STREAM 0"),
                is("h2-http1-required", "RST_STREAM 13"),
                is("h2-header-large", "HEADERS, CONTINUATION, CONTINUATION 4, DATA 1", "c".repeat(15_000)),
                is("h2-bad-hpack", "HEADERS 5", "\u0080"),
                is("h2-frame-too-large", "HEADERS 4, DATA 1", "\0".repeat((1 << 20) + 1)),
                is("h2-ping-short", "PING, " + PAGE),
                is("h2-length-longer", PAGE, "content-length\00276"),
                is("h2-length-shorter", PAGE, "content-length\00256"),
                is("h2-length-mismatch", "HEADERS 5", "content-length\0015"),
                is("h2-uppercase-header", PAGE, "X-Header\5value"),
                is("h2-connection-header", PAGE, "connection\5close"),
                is("h2-transfer-encoding", PAGE, "transfer-encoding\7chunked"),
                is("h2-no-status", PAGE, "\0\014content-type\011text/html"),
                is("h2-two-status", PAGE, OK + "\0\7:status\003404"),
                is("h2-status-late", PAGE, "text/html\0\7:status\003200"),
                is("h2-status-bad", PAGE, "\0\7:status\0032x0"),
                is("h2-status-101", PAGE, "\0\7:status\003101"),
                is("h2-pseudo-unknown", PAGE, "\0\5:what\1x"),
                is("h2-pseudo-request", PAGE, "\0\5:path\1/"),
                is("h2-pseudo-trailer", "HEADERS 4, DATA, HEADERS 5", OK),
                is("h2-header-newline", PAGE, "a\r\nx-other: b"),
                is("h2-data-first", "DATA 1", "Whole."),
                is("h2-1xx-end", "HEADERS 5", "\003103"),
                is("h2-interleaved", "HEADERS, DATA"),
                is("h2-push", "PUSH_PROMISE 4, " + PAGE, "\0\0\0\2\0\7:method\3GET"),
                is("h2-stream-zero", "HEADERS 4, DATA"),
                is("h2-window-overflow", "WINDOW_UPDATE, " + PAGE, "\u007f\u00ff\u00ff\u00ff"),
                is("h2-window-overflow-stream", "WINDOW_UPDATE, " + PAGE, "\u007f\u00ff\u00ff\u00ff"),
                is("h2-window-update-zero", "WINDOW_UPDATE, " + PAGE, "\0\0\0\0"),
                is("h2-padding-too-long", "HEADERS 4, DATA 8", "\u00ffshort"),
                is("h2-window-zero", "SETTINGS, " + PAGE, "\0\4\0\0\0\0"),
                is("h2-max-streams-1", "SETTINGS, " + PAGE, "\0\3\0\0\0\1"),
                is("h2-table-zero", "SETTINGS, " + PAGE, "\0\1\0\0\0\0"),
                is("h2-unknown-frame", "42 255, HEADERS 4, 43 255, DATA 1", "anything"),
                is("h2-unknown-setting", "SETTINGS, " + PAGE, "\u00fa\u00fa\0\0\0\1"),
                is("h2-trailers", "HEADERS 4, DATA, HEADERS 5", "x-trailer\5value"),
                is("h2-1xx", "HEADERS 4, HEADERS 4, DATA 1", "\003103"),
                is("h2-padding", "HEADERS 12, DATA 8, DATA 9", "\0".repeat(255)),
                is("h2-priority", "PRIORITY, " + PAGE),
                is("h2-continuation", "HEADERS, CONTINUATION, CONTINUATION, CONTINUATION 4, DATA 1", "x-one\0011"),
                is("h2-empty-end", "HEADERS 4, DATA, DATA 1", "Whole."));
    }

    /** After which the connection ends. */
    static List<Finite> last() {
        return List.of(
                is("h2-goaway", "GOAWAY 0 0"),
                is("h2-goaway-graceful", "GOAWAY " + LAST + " 0, HEADERS 4, DATA 1, GOAWAY 1 0", "Whole."),
                is("h2-goaway-error", "HEADERS 4, DATA, GOAWAY 1 2"),
                is("h2-close", "HEADERS 4, DATA"),
                is("h2-header-bomb", "HEADERS 4, DATA 1, GOAWAY 1 0", "\u00be".repeat(8192)));
    }

    /** After which nothing comes, or the same frame again and again. */
    static List<Finite> endless() {
        return List.of(
                is("h2-continuation-flood", "HEADERS, CONTINUATION, CONTINUATION"),
                is("h2-empty-continuation-flood", "HEADERS, CONTINUATION, CONTINUATION"),
                is("h2-settings-flood", "SETTINGS, SETTINGS, SETTINGS"),
                is("h2-ping-flood", "PING, PING, PING"),
                is("h2-empty-data-flood", "HEADERS 4, DATA, DATA"),
                is("h2-priority-flood", "HEADERS 4, PRIORITY, PRIORITY"),
                is("h2-window-update-flood", "HEADERS 4, WINDOW_UPDATE, WINDOW_UPDATE"),
                is("h2-1xx-flood", "HEADERS 4, HEADERS 4, HEADERS 4"),
                is("h2-flow-violation", "HEADERS 4, DATA, DATA"));
    }

    private static Finite is(String name, String frames) {
        return is(name, frames, "");
    }

    private static Finite is(String name, String frames, String text) {
        return new Finite(name, frames, text);
    }

    @Test
    void every_fault_is_proven_here() {
        Stream<String> proven = Stream.concat(
                Stream.of(finite(), last(), endless()).flatMap(List::stream).map(Finite::name),
                Stream.of("h2-silent", "h2-stall"));

        assertThat(proven)
                .containsExactlyInAnyOrderElementsOf(
                        Http2Faults.PAGES.stream().map(FaultPage::name).toList());
    }

    @ParameterizedTest
    @MethodSource("finite")
    void an_answer_with_an_end_is_what_it_should_be(Finite fault) throws IOException {
        try (Http2Wire wire = wire().get(1, "/" + fault.name()).get(3, "/status/299")) {
            List<Frame> frames = new ArrayList<>();
            for (Frame frame = next(wire); frame.stream() != 3; frame = next(wire)) frames.add(frame);

            assertThat(words(frames)).isEqualTo(fault.frames());
            assertThat(texts(frames)).contains(fault.text());
        }
    }

    @ParameterizedTest
    @MethodSource("last")
    void an_answer_that_is_the_last_of_the_connection_is_what_it_should_be(Finite fault) throws IOException {
        try (Http2Wire wire = wire().get(1, "/" + fault.name())) {
            List<Frame> frames = new ArrayList<>();
            for (Frame frame = wire.read(); frame != null; frame = wire.read()) {
                if (!isGreeting(frame)) frames.add(frame);
            }

            assertThat(words(frames)).isEqualTo(fault.frames());
            assertThat(texts(frames)).contains(fault.text());
        }
    }

    @ParameterizedTest
    @MethodSource("endless")
    void an_answer_without_end_is_what_it_should_be(Finite fault) throws IOException {
        try (Http2Wire wire = wire().get(1, "/" + fault.name())) {
            List<Frame> frames = new ArrayList<>();
            for (int i = 0; i < 5000; i++) frames.add(next(wire));

            assertThat(words(frames.subList(0, 3))).isEqualTo(fault.frames());
            assertThat(frames.subList(3, 5000))
                    .allMatch(frame -> frame.word().equals(frames.get(2).word()));
        }
    }

    @Test
    void a_silent_stream_leaves_the_others_alone() throws IOException {
        try (Http2Wire wire = wire().get(1, "/h2-silent").get(3, "/status/200")) {
            assertThat(wire.body(3)).contains("Status 200");
            assertThat(wire.isQuiet()).isTrue();
            assertThat(server.stats().inFlight()).isEqualTo(1);
        }
    }

    @Test
    void a_stalled_body_is_begun_and_not_ended() throws IOException {
        try (Http2Wire wire = wire().get(1, "/h2-stall")) {
            assertThat(wire.readOf(1).type()).isEqualTo(Http2Wire.HEADERS);
            assertThat(wire.readOf(1).endsStream()).isFalse();
            assertThat(wire.isQuiet()).isTrue();
        }
    }

    @Test
    void what_fails_once_is_a_page_when_it_is_asked_for_again() throws IOException {
        for (String path : List.of("/h2-refused?again", "/h2-goaway?again")) {
            try (Http2Wire wire = wire().get(1, path)) {
                for (Frame frame = next(wire); frame.type() == Http2Wire.SETTINGS; ) frame = next(wire);
            }
            try (Http2Wire wire = wire().get(1, path)) {
                assertThat(wire.body(1)).contains("Whole.");
            }
        }
    }

    @Test
    void over_http_1_1_a_page_says_what_is_missing() throws IOException {
        try (Wire wire = Wire.to(server.address())) {
            for (FaultPage page : Http2Faults.PAGES) {
                String response = wire.send(Wire.get(page.path() + "?old")).readResponse();
                if (page.name().equals("h2-http1-required")) {
                    assertThat(response).startsWith("HTTP/1.1 200 ").contains("Whole.");
                } else {
                    assertThat(response).startsWith("HTTP/1.1 505 ").contains("needs HTTP/2");
                }
            }
        }
    }

    private Http2Wire wire() throws IOException {
        return Http2Wire.to(server.address());
    }

    /** The next frame that is not of the beginning of the connection. */
    private static Frame next(Http2Wire wire) throws IOException {
        for (Frame frame = wire.read(); frame != null; frame = wire.read()) if (!isGreeting(frame)) return frame;
        throw new IOException("the connection has ended");
    }

    private static boolean isGreeting(Frame frame) {
        return frame.type() == Http2Wire.SETTINGS
                && (frame.flags() == ACK || frame.text().length() == 12);
    }

    private static String words(List<Frame> frames) {
        return String.join(", ", frames.stream().map(Frame::word).toList());
    }

    private static String texts(List<Frame> frames) {
        return String.join("", frames.stream().map(Frame::text).toList());
    }
}
