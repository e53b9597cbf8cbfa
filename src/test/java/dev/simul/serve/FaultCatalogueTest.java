package dev.simul.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.github.luben.zstd.ZstdInputStream;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That each fault does on a raw socket what its sentence says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FaultCatalogueTest {
    /** What comes after a fault: the answer to the next request on the connection, or the connection's end. */
    enum Then {
        NEXT,
        CLOSED,
        RESET
    }

    /** The whole of an answer as a pattern. */
    record Finite(String name, Then then, String pattern) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** What an answer is up to where nothing more comes, or how one without end goes on. */
    record Infinite(String name, String begins, String repeats) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final String HEAD = "HTTP/1\\.1 200 OK\r\nContent-Type: text/html\r\n";
    private static final String SIZED = HEAD + "Content-Length: 96\r\n\r\n";
    private static final String CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String PAGE = "<!DOCTYPE html>\n<title>.*</p>\n"; // 96 bytes
    private static final String REDIRECT = "HTTP/1\\.1 302 Found\r\nContent-Length: 0\r\n";
    private static final String MARK = "HTTP/1.1 299 ";

    private MockServer server;

    @BeforeAll
    void start() throws IOException {
        server = MockServer.start(ServeConfig.of(Scenario.FAULTS));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    static List<Finite> finite() {
        return List.of(
                new Finite("split", Then.NEXT, SIZED + PAGE),
                new Finite("delay/1ms", Then.NEXT, "HTTP/1.1 200 OK\r\n.*</html>\n"),
                new Finite("empty-reply", Then.CLOSED, ""),
                new Finite("reset", Then.RESET, ""),
                new Finite("close-in-head", Then.CLOSED, HEAD),
                new Finite("reset-in-head", Then.RESET, HEAD),
                new Finite("reset-in-body", Then.RESET, sized(192) + PAGE),
                new Finite("truncated", Then.CLOSED, sized(196) + PAGE),
                new Finite("truncated-chunked", Then.CLOSED, CHUNKED + "60\r\n" + PAGE + "\r\n"),
                new Finite("truncated-chunk", Then.CLOSED, CHUNKED + "ffff\r\n" + PAGE),
                new Finite("close-after", Then.CLOSED, SIZED + PAGE),
                new Finite("close-delimited", Then.CLOSED, HEAD + "\r\n" + PAGE),
                new Finite("redirect-self", Then.NEXT, REDIRECT + "Location: /redirect-self\r\n\r\n"),
                new Finite("redirect-loop", Then.NEXT, REDIRECT + "Location: /redirect-loop-back\r\n\r\n"),
                new Finite("redirect-loop-back", Then.NEXT, REDIRECT + "Location: /redirect-loop\r\n\r\n"),
                new Finite("redirects/3", Then.NEXT, REDIRECT + "Location: /redirects/2\r\n\r\n"),
                new Finite("redirects/0", Then.NEXT, "HTTP/1.1 200 OK\r\n.*</html>\n"),
                new Finite("redirect-nowhere", Then.NEXT, REDIRECT + "\r\n"),
                new Finite("redirect-empty", Then.NEXT, REDIRECT + "Location: \r\n\r\n"),
                new Finite("redirect-bad", Then.NEXT, REDIRECT + "Location: http://\\[::1/\r\n\r\n"),
                new Finite("redirect-scheme", Then.NEXT, REDIRECT + "Location: ftp://.*\r\n\r\n"),
                new Finite("redirect-file", Then.NEXT, REDIRECT + "Location: file:///.*\r\n\r\n"),
                new Finite(
                        "redirect-twice",
                        Then.NEXT,
                        REDIRECT + "Location: /status/200\r\nLocation: /status/404\r\n\r\n"),
                redirect("redirect-relative", "nowhere/../redirect-relative/./here"),
                redirect("redirect-protocol-relative", "//[^/\r]+/redirect-protocol-relative/here"),
                redirect("redirect-space", "/redirect-space/over here"),
                redirect("redirect-unicode", "/redirect-unicode/caf\u00c3\u00a9"),
                redirect("redirect-latin1", "/redirect-latin1/caf\u00e9"),
                redirect("redirect-fragment", "/redirect-fragment/here#part"),
                redirect("redirect-password", "http://user:pass@[^/\r]+/redirect-password/here"),
                cookie("redirect-cookie", "secret=1; Path=/", "http://elsewhere.test/redirect-cookie/there"),
                cookie("cookie-wall", "wall=open", "/cookie-wall"),
                cookie("cookie-loop", "loop=1", "/cookie-loop"),
                cookie("cookie-foreign", "foreign=1; Domain=elsewhere.test", "/cookie-foreign"),
                new Finite(
                        "cookie-bomb",
                        Then.NEXT,
                        REDIRECT + "(Set-Cookie: bomb\\d+=x{993,994}\r\n){60}Location: /cookie-bomb\r\n\r\n"),
                new Finite("refresh", Then.NEXT, HEAD + "Refresh: 0; url=/status/404\r\n.*" + PAGE),
                new Finite("length-shorter", Then.NEXT, sized(86) + PAGE),
                new Finite("length-two", Then.CLOSED, HEAD + "Content-Length: 5\r\nContent-Length: 96\r\n\r\n" + PAGE),
                new Finite(
                        "length-and-chunked",
                        Then.CLOSED,
                        HEAD + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n60\r\n" + PAGE
                                + "\r\n0\r\n\r\n"),
                new Finite("length-negative", Then.CLOSED, sized(-1) + PAGE),
                new Finite("length-huge", Then.CLOSED, HEAD + "Content-Length: 9{20}\r\n\r\n" + PAGE),
                new Finite("length-word", Then.CLOSED, HEAD + "Content-Length: many\r\n\r\n" + PAGE),
                new Finite("chunk-size-bad", Then.CLOSED, CHUNKED + "xyz\r\n" + PAGE),
                new Finite("chunk-size-overflow", Then.CLOSED, CHUNKED + "f{17}\r\n" + PAGE),
                new Finite("chunk-size-negative", Then.CLOSED, CHUNKED + "-1\r\n" + PAGE),
                new Finite("chunk-no-end", Then.CLOSED, CHUNKED + "5\r\n" + PAGE + "\r\n0\r\n\r\n"),
                new Finite("extra-bytes", Then.NEXT, SIZED + PAGE + "more bytes\r\n"),
                new Finite("extra-response", Then.NEXT, SIZED + PAGE + SIZED + PAGE),
                new Finite("gzip", Then.NEXT, coded("gzip")),
                new Finite("deflate", Then.NEXT, coded("deflate")),
                new Finite("deflate-raw", Then.NEXT, coded("deflate")),
                new Finite("gzip-bomb", Then.NEXT, coded("gzip")),
                new Finite("deflate-bomb", Then.NEXT, coded("deflate")),
                new Finite("gzip-broken", Then.NEXT, coded("gzip")),
                new Finite("gzip-checksum", Then.NEXT, coded("gzip")),
                new Finite("gzip-truncated", Then.NEXT, coded("gzip")),
                new Finite("gzip-trailer", Then.NEXT, coded("gzip") + "trailing bytes"),
                new Finite("gzip-not", Then.NEXT, coded("gzip") + PAGE),
                new Finite("gzip-members", Then.NEXT, coded("gzip")),
                new Finite("br", Then.NEXT, coded("br") + PAGE + "\\x03"),
                new Finite("br-bomb", Then.NEXT, coded("br")),
                new Finite("br-broken", Then.NEXT, coded("br")),
                new Finite("br-truncated", Then.NEXT, coded("br")),
                new Finite("br-trailer", Then.NEXT, coded("br") + PAGE + "\\x03trailing bytes"),
                new Finite("zstd", Then.NEXT, coded("zstd") + PAGE),
                new Finite("zstd-bomb", Then.NEXT, coded("zstd")),
                new Finite("zstd-broken", Then.NEXT, coded("zstd") + PAGE),
                new Finite("zstd-truncated", Then.NEXT, coded("zstd")),
                new Finite("zstd-window", Then.NEXT, coded("zstd") + PAGE),
                new Finite("zstd-trailer", Then.NEXT, coded("zstd") + PAGE + "trailing bytes"),
                new Finite("zstd-frames", Then.NEXT, coded("zstd") + PAGE + ".*skip this.*" + PAGE),
                new Finite("coding-bomb", Then.NEXT, coded("gzip, zstd")),
                new Finite("coding-many", Then.NEXT, coded("gzip(, gzip){5}") + PAGE),
                new Finite("coding-twice", Then.NEXT, coded("gzip, br")),
                new Finite("coding-unknown", Then.NEXT, coded("x-unheard-of")),
                new Finite("http-0.9", Then.CLOSED, PAGE),
                new Finite("http-1.0", Then.CLOSED, "HTTP/1.0 200 OK\r\n\r\n" + PAGE),
                new Finite("version-bad", Then.CLOSED, "HTTP/3.7 200 OK\r\n.*" + PAGE),
                new Finite("status-bad", Then.CLOSED, "HTTP/1.1 2x0 OK\r\n.*" + PAGE),
                new Finite("reason-none", Then.NEXT, "HTTP/1.1 200 \r\n.*" + PAGE),
                new Finite("line-feeds", Then.NEXT, "HTTP/1.1 200 OK\nContent-Type: text/html\n[^\r]*" + PAGE),
                new Finite("header-no-colon", Then.NEXT, HEAD + "X-Header value\r\n.*" + PAGE),
                new Finite("header-folded", Then.NEXT, HEAD + "X-Header: one\r\n two\r\n.*" + PAGE),
                new Finite("header-nul", Then.NEXT, HEAD + "X-Header: a\0b\r\n.*" + PAGE),
                new Finite("early-hints", Then.NEXT, "HTTP/1.1 103 Early Hints\r\n\r\n" + SIZED + PAGE),
                new Finite("body-204", Then.NEXT, "HTTP/1.1 204 No Content\r\n.*" + PAGE),
                new Finite("body-304", Then.NEXT, "HTTP/1.1 304 Not Modified\r\n.*" + PAGE),
                new Finite("title-escapes", Then.NEXT, ".*<title>\033\\[2J.*\007.*</title>.*"),
                new Finite("title-huge", Then.NEXT, ".*<title>x{1048576}</title>.*"),
                new Finite("title-bidi", Then.NEXT, ".*<title>abc\u00e2\u0080\u00aegnp.exe</title>.*"),
                new Finite("header-escapes", Then.NEXT, "HTTP/1.1 200 \033\\[31mOK\r\n.*\033.*" + PAGE),
                new Finite("status/404", Then.NEXT, "HTTP/1.1 404 Not Found\r\n.*"),
                new Finite("status/451", Then.NEXT, "HTTP/1.1 451 .*"),
                new Finite("status/999", Then.NEXT, "HTTP/1.1 999 .*"),
                new Finite("down", Then.NEXT, "HTTP/1.1 503 .*Retry-After: Sun, 06 Nov 1994 08:49:37 GMT\r\n.*"));
    }

    private static Finite redirect(String name, String location) {
        return new Finite(name, Then.NEXT, REDIRECT + "Location: " + location + "\r\n\r\n");
    }

    private static Finite cookie(String name, String cookie, String location) {
        return new Finite(
                name, Then.NEXT, REDIRECT + "Set-Cookie: " + cookie + "\r\nLocation: " + location + "\r\n\r\n");
    }

    static List<Infinite> infinite() {
        return List.of(
                new Infinite("silence", "", ""),
                new Infinite("stalled-head", HEAD, ""),
                new Infinite("stalled-body", sized(192) + PAGE, ""),
                new Infinite("length-longer", sized(106) + PAGE, ""),
                new Infinite("head-no-end", HEAD + PAGE, ""),
                new Infinite("not-http", "SSH-2.0-OpenSSH_9.6\r\n", ""),
                new Infinite("chunk-extension-bomb", CHUNKED + "1;", "extension;"),
                new Infinite("trailer-bomb", CHUNKED + "60\r\n" + PAGE + "\r\n0\r\n", "X-Trailer: value\r\n"),
                new Infinite("endless-body", CHUNKED, "60\r\n" + PAGE + "\r\n"),
                new Infinite("endless-length", sized(Long.MAX_VALUE), PAGE),
                new Infinite("header-bomb", HEAD, "X-Header: value\r\n"),
                new Infinite("header-endless", HEAD + "X-Header: ", "value "),
                new Infinite("status-line-endless", "HTTP/1.1 200 ", "OK "),
                new Infinite("informational-flood", "", "HTTP/1.1 102 Processing\r\n\r\n"));
    }

    @Test
    void every_fault_is_proven_here() {
        Stream<String> proven = Stream.concat(
                        finite().stream().map(Finite::name),
                        Stream.concat(
                                infinite().stream().map(Infinite::name),
                                Stream.of("slow-head", "slow-body", "flaky", "busy")))
                .map(name -> name.replaceFirst("/.*", ""))
                .distinct();

        assertThat(proven)
                .containsExactlyInAnyOrderElementsOf(FaultCatalogue.PAGES.stream()
                        .filter(page -> !Http1Faults.PAGES.contains(page) && !Http2Faults.PAGES.contains(page))
                        .map(FaultPage::name)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("finite")
    void an_answer_with_an_end_is_what_it_should_be(Finite fault) throws IOException {
        try (Wire wire = wire().send(Wire.get("/" + fault.name()) + Wire.lastGet("/status/299"))) {
            Wire.Rest rest = wire.rest();
            int next = rest.text().indexOf(MARK);
            String answer = next < 0 ? rest.text() : rest.text().substring(0, next);
            Then then = next >= 0 ? Then.NEXT : rest.end() == Wire.End.RESET ? Then.RESET : Then.CLOSED;

            assertThat(then).isEqualTo(fault.then());
            assertThat(matches(fault.pattern(), answer)).as(abridged(answer)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("infinite")
    void an_answer_without_end_is_what_it_should_be(Infinite fault) throws IOException {
        try (Wire wire = wire().send(Wire.get("/" + fault.name()))) {
            if (fault.repeats().isEmpty()) {
                StringBuilder answer = new StringBuilder();
                while (!matches(fault.begins(), answer.toString())) answer.append(oneMore(wire, answer));
                assertThat(wire.isQuiet()).isTrue();
            } else {
                String answer = wire.read(300_000); // more than any client should take for a head
                assertThat(answer).hasSize(300_000);
                assertThat(Pattern.compile("^" + fault.begins() + "(?:" + fault.repeats() + "){5}", Pattern.DOTALL)
                                .matcher(answer.substring(0, 3000))
                                .find())
                        .as(abridged(answer))
                        .isTrue();
            }
        }
    }

    @Test
    void a_slow_head_is_dripped_a_byte_a_second() {
        assertThat(script("slow-head").steps().get(0)).isInstanceOfSatisfying(Step.Drip.class, drip -> {
            assertThat(drip.pieceBytes()).isEqualTo(1);
            assertThat(drip.pause()).isEqualTo(Duration.ofSeconds(1));
            assertThat(drip.bytes().toString(StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 200 OK\r\n");
        });
    }

    @Test
    void a_slow_body_comes_after_a_head_that_does_not() throws IOException {
        try (Wire wire = wire().send(Wire.get("/slow-body"))) {
            assertThat(wire.readThrough("\r\n\r\n<!")).contains("Content-Length: 96"); // the second byte took a second
        }
    }

    @Test
    void a_flaky_page_fails_as_often_as_it_says_for_each_url() throws IOException {
        try (Wire wire = wire()) {
            for (String url : List.of("/flaky/2", "/flaky/2?other")) {
                assertThat(statuses(wire, url, 4)).containsExactly(503, 503, 200, 200);
            }
        }
    }

    @Test
    void a_busy_page_says_when_to_come_back_and_is_there_then() throws IOException {
        try (Wire wire = wire()) {
            assertThat(wire.send(Wire.get("/busy/7")).readResponse())
                    .startsWith("HTTP/1.1 429 ")
                    .contains("Retry-After: 7\r\n");
            assertThat(statuses(wire, "/busy/7", 1)).containsExactly(200);
        }
    }

    @Test
    void a_delayed_answer_comes_after_one_that_was_asked_for_later() throws IOException {
        try (Wire late = wire().send(Wire.get("/delay/200ms"));
                Wire early = wire().send(Wire.get("/status/200"))) {
            early.readResponse();
            assertThat(server.stats().inFlight()).isEqualTo(1);
            assertThat(late.readResponse()).startsWith("HTTP/1.1 200 OK");
        }
    }

    @Test
    void the_codings_decode_to_the_page_where_they_are_whole() throws IOException {
        Brotli4jLoader.ensureAvailability();
        assertThat(new String(new GZIPInputStream(body("gzip")).readAllBytes(), StandardCharsets.UTF_8))
                .matches(dotAll(PAGE));
        assertThat(new String(new InflaterInputStream(body("deflate")).readAllBytes(), StandardCharsets.UTF_8))
                .matches(dotAll(PAGE));
        assertThat(new String(new BrotliInputStream(body("br")).readAllBytes(), StandardCharsets.UTF_8))
                .matches(dotAll(PAGE));
        for (String name : List.of("zstd", "zstd-window")) {
            assertThat(new String(new ZstdInputStream(body(name)).readAllBytes(), StandardCharsets.UTF_8))
                    .matches(dotAll(PAGE));
        }
        InputStream twice = new GZIPInputStream(new BrotliInputStream(body("coding-twice")));
        assertThat(new String(twice.readAllBytes(), StandardCharsets.UTF_8)).matches(dotAll(PAGE));
        InputStream raw = new InflaterInputStream(body("deflate-raw"), new Inflater(true));
        assertThat(new String(raw.readAllBytes(), StandardCharsets.UTF_8)).matches(dotAll(PAGE));
    }

    @Test
    void the_codings_fail_where_they_are_broken() throws IOException {
        for (String name : List.of("gzip-broken", "gzip-checksum", "gzip-truncated", "gzip-not")) {
            InputStream body = body(name);
            assertThatThrownBy(() -> new GZIPInputStream(body).readAllBytes())
                    .as(name)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void the_bombs_are_a_mebibyte_at_the_most_that_unfolds_to_a_gibibyte_with_the_right_checksum() throws IOException {
        byte[] gzip = body("gzip-bomb").readAllBytes();
        byte[] zlib = body("deflate-bomb").readAllBytes();

        assertThat(count(new ZstdInputStream(body("zstd-bomb")))).isEqualTo(1L << 30);
        assertThat(count(new ZstdInputStream(body("coding-bomb")))).isBetween(1L << 30, (1L << 30) + 100);
        assertThat(gzip).hasSizeLessThan(1_200_000);
        assertThat(count(new GZIPInputStream(new ByteArrayInputStream(gzip), 64 * 1024)))
                .isEqualTo(1L << 30);
        assertThat(count(new InflaterInputStream(new ByteArrayInputStream(zlib))))
                .isEqualTo(1L << 30);
    }

    @Test
    void a_head_request_gets_no_body_however_the_head_is_broken() throws IOException {
        for (String name : List.of("split", "close-after", "reason-none", "line-feeds", "early-hints", "version-bad")) {
            try (Wire wire = wire().send("HEAD /" + name + " HTTP/1.1\r\nConnection: close\r\n\r\n")) {
                assertThat(wire.rest().text())
                        .as(name)
                        .doesNotContain("<title>")
                        .containsPattern("Content-Length: 96\r?\n");
            }
        }
    }

    @Test
    void a_head_request_gets_no_endless_body() throws IOException {
        try (Wire wire = wire().send("HEAD /endless-body HTTP/1.1\r\nConnection: close\r\n\r\n")) {
            assertThat(wire.rest().text()).matches(dotAll(CHUNKED));
        }
    }

    @Test
    void what_is_not_in_the_catalogue_is_not_found() throws IOException {
        try (Wire wire = wire()) {
            for (String path : List.of(
                    "/nothing",
                    "/status/abc",
                    "/status/100",
                    "/status/1000",
                    "/status",
                    "/delay/3h",
                    "/delay/9999999999m",
                    "/flaky/-1",
                    "/redirects/99999",
                    "/reset/more")) {
                assertThat(statuses(wire, path, 1)).as(path).containsExactly(404);
            }
        }
    }

    @Test
    void the_index_lists_every_fault_with_its_sentence() throws IOException {
        try (Wire wire = wire().send(Wire.get("/"))) {
            String index = wire.readResponse();
            for (FaultPage page : FaultCatalogue.PAGES) {
                assertThat(index)
                        .contains("<a href=\"" + page.path() + "\">" + page.path() + "</a> " + page.sentence());
            }
            for (String host : FaultNames.hosts()) assertThat(index).contains("://" + host + "/");
        }
    }

    private Wire wire() throws IOException {
        return Wire.to(server.address());
    }

    private InputStream body(String name) throws IOException {
        try (Wire wire = wire().send(Wire.get("/" + name))) {
            String response = wire.readResponse();
            String body = response.substring(response.indexOf("\r\n\r\n") + 4);
            return new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private static Script script(String name) {
        FaultPage page = FaultCatalogue.PAGES.stream()
                .filter(fault -> fault.name().equals(name))
                .findFirst()
                .orElseThrow();
        HttpRequest message = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/" + name);
        Script script = page.answerer().answer(new FaultPage.Visit(Request.of(message, false, null, 1), "", 0));
        return Objects.requireNonNull(script);
    }

    private static List<Integer> statuses(Wire wire, String target, int times) throws IOException {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            statuses.add(
                    Integer.parseInt(wire.send(Wire.get(target)).readResponse().substring(9, 12)));
        }
        return statuses;
    }

    private static String oneMore(Wire wire, CharSequence sofar) throws IOException {
        String next = wire.read(1);
        if (next.isEmpty()) throw new AssertionError("ended after " + sofar);
        return next;
    }

    private static long count(InputStream in) throws IOException {
        byte[] buffer = new byte[1 << 20];
        long all = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) all += count;
        return all;
    }

    private static String sized(long bytes) {
        return HEAD + "Content-Length: " + bytes + "\r\n\r\n";
    }

    private static String coded(String coding) {
        return "HTTP/1.1 200 OK\r\n.*Content-Encoding: " + coding + "\r\nContent-Length: \\d+\r\n\r\n.*";
    }

    private static String dotAll(String pattern) {
        return "(?s)" + pattern;
    }

    private static boolean matches(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.DOTALL).matcher(text).matches();
    }

    private static String abridged(String text) {
        return text.length() > 500 ? text.substring(0, 500) + "…" : text;
    }
}
