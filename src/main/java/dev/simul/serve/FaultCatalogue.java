package dev.simul.serve;

import static dev.simul.serve.Step.body;
import static dev.simul.serve.Step.text;

import dev.simul.serve.FaultPage.Answerer;
import dev.simul.serve.Step.Drip;
import dev.simul.serve.Step.Part;
import dev.simul.serve.Step.Repeat;
import dev.simul.serve.Step.Wait;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What can go wrong: one table, a line a fault. Names are stable; tests of clients refer to them. Further lines are told in
 * {@link Http1Faults} and {@link Http2Faults}, hosts in {@link HostFaults}.
 *
 * <p>Where nothing else is said, the connection stays open and usable after an answer. Over HTTP/2 an answer goes through a
 * {@link Gateway}.
 */
final class FaultCatalogue {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Step MOMENT_PASSES = new Wait(Wait.MOMENT);
    private static final Step STALL = new Step.Stall();
    private static final Step CLOSE = new Step.Close();
    private static final Step RESET = new Step.Reset();

    private static final String PAGE = """
            <!DOCTYPE html>
            <title>A page of the faults</title>
            <p>Whoever reads this has got it whole.</p>
            """;
    private static final String HTML = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
    private static final String CHUNKED = HTML + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String CHUNK = Integer.toHexString(PAGE.length()) + "\r\n" + PAGE + "\r\n";
    private static final String SIZED = sized(PAGE.length());
    private static final String REDIRECT = FaultFamilies.REDIRECT;

    /** A host that is a fault over TLS, whatever is asked for. */
    record TlsFault(String sentence, TlsManner manner) {}

    /** The pages that are told here. */
    private static final List<FaultPage> OWN = List.of(
            // Time
            fault(
                    "slow-head",
                    "The head comes a byte a second.",
                    new Drip(Step.bytes(SIZED), 1, SECOND, Part.HEAD),
                    body(PAGE)),
            fault(
                    "slow-body",
                    "The head comes at once, the body a byte a second.",
                    text(SIZED),
                    new Drip(Step.bytes(PAGE), 1, SECOND, Part.BODY)),
            fault("silence", "Nothing ever comes.", STALL),
            fault("stalled-head", "Half of the head comes, then nothing more.", text(HTML), STALL),
            fault(
                    "stalled-body",
                    "The head and half of the body come, then nothing more.",
                    text(sized(2L * PAGE.length())),
                    body(PAGE),
                    STALL),
            family("delay", "250ms", "A whole page comes after that time: ms, s or m.", FaultFamilies::delayed),
            fault(
                    "split",
                    "A whole page comes in packets of one byte, a millisecond apart.",
                    new Drip(Step.bytes(SIZED), 1, Duration.ofMillis(1), Part.HEAD),
                    new Drip(Step.bytes(PAGE), 1, Duration.ofMillis(1), Part.BODY)),

            // The connection ends
            fault("empty-reply", "The connection is closed before a byte of the answer.", CLOSE),
            fault("reset", "The connection is reset before a byte of the answer.", RESET),
            fault("close-in-head", "The connection is closed in the middle of the head.", text(HTML), CLOSE),
            fault(
                    "reset-in-head",
                    "The connection is reset in the middle of the head.",
                    text(HTML),
                    MOMENT_PASSES,
                    RESET),
            fault(
                    "reset-in-body",
                    "The connection is reset in the middle of the body.",
                    text(sized(2L * PAGE.length())),
                    body(PAGE),
                    MOMENT_PASSES,
                    RESET),
            fault(
                    "truncated",
                    "Content-Length promises 100 bytes more than come before the connection is closed.",
                    text(sized(PAGE.length() + 100)),
                    body(PAGE),
                    CLOSE),
            fault(
                    "truncated-chunked",
                    "The connection is closed without the last chunk.",
                    text(CHUNKED),
                    body(CHUNK),
                    CLOSE),
            fault(
                    "truncated-chunk",
                    "The connection is closed in the middle of a chunk.",
                    text(CHUNKED),
                    body("ffff\r\n" + PAGE),
                    CLOSE),
            fault(
                    "close-after",
                    "A whole page, and the connection is closed without a word before.",
                    text(SIZED),
                    body(PAGE),
                    CLOSE),
            fault(
                    "close-delimited",
                    "A whole page without a length, its end is the end of the connection.",
                    text(HTML + "\r\n"),
                    body(PAGE),
                    CLOSE),

            // Redirects
            redirect("redirect-self", "Redirects to itself.", "/redirect-self"),
            redirect("redirect-loop", "Redirects to a page that redirects back.", "/redirect-loop-back"),
            redirect("redirect-loop-back", "The other half of the loop.", "/redirect-loop"),
            family("redirects", "3", "Redirects so often, then there is a page.", FaultFamilies::redirects),
            fault("redirect-nowhere", "A redirect without Location.", text(REDIRECT + "\r\n")),
            redirect("redirect-empty", "A redirect with an empty Location, which is as good as none.", ""),
            redirect("redirect-bad", "A redirect to what is no URL.", "http://[::1/"),
            redirect("redirect-scheme", "A redirect to another scheme: ftp.", "ftp://127.0.0.1/file"),
            redirect("redirect-file", "A redirect to a file of the client.", "file:///etc/hostname"),
            redirect("redirect-twice", "A redirect with two Locations.", "/status/200\r\nLocation: /status/404"),
            family(
                    "redirect-relative",
                    "",
                    "A redirect to a relative reference with dots.",
                    RedirectFaults.to("nowhere/../redirect-relative/./here", "here")),
            family(
                    "redirect-protocol-relative",
                    "",
                    "A redirect to a reference without a scheme.",
                    RedirectFaults.to("//AUTHORITY/redirect-protocol-relative/here", "here")),
            family(
                    "redirect-space",
                    "",
                    "A redirect with a space in its Location.",
                    RedirectFaults.to("/redirect-space/over here", "over%20here")),
            family(
                    "redirect-unicode",
                    "",
                    "A redirect with UTF-8 in its Location.",
                    RedirectFaults.to("/redirect-unicode/caf\u00c3\u00a9", "caf%c3%a9")),
            family(
                    "redirect-latin1",
                    "",
                    "A redirect with ISO 8859-1 in its Location.",
                    RedirectFaults.to("/redirect-latin1/caf\u00e9", "caf%e9")),
            family(
                    "redirect-fragment",
                    "",
                    "A redirect with a fragment, which is not to be sent.",
                    RedirectFaults.to("/redirect-fragment/here#part", "here")),
            family(
                    "redirect-password",
                    "",
                    "A redirect with user and password, which are to be sent.",
                    RedirectFaults.withPassword("http://user:pass@AUTHORITY/redirect-password/here", "here")),
            family(
                    "redirect-cookie",
                    "",
                    "A redirect to http://elsewhere.test/ with a cookie that is not for there.",
                    RedirectFaults::cookieForOneHost),
            family(
                    "cookie-wall",
                    "",
                    "Sets a cookie and redirects to itself, until it comes.",
                    RedirectFaults::cookieWall),
            family("cookie-loop", "", "Sets ever new cookies and redirects to itself.", RedirectFaults::cookieLoop),
            family(
                    "cookie-foreign",
                    "",
                    "Sets a cookie for another host and redirects to itself, until it comes.",
                    RedirectFaults::cookieForeign),
            family(
                    "cookie-bomb",
                    "",
                    "Sets 60 cookies of 1000 bytes and redirects to itself; 431 if too much of it comes.",
                    RedirectFaults::cookieBomb),
            fault(
                    "refresh",
                    "A page with Refresh, which is no redirect.",
                    text(HTML + "Refresh: 0; url=/status/404\r\nContent-Length: " + PAGE.length() + "\r\n\r\n"),
                    body(PAGE)),

            // Lengths and chunks
            fault(
                    "length-longer",
                    "Content-Length promises 10 bytes more than come; the connection stays open.",
                    text(sized(PAGE.length() + 10)),
                    body(PAGE),
                    STALL),
            fault(
                    "length-shorter",
                    "Content-Length is 10 bytes less than what comes.",
                    text(sized(PAGE.length() - 10)),
                    body(PAGE)),
            fault(
                    "length-two",
                    "Two Content-Lengths that differ.",
                    text(HTML + "Content-Length: 5\r\nContent-Length: " + PAGE.length() + "\r\n\r\n"),
                    body(PAGE),
                    CLOSE),
            fault(
                    "length-and-chunked",
                    "Content-Length and Transfer-Encoding, as in request smuggling.",
                    text(HTML + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"),
                    body(CHUNK + "0\r\n\r\n"),
                    CLOSE),
            fault("length-negative", "Content-Length is -1.", text(sized(-1)), body(PAGE), CLOSE),
            fault(
                    "length-huge",
                    "Content-Length does not fit into 64 bits.",
                    text(HTML + "Content-Length: 99999999999999999999\r\n\r\n"),
                    body(PAGE),
                    CLOSE),
            fault(
                    "length-word",
                    "Content-Length is not a number.",
                    text(HTML + "Content-Length: many\r\n\r\n"),
                    body(PAGE),
                    CLOSE),
            fault("chunk-size-bad", "A chunk size is not a number.", text(CHUNKED), body("xyz\r\n" + PAGE), CLOSE),
            fault(
                    "chunk-size-overflow",
                    "A chunk size does not fit into 64 bits.",
                    text(CHUNKED),
                    body("fffffffffffffffff\r\n" + PAGE),
                    CLOSE),
            fault("chunk-size-negative", "A chunk size is -1.", text(CHUNKED), body("-1\r\n" + PAGE), CLOSE),
            fault(
                    "chunk-no-end",
                    "The data of a chunk is longer than its size says.",
                    text(CHUNKED),
                    body("5\r\n" + PAGE + "\r\n0\r\n\r\n"),
                    CLOSE),
            fault(
                    "chunk-extension-bomb",
                    "The extension of a chunk does not end.",
                    text(CHUNKED),
                    body("1;"),
                    forever("extension;", Part.BODY)),
            fault(
                    "trailer-bomb",
                    "The trailers after the last chunk do not end.",
                    text(CHUNKED),
                    body(CHUNK + "0\r\n"),
                    forever("X-Trailer: value\r\n", Part.BODY)),
            fault("endless-body", "The chunks do not end.", text(CHUNKED), forever(CHUNK, Part.BODY)),
            fault(
                    "endless-length",
                    "Content-Length is the largest there is, and the body really comes.",
                    text(sized(Long.MAX_VALUE)),
                    forever(PAGE, Part.BODY)),
            fault(
                    "extra-bytes",
                    "More bytes after the end of a whole page, which are no response.",
                    text(SIZED),
                    body(PAGE + "more bytes\r\n")),
            fault("extra-response", "A second response that nobody asked for.", text(SIZED), body(PAGE + SIZED + PAGE)),

            // Content codings
            answer("gzip", "No fault: a page under gzip.", Coded.gzip(PAGE).labelled("gzip")),
            answer(
                    "deflate",
                    "No fault: a page under deflate.",
                    Coded.zlib(PAGE).labelled("deflate")),
            answer(
                    "deflate-raw",
                    "A page under deflate without the zlib format, as some servers have it.",
                    Coded.rawDeflate(PAGE).labelled("deflate")),
            answer("gzip-bomb", "A mebibyte of gzip that unfolds to a gibibyte.", Bombs.gzip()),
            answer("deflate-bomb", "A mebibyte of deflate that unfolds to a gibibyte.", Bombs.zlib()),
            answer(
                    "gzip-broken",
                    "A gzip stream that is invalid from its first block on.",
                    Coded.gzip(PAGE).brokenAt(10).labelled("gzip")),
            answer(
                    "gzip-checksum",
                    "A gzip stream whose checksum is wrong.",
                    Coded.gzip(PAGE).withWrongChecksum().labelled("gzip")),
            answer(
                    "gzip-truncated",
                    "A gzip stream that ends in the middle, in a whole response.",
                    Coded.gzip(PAGE).truncated().labelled("gzip")),
            answer(
                    "gzip-trailer",
                    "A gzip stream with other bytes after its end.",
                    Coded.gzip(PAGE).with("trailing bytes").labelled("gzip")),
            answer(
                    "gzip-not",
                    "Content-Encoding says gzip, the body is plain.",
                    Coded.plain(PAGE).labelled("gzip")),
            answer(
                    "gzip-members",
                    "No fault: a page in two members of gzip.",
                    Coded.gzip(PAGE).with(Coded.gzip(PAGE)).labelled("gzip")),
            answer("br", "No fault: a page under br.", Coded.brotli(PAGE).labelled("br")),
            answer("br-bomb", "809 bytes of br that unfold to a gibibyte.", Bombs.brotli()),
            answer(
                    "br-broken",
                    "A br stream that is invalid from its first bit on.",
                    Coded.brotli(PAGE).brokenAt(0).labelled("br")),
            answer(
                    "br-truncated",
                    "A br stream that ends in the middle, in a whole response.",
                    Coded.brotli(PAGE).truncated().labelled("br")),
            answer(
                    "br-trailer",
                    "A br stream with other bytes after its end.",
                    Coded.brotli(PAGE).with("trailing bytes").labelled("br")),
            answer("zstd", "No fault: a page under zstd.", Coded.zstd(PAGE).labelled("zstd")),
            answer("zstd-bomb", "32 KiB of zstd that unfold to a gibibyte.", Bombs.zstd()),
            answer(
                    "zstd-broken",
                    "A zstd stream that does not begin as one.",
                    Coded.zstd(PAGE).brokenAt(0).labelled("zstd")),
            answer(
                    "zstd-truncated",
                    "A zstd stream that ends in the middle, in a whole response.",
                    Coded.zstd(PAGE).truncated().labelled("zstd")),
            answer(
                    "zstd-window",
                    "A zstd stream that wants a window of 16 MiB, twice as large as allowed over HTTP.",
                    Coded.zstd(PAGE, 24).labelled("zstd")),
            answer(
                    "zstd-trailer",
                    "A zstd stream with other bytes after its end.",
                    Coded.zstd(PAGE).with("trailing bytes").labelled("zstd")),
            answer(
                    "zstd-frames",
                    "No fault: a page in two frames of zstd, with one to skip between them.",
                    Coded.zstd(PAGE)
                            .withZstdSkipped("skip this")
                            .with(Coded.zstd(PAGE))
                            .labelled("zstd")),
            answer(
                    "coding-twice",
                    "No fault: a page under gzip, and that under br.",
                    Coded.gzipInBrotli(PAGE).labelled("gzip, br")),
            answer(
                    "coding-bomb",
                    "32 KiB of zstd that unfold to a gibibyte of gzip, and that to nothing.",
                    Bombs.gzipInZstd()),
            answer(
                    "coding-many",
                    "Six content codings, one inside the other.",
                    Coded.plain(PAGE).labelled("gzip, gzip, gzip, gzip, gzip, gzip")),
            answer(
                    "coding-unknown",
                    "A content coding that nobody knows.",
                    Coded.gzip(PAGE).labelled("x-unheard-of")),

            // Heads
            fault("header-bomb", "The headers do not end.", text(HTML), forever("X-Header: value\r\n", Part.HEAD)),
            fault(
                    "header-endless",
                    "One header does not end.",
                    text(HTML + "X-Header: "),
                    forever("value ", Part.HEAD)),
            fault(
                    "status-line-endless",
                    "The status line does not end.",
                    text("HTTP/1.1 200 "),
                    forever("OK ", Part.HEAD)),
            fault("head-no-end", "The empty line after the headers never comes.", text(HTML), body(PAGE), STALL),
            fault("not-http", "The server speaks SSH.", text("SSH-2.0-OpenSSH_9.6\r\n"), STALL),
            fault("http-0.9", "A page without a head, as HTTP/0.9 had it.", text(PAGE), CLOSE),
            fault("http-1.0", "No fault: an HTTP/1.0 response.", text("HTTP/1.0 200 OK\r\n\r\n"), body(PAGE), CLOSE),
            fault(
                    "version-bad",
                    "The version is HTTP/3.7.",
                    text(SIZED.replaceFirst("HTTP/1.1", "HTTP/3.7")),
                    body(PAGE),
                    CLOSE),
            fault(
                    "status-bad",
                    "The status is not a number.",
                    text(SIZED.replaceFirst("200", "2x0")),
                    body(PAGE),
                    CLOSE),
            fault(
                    "reason-none",
                    "No fault: a status line without a reason.",
                    text(SIZED.replaceFirst("200 OK", "200 ")),
                    body(PAGE)),
            fault("line-feeds", "Lines end with LF alone.", text(SIZED.replace("\r\n", "\n")), body(PAGE)),
            fault(
                    "header-no-colon",
                    "A header without a colon.",
                    text(HTML + "X-Header value\r\nContent-Length: " + PAGE.length() + "\r\n\r\n"),
                    body(PAGE)),
            fault(
                    "header-folded",
                    "A header that goes on in the next line.",
                    text(HTML + "X-Header: one\r\n two\r\nContent-Length: " + PAGE.length() + "\r\n\r\n"),
                    body(PAGE)),
            fault(
                    "header-nul",
                    "A header with a NUL in its value.",
                    text(HTML + "X-Header: a\0b\r\nContent-Length: " + PAGE.length() + "\r\n\r\n"),
                    body(PAGE)),
            fault(
                    "early-hints",
                    "No fault: 103 comes before the response.",
                    text("HTTP/1.1 103 Early Hints\r\n\r\n" + SIZED),
                    body(PAGE)),
            fault(
                    "informational-flood",
                    "Responses of status 102 do not end.",
                    forever("HTTP/1.1 102 Processing\r\n\r\n", Part.HEAD)),
            fault("body-204", "A 204 with a body.", text(SIZED.replaceFirst("200 OK", "204 No Content")), body(PAGE)),
            fault("body-304", "A 304 with a body.", text(SIZED.replaceFirst("200 OK", "304 Not Modified")), body(PAGE)),

            // Texts
            page(
                    "title-escapes",
                    "A title with terminal escapes and other control characters.",
                    "\033[2J\033[31mred\007\b\033]0;owned\033\\"),
            page("title-huge", "A title of a mebibyte.", "x".repeat(1 << 20)),
            page("title-bidi", "A title that turns the direction of writing around.", "abc\u202egnp.exe"),
            fault(
                    "header-escapes",
                    "Headers with terminal escapes.",
                    text("HTTP/1.1 200 \033[31mOK\r\nContent-Type: text/\033[2Jhtml\r\nContent-Length: " + PAGE.length()
                            + "\r\n\r\n"),
                    body(PAGE)),

            // Statuses
            family("status", "404", "A page with that status, 200 to 999.", FaultFamilies::status),
            family("flaky", "2", "So many times 503, then a page; counted for each URL.", FaultFamilies::flaky),
            family("busy", "1", "429 with Retry-After of so many seconds, then a page.", FaultFamilies::busy),
            answer(
                    "down",
                    "503 with Retry-After in a year long past.",
                    Script.of(
                            text(
                                    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Length: 0\r\n\r\n"))));

    /** Every page, in the order of the index. */
    static final List<FaultPage> PAGES = Stream.of(OWN, Http1Faults.PAGES, Http2Faults.PAGES)
            .flatMap(List::stream)
            .toList();

    /** The hosts that are faults over TLS, in the order of the index. */
    static final Map<String, TlsFault> TLS_HOSTS = tlsHosts();

    private FaultCatalogue() {}

    private static Map<String, TlsFault> tlsHosts() {
        Map<String, TlsFault> hosts = new LinkedHashMap<>();
        hosts.put("expired.tls.test", new TlsFault("The certificate ended yesterday.", TlsManner.EXPIRED));
        hosts.put("wrong-host.tls.test", new TlsFault("The certificate is for another host.", TlsManner.WRONG_HOST));
        hosts.put("untrusted.tls.test", new TlsFault("The authority is not the server's.", TlsManner.UNTRUSTED));
        hosts.put("garbage.tls.test", new TlsFault("What comes is not TLS.", TlsManner.GARBAGE));
        hosts.put("silent.tls.test", new TlsFault("The handshake is never answered.", TlsManner.SILENT));
        hosts.put("closed.tls.test", new TlsFault("The connection is closed in the handshake.", TlsManner.CLOSED));
        hosts.put("stalled.tls.test", new TlsFault("The handshake stops in the middle.", TlsManner.STALLED));
        hosts.put("alert.tls.test", new TlsFault("The handshake is refused with an alert.", TlsManner.ALERT));
        hosts.put(
                "early.tls.test",
                new TlsFault("A response comes before the request, and the connection is closed.", TlsManner.EARLY));
        hosts.put("tls12.tls.test", new TlsFault("No fault: TLS 1.2 and no other version.", TlsManner.TLS_1_2));
        hosts.put("tls13.tls.test", new TlsFault("No fault: TLS 1.3 and no other version.", TlsManner.TLS_1_3));
        hosts.put("no-alpn.tls.test", new TlsFault("No fault: ALPN is not answered.", TlsManner.NO_ALPN));
        return Collections.unmodifiableMap(hosts);
    }

    /** The head of a page whose length is said to be {@code bytes}. */
    private static String sized(long bytes) {
        return HTML + "Content-Length: " + bytes + "\r\n\r\n";
    }

    private static FaultPage fault(String name, String sentence, Step... steps) {
        return answer(name, sentence, Script.of(steps));
    }

    private static FaultPage answer(String name, String sentence, Script script) {
        return family(name, "", sentence, visit -> visit.argument().isEmpty() ? script : null);
    }

    private static FaultPage family(String name, String argument, String sentence, Answerer answerer) {
        return new FaultPage(name, argument, sentence, answerer);
    }

    private static FaultPage redirect(String name, String sentence, String location) {
        return fault(name, sentence, text(REDIRECT + "Location: " + location + "\r\n\r\n"));
    }

    private static FaultPage page(String name, String sentence, String title) {
        return family(name, "", sentence, visit -> HtmlPage.small(visit.request(), 200, title, ""));
    }

    private static Step forever(String text, Part part) {
        String block = text.repeat(16 * 1024 / text.length());
        return new Repeat(Step.bytes(block), Long.MAX_VALUE, part);
    }
}
