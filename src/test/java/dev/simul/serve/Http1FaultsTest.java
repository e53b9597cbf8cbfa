package dev.simul.serve;

import static dev.simul.serve.Http1FaultsTest.Then.CLOSED;
import static dev.simul.serve.Http1FaultsTest.Then.NEXT;
import static dev.simul.serve.Http1FaultsTest.Then.QUIET;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That each of the finer faults of HTTP/1.1 does on a raw socket what its sentence says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class Http1FaultsTest {
    /** What comes after a fault: the answer to the next request on the connection, the connection's end, or nothing. */
    enum Then {
        NEXT,
        CLOSED,
        QUIET
    }

    /** The whole of an answer as a pattern, in which {@code %} is the page. */
    record Case(String name, Then then, String pattern) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final String HEAD = "HTTP/1\\.1 200 OK\r\nContent-Type: text/html\r\n";
    private static final String LENGTH = "Content-Length: 66\r\n";
    private static final String CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String PAGE = "<!DOCTYPE html>\n<title>[^<]*</title>\n<p>Whole.</p>\n"; // 66 bytes
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

    static List<Case> cases() {
        return List.of(
                is("length-twice", NEXT, HEAD + LENGTH + LENGTH + "\r\n%"),
                is("length-list", NEXT, HEAD + "Content-Length: 66, 66\r\n\r\n%"),
                is("length-plus", CLOSED, HEAD + "Content-Length: \\+66\r\n\r\n%"),
                is("length-hex", CLOSED, HEAD + "Content-Length: 0x42\r\n\r\n%"),
                is("length-empty", CLOSED, HEAD + "Content-Length: \r\n\r\n%"),
                is("chunk-extensions", NEXT, CHUNKED + "42;name=[^\r]*\r\n%\r\n0;last\r\nX-Trailer: value\r\n\r\n"),
                is("chunk-zeros", NEXT, CHUNKED + "000000042\r\n%\r\n0\r\n\r\n"),
                is("chunk-spaces", NEXT, CHUNKED + "42 \r\n%\r\n0\r\n\r\n"),
                is("chunk-line-feeds", NEXT, CHUNKED + "42\n%\n0\n\n"),
                is("chunk-size-hex", CLOSED, CHUNKED + "0x42\r\n%\r\n0\r\n\r\n"),
                is("chunk-size-empty", CLOSED, CHUNKED + "\r\n%\r\n0\r\n\r\n"),
                is("chunk-no-line", CLOSED, CHUNKED + "42\r\n%0\r\n\r\n"),
                is("chunk-tiny", NEXT, CHUNKED + "(1\r\n.\r\n){66}0\r\n\r\n"),
                is("truncated-trailers", CLOSED, CHUNKED + "42\r\n%\r\n0\r\nX-Trai"),
                is("transfer-unknown", CLOSED, HEAD + "Transfer-Encoding: x-unheard-of\r\n\r\n%"),
                is("transfer-not-last", CLOSED, HEAD + "Transfer-Encoding: chunked, identity\r\n\r\n42\r\n%.*"),
                is("transfer-twice", CLOSED, HEAD + "Transfer-Encoding: chunked, chunked\r\n\r\n42\r\n%.*"),
                is("transfer-http-1.0", CLOSED, "HTTP/1\\.0 200 OK\r\n.*chunked\r\n\r\n42\r\n%.*"),
                is("transfer-case", NEXT, HEAD + "transfer-encoding: CHUNKED\r\n\r\n42\r\n%.*"),
                is("lines-before", NEXT, "\r\n\r\n" + HEAD + LENGTH + "\r\n%"),
                is("status-two-digits", CLOSED, "HTTP/1\\.1 20 OK\r\n.*%"),
                is("status-four-digits", CLOSED, "HTTP/1\\.1 2000 OK\r\n.*%"),
                is("status-zero", CLOSED, "HTTP/1\\.1 000 OK\r\n.*%"),
                is("status-no-space", NEXT, "HTTP/1\\.1 200\r\n.*%"),
                is("status-spaces", CLOSED, "HTTP/1\\.1  200 OK\r\n.*%"),
                is("version-case", CLOSED, "http/1\\.1 200 OK\r\n.*%"),
                is("version-icy", CLOSED, "ICY 200 OK\r\n.*%"),
                is("header-cr", CLOSED, HEAD + "X-Header: a\rb\r\n.*%"),
                is("header-space", CLOSED, HEAD + "X-Header : value\r\n.*%"),
                is("header-nameless", CLOSED, HEAD + ": value\r\n.*%"),
                is("header-name-bad", CLOSED, HEAD + "X Header: value\r\n.*%"),
                is("header-folded-first", CLOSED, "HTTP/1\\.1 200 OK\r\n X-Header: value\r\n.*%"),
                is("length-folded", CLOSED, HEAD + "Content-Length:\r\n 66\r\n\r\n%"),
                is("header-empty", NEXT, HEAD + "X-Header:\r\n.*%"),
                is("header-latin1", NEXT, HEAD + "X-Header: \u00fcml\u00e4ut\r\n.*%"),
                is("header-large", NEXT, HEAD + "(X-Header: v{6000}\r\n){8}.*%"),
                is("headers-many", NEXT, HEAD + "(X-Header: value\r\n){200}.*%"),
                is("continue", NEXT, "HTTP/1\\.1 100 .*\r\n\r\nHTTP/1\\.1 103 .*\r\n\r\n" + HEAD + ".*%"),
                is("continue-only", QUIET, "HTTP/1\\.1 100 Continue\r\n\r\n"),
                is("continue-close", CLOSED, "HTTP/1\\.1 100 Continue\r\n\r\n"),
                is("switching", QUIET, "HTTP/1\\.1 101 .*Upgrade: .*\r\n\r\n"),
                is("chunked-204", NEXT, "HTTP/1\\.1 204 .*chunked\r\n\r\n42\r\n%\r\n0\r\n\r\n"),
                is("chunked-304", NEXT, "HTTP/1\\.1 304 .*chunked\r\n\r\n"),
                is("length-204", NEXT, "HTTP/1\\.1 204 .*Content-Length: 10\r\n\r\n"),
                is("http-1.0-keep-alive", NEXT, "HTTP/1\\.0 200 OK\r\nConnection: keep-alive\r\n.*%"),
                is("http-1.0-silent", NEXT, "HTTP/1\\.0 200 OK\r\nContent-Length: 66\r\n\r\n%"),
                is("close-announced", CLOSED, HEAD + "Connection: close\r\n.*%"),
                is("close-in-list", CLOSED, HEAD + "Connection: x-other , Close\r\n.*%"),
                is("close-not", NEXT, HEAD + "Connection: close\r\n.*%"),
                is("close-later", CLOSED, HEAD + LENGTH + "\r\n%"),
                is("close-on-reuse", CLOSED, HEAD + LENGTH + "\r\n%"),
                is("reset-on-reuse", CLOSED, HEAD + LENGTH + "\r\n%"),
                is("stall-on-reuse", QUIET, HEAD + LENGTH + "\r\n%"),
                is("half-on-reuse", CLOSED, HEAD + LENGTH + "\r\n%HTTP/1\\.1 200 O"),
                is("tls-truncated", CLOSED, HEAD + "\r\n<!DOCTYPE html>\n<title>A page of "),
                is("tls-no-close-notify", CLOSED, HEAD + "Connection: close\r\n.*%"));
    }

    private static Case is(String name, Then then, String pattern) {
        return new Case(name, then, pattern.replace("%", PAGE));
    }

    @Test
    void every_fault_is_proven_here() {
        assertThat(Stream.concat(cases().stream().map(Case::name), Stream.of("chunk-size-endless")))
                .containsExactlyInAnyOrderElementsOf(
                        Http1Faults.PAGES.stream().map(FaultPage::name).toList());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void an_answer_is_what_it_should_be(Case fault) throws IOException {
        Pattern pattern = Pattern.compile(fault.pattern(), Pattern.DOTALL);
        try (Wire wire = Wire.to(server.address()).send(Wire.get("/" + fault.name()))) {
            StringBuilder answer = new StringBuilder();
            if (fault.name().endsWith("-on-reuse")) { // asked for in one go, the page might be lost by the reset
                answer.append(wire.readResponse());
            }
            if (fault.then() == QUIET) {
                if (!answer.isEmpty()) wire.send(Wire.lastGet("/status/299"));
                while (!pattern.matcher(answer).matches()) answer.append(one(wire, answer));
                assertThat(wire.isQuiet()).isTrue();
                return;
            }
            if (fault.then() == NEXT || !answer.isEmpty()) wire.send(Wire.lastGet("/status/299"));
            answer.append(wire.rest().text());
            int next = answer.indexOf(MARK);
            assertThat(next >= 0).isEqualTo(fault.then() == NEXT);
            String own = next < 0 ? answer.toString() : answer.substring(0, next);
            assertThat(pattern.matcher(own).matches()).as(own).isTrue();
        }
    }

    @Test
    void a_chunk_size_goes_on_without_end() throws IOException {
        try (Wire wire = Wire.to(server.address()).send(Wire.get("/chunk-size-endless"))) {
            wire.readThrough("\r\n\r\n");
            assertThat(wire.read(100_000)).isEqualTo("0".repeat(100_000));
        }
    }

    @Test
    void the_reuse_of_a_connection_is_reset_where_that_is_said() throws IOException {
        try (Wire wire = Wire.to(server.address()).send(Wire.get("/reset-on-reuse"))) {
            wire.readResponse();
            assertThat(wire.send(Wire.get("/")).rest().end()).isEqualTo(Wire.End.RESET);
        }
    }

    private static String one(Wire wire, CharSequence soFar) throws IOException {
        String next = wire.read(1);
        if (next.isEmpty()) throw new AssertionError("ended after " + soFar);
        return next;
    }
}
