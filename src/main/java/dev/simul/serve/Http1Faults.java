package dev.simul.serve;

import static dev.simul.serve.Step.body;
import static dev.simul.serve.Step.text;

import dev.simul.serve.Step.Part;
import dev.simul.serve.Step.Repeat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of the {@link FaultCatalogue} about finer points of HTTP/1.1 (RFC 9112) and about how its connections are kept and
 * closed. Over HTTP/2 these answers are what a gateway would make of them.
 */
final class Http1Faults {
    private static final Step CLOSE = new Step.Close();
    private static final Step STALL = new Step.Stall();
    private static final Step HANG_UP = new Step.HangUp();

    private static final String PAGE = "<!DOCTYPE html>\n<title>A page of the faults</title>\n<p>Whole.</p>\n";
    private static final String HTML = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
    private static final String LENGTH = "Content-Length: " + PAGE.length() + "\r\n";
    private static final String SIZED = HTML + LENGTH + "\r\n";
    private static final String CHUNKED = HTML + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String SIZE = Integer.toHexString(PAGE.length());
    private static final String CHUNKS = SIZE + "\r\n" + PAGE + "\r\n0\r\n\r\n";

    static final List<FaultPage> PAGES = List.of(
            // Lengths and chunks
            page("length-twice", "No fault to speak of: the same Content-Length twice.", HTML + LENGTH + LENGTH, PAGE),
            page(
                    "length-list",
                    "A Content-Length that is a list of the same number.",
                    HTML + "Content-Length: " + PAGE.length() + ", " + PAGE.length() + "\r\n",
                    PAGE),
            broken(
                    "length-plus",
                    "A Content-Length with a plus sign.",
                    HTML + "Content-Length: +" + PAGE.length() + "\r\n",
                    PAGE),
            broken("length-hex", "A Content-Length in hexadecimal.", HTML + "Content-Length: 0x" + SIZE + "\r\n", PAGE),
            broken("length-empty", "A Content-Length without a value.", HTML + "Content-Length: \r\n", PAGE),
            page(
                    "chunk-extensions",
                    "No fault: chunks with extensions, and trailers after them.",
                    HTML + "Transfer-Encoding: chunked\r\n",
                    SIZE + ";name=value;other=\"quo;ted\"\r\n" + PAGE + "\r\n0;last\r\nX-Trailer: value\r\n\r\n"),
            page(
                    "chunk-zeros",
                    "No fault: a chunk size with leading zeros.",
                    HTML + "Transfer-Encoding: chunked\r\n",
                    "0000000" + CHUNKS),
            page(
                    "chunk-spaces",
                    "A chunk size with a space after it, as old servers have it.",
                    HTML + "Transfer-Encoding: chunked\r\n",
                    SIZE + " \r\n" + PAGE + "\r\n0\r\n\r\n"),
            page(
                    "chunk-line-feeds",
                    "Lines between chunks end with LF alone.",
                    HTML + "Transfer-Encoding: chunked\r\n",
                    SIZE + "\n" + PAGE + "\n0\n\n"),
            broken(
                    "chunk-size-hex",
                    "A chunk size that begins with 0x.",
                    HTML + "Transfer-Encoding: chunked\r\n",
                    "0x" + CHUNKS),
            broken(
                    "chunk-size-empty",
                    "A chunk size without a digit.",
                    HTML + "Transfer-Encoding: chunked\r\n",
                    "\r\n" + PAGE + "\r\n0\r\n\r\n"),
            broken(
                    "chunk-no-line",
                    "No line end after the data of a chunk.",
                    HTML + "Transfer-Encoding: chunked\r\n",
                    SIZE + "\r\n" + PAGE + "0\r\n\r\n"),
            fault(
                    "chunk-size-endless",
                    "A chunk size of zeros without end.",
                    text(CHUNKED),
                    new Repeat(Step.bytes("0".repeat(16_000)), Long.MAX_VALUE, Part.BODY)),
            fault("chunk-tiny", "No fault: the chunks are of one byte.", text(CHUNKED), body(tiny() + "0\r\n\r\n")),
            fault(
                    "truncated-trailers",
                    "The connection is closed in the middle of the trailers.",
                    text(CHUNKED),
                    body(SIZE + "\r\n" + PAGE + "\r\n0\r\nX-Trai"),
                    CLOSE),
            broken(
                    "transfer-unknown",
                    "A transfer coding that nobody knows.",
                    HTML + "Transfer-Encoding: x-unheard-of\r\n",
                    PAGE),
            broken(
                    "transfer-not-last",
                    "A transfer coding after chunked.",
                    HTML + "Transfer-Encoding: chunked, identity\r\n",
                    CHUNKS),
            broken("transfer-twice", "Chunked twice.", HTML + "Transfer-Encoding: chunked, chunked\r\n", CHUNKS),
            broken(
                    "transfer-http-1.0",
                    "Chunks in an HTTP/1.0 response.",
                    HTML.replace("HTTP/1.1", "HTTP/1.0") + "Transfer-Encoding: chunked\r\n",
                    CHUNKS),
            page("transfer-case", "No fault: chunked in capitals.", HTML + "transfer-encoding: CHUNKED\r\n", CHUNKS),

            // Heads
            page(
                    "lines-before",
                    "No fault to speak of: empty lines before the status line.",
                    "\r\n\r\n" + HTML + LENGTH,
                    PAGE),
            broken("status-two-digits", "A status of two digits.", status("20"), PAGE),
            broken("status-four-digits", "A status of four digits.", status("2000"), PAGE),
            broken("status-zero", "The status is 000.", status("000"), PAGE),
            page(
                    "status-no-space",
                    "No fault to speak of: a status line that ends with the status.",
                    "HTTP/1.1 200\r\nContent-Type: text/html\r\n" + LENGTH,
                    PAGE),
            broken("status-spaces", "Two spaces before the status.", HTML.replace("1.1 ", "1.1  ") + LENGTH, PAGE),
            broken("version-case", "The version is http/1.1.", HTML.replace("HTTP", "http") + LENGTH, PAGE),
            broken(
                    "version-icy",
                    "The status line is ICY 200 OK, as of a radio station.",
                    HTML.replace("HTTP/1.1", "ICY") + LENGTH,
                    PAGE),
            broken("header-cr", "A header with a bare CR in its value.", HTML + "X-Header: a\rb\r\n" + LENGTH, PAGE),
            broken(
                    "header-space",
                    "White space between a header's name and its colon.",
                    HTML + "X-Header : value\r\n" + LENGTH,
                    PAGE),
            broken("header-nameless", "A header without a name.", HTML + ": value\r\n" + LENGTH, PAGE),
            broken(
                    "header-name-bad",
                    "A header with a space in its name.",
                    HTML + "X Header: value\r\n" + LENGTH,
                    PAGE),
            broken(
                    "header-folded-first",
                    "A line that goes on where there is no header yet.",
                    "HTTP/1.1 200 OK\r\n X-Header: value\r\n" + LENGTH,
                    PAGE),
            broken(
                    "length-folded",
                    "A Content-Length that goes on in the next line.",
                    HTML + "Content-Length:\r\n " + PAGE.length() + "\r\n",
                    PAGE),
            page("header-empty", "No fault: a header without a value.", HTML + "X-Header:\r\n" + LENGTH, PAGE),
            page(
                    "header-latin1",
                    "No fault to speak of: bytes beyond ASCII in a header.",
                    HTML + "X-Header: \u00fcml\u00e4ut\r\n" + LENGTH,
                    PAGE),
            page(
                    "header-large",
                    "No fault: a head of 48 KiB, which most limits allow.",
                    HTML + ("X-Header: " + "v".repeat(6000) + "\r\n").repeat(8) + LENGTH,
                    PAGE),
            page("headers-many", "No fault: 200 headers.", HTML + "X-Header: value\r\n".repeat(200) + LENGTH, PAGE),
            fault(
                    "continue",
                    "No fault: 100, which nobody waits for, and 103 come before the response.",
                    text(
                            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n"
                                    + SIZED),
                    body(PAGE)),
            fault("continue-only", "100 comes, and then nothing more.", text("HTTP/1.1 100 Continue\r\n\r\n"), STALL),
            fault(
                    "continue-close",
                    "100 comes, and the connection is closed.",
                    text("HTTP/1.1 100 Continue\r\n\r\n"),
                    CLOSE),
            fault(
                    "switching",
                    "101 to a protocol that nobody asked for.",
                    text("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x-unheard-of\r\nConnection: Upgrade\r\n\r\n"),
                    STALL),
            fault(
                    "chunked-204",
                    "A 204 with chunks.",
                    text("HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n"),
                    body(CHUNKS)),
            fault(
                    "chunked-304",
                    "A 304 that names chunks and has none, as it may.",
                    text("HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n")),
            fault(
                    "length-204",
                    "A 204 with a Content-Length and no body.",
                    text("HTTP/1.1 204 No Content\r\nContent-Length: 10\r\n\r\n")),

            // Connections
            fault(
                    "http-1.0-keep-alive",
                    "No fault: HTTP/1.0, and the connection stays open.",
                    text("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n" + LENGTH + "\r\n"),
                    body(PAGE)),
            fault(
                    "http-1.0-silent",
                    "HTTP/1.0 without keep-alive, and yet the connection stays open.",
                    text("HTTP/1.0 200 OK\r\n" + LENGTH + "\r\n"),
                    body(PAGE)),
            fault(
                    "close-announced",
                    "No fault: Connection: close, and so it is.",
                    text(HTML + "Connection: close\r\n" + LENGTH + "\r\n"),
                    body(PAGE),
                    CLOSE),
            fault(
                    "close-in-list",
                    "No fault: close among other options of the connection.",
                    text(HTML + "Connection: x-other , Close\r\n" + LENGTH + "\r\n"),
                    body(PAGE),
                    CLOSE),
            fault(
                    "close-not",
                    "Connection: close, and yet the connection stays open.",
                    text(HTML + "Connection: close\r\n" + LENGTH + "\r\n"),
                    body(PAGE)),
            fault(
                    "close-later",
                    "A whole page, and the connection is closed a moment later.",
                    text(SIZED),
                    body(PAGE),
                    new Step.Wait(Step.Wait.MOMENT),
                    CLOSE),
            page(
                    "close-on-reuse",
                    "A whole page; the next request on the connection finds it closed.",
                    HTML + LENGTH,
                    PAGE),
            page(
                    "reset-on-reuse",
                    "A whole page; the next request on the connection finds it reset.",
                    HTML + LENGTH,
                    PAGE),
            page(
                    "stall-on-reuse",
                    "A whole page; the next request on the connection is never answered.",
                    HTML + LENGTH,
                    PAGE),
            page(
                    "half-on-reuse",
                    "A whole page; the next answer on the connection breaks off in its head.",
                    HTML + LENGTH,
                    PAGE),
            fault(
                    "tls-truncated",
                    "A page without a length, cut short: over TLS the end comes without close_notify.",
                    text(HTML + "\r\n"),
                    body(PAGE.substring(0, PAGE.length() / 2)),
                    HANG_UP),
            fault(
                    "tls-no-close-notify",
                    "A whole page with a length: over TLS the end comes without close_notify.",
                    text(HTML + "Connection: close\r\n" + LENGTH + "\r\n"),
                    body(PAGE),
                    HANG_UP));

    private Http1Faults() {}

    /** Returns what the next request gets on a connection on which the page {@code name} was asked for; null: its answer. */
    static @Nullable Script onReuse(String name) {
        return switch (name) {
            case "close-on-reuse" -> Script.of(CLOSE);
            case "reset-on-reuse" -> Script.of(new Step.Reset());
            case "stall-on-reuse" -> Script.of(STALL);
            case "half-on-reuse" -> Script.of(text("HTTP/1.1 200 O"), CLOSE);
            default -> null;
        };
    }

    /** A whole answer, after which the connection is of use. */
    private static FaultPage page(String name, String sentence, String head, String body) {
        return fault(name, sentence, text(head + "\r\n"), body(body));
    }

    /** An answer after which nobody can know where the next one would begin. */
    private static FaultPage broken(String name, String sentence, String head, String body) {
        return fault(name, sentence, text(head + "\r\n"), body(body), CLOSE);
    }

    private static FaultPage fault(String name, String sentence, Step... steps) {
        Script script = Script.of(steps);
        return new FaultPage(name, "", sentence, visit -> visit.argument().isEmpty() ? script : null);
    }

    private static String status(String digits) {
        return HTML.replace("200", digits) + LENGTH;
    }

    private static String tiny() {
        StringBuilder chunks = new StringBuilder();
        PAGE.chars().forEach(c -> chunks.append("1\r\n").append((char) c).append("\r\n"));
        return chunks.toString();
    }
}
