package dev.simul.serve;

import static dev.simul.serve.Frames.CONTINUATION;
import static dev.simul.serve.Frames.DATA;
import static dev.simul.serve.Frames.END_HEADERS;
import static dev.simul.serve.Frames.END_STREAM;
import static dev.simul.serve.Frames.HEADERS;
import static dev.simul.serve.Frames.INTERNAL_ERROR;
import static dev.simul.serve.Frames.NO_ERROR;
import static dev.simul.serve.Frames.PADDED;
import static dev.simul.serve.Frames.PRIORITY;
import static dev.simul.serve.Frames.PUSH_PROMISE;
import static dev.simul.serve.Frames.REFUSED_STREAM;
import static dev.simul.serve.Frames.WINDOW_UPDATE;
import static dev.simul.serve.Frames.block;
import static dev.simul.serve.Frames.data;
import static dev.simul.serve.Frames.forever;
import static dev.simul.serve.Frames.head;
import static dev.simul.serve.Frames.lastData;
import static dev.simul.serve.Frames.onConnection;
import static dev.simul.serve.Frames.onStream;
import static dev.simul.serve.Frames.reset;
import static dev.simul.serve.Frames.settings;

import dev.simul.serve.FaultPage.Visit;
import dev.simul.serve.Step.GoAway.Last;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;

/**
 * The part of the {@link FaultCatalogue} that only HTTP/2 (RFC 9113) has. Over HTTP/1.1 its pages are answered with 505 and say
 * what they are.
 */
final class Http2Faults {
    private static final int HEADER_TABLE_SIZE = 1;
    private static final int MAX_CONCURRENT_STREAMS = 3;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int MAX_FRAME_BYTES = 16 * 1024; // where the client allows no more (section 6.5.2)
    private static final int LARGEST_WINDOW = Integer.MAX_VALUE;

    private static final String TEXT = "<!DOCTYPE html>\n<title>A page of the faults</title>\n<p>Whole.</p>\n";
    private static final Step OK = head(":status", "200", "content-type", "text/html");
    private static final Step BODY = lastData(TEXT);
    private static final Step STALL = new Step.Stall();
    private static final Step MOMENT_PASSES = new Step.Wait(Step.Wait.MOMENT);
    private static final Step HANG_UP = new Step.HangUp();

    static final List<FaultPage> PAGES = List.of(
            // Streams and connections that end
            first(
                    "h2-goaway",
                    "GOAWAY says that this request was not processed; asked again, there is a page.",
                    new Step.GoAway(Last.BEFORE, NO_ERROR)),
            fault(
                    "h2-goaway-graceful",
                    "GOAWAY in two steps around a page, then the connection is closed in order.",
                    new Step.GoAway(Last.ANY, NO_ERROR),
                    OK,
                    BODY,
                    new Step.GoAway(Last.THIS, NO_ERROR)),
            fault(
                    "h2-goaway-error",
                    "GOAWAY with INTERNAL_ERROR in the middle of the body, then the connection is closed.",
                    OK,
                    data(TEXT),
                    new Step.GoAway(Last.THIS, INTERNAL_ERROR),
                    MOMENT_PASSES,
                    HANG_UP),
            first("h2-refused", "The stream is refused; asked again, there is a page.", reset(REFUSED_STREAM)),
            fault("h2-rst", "The stream is reset before the head.", reset(INTERNAL_ERROR)),
            fault(
                    "h2-rst-in-body",
                    "The stream is reset in the middle of the body.",
                    OK,
                    data(TEXT),
                    reset(INTERNAL_ERROR)),
            fault(
                    "h2-no-error-rst",
                    "A whole page, then the stream is reset with NO_ERROR.",
                    OK,
                    BODY,
                    reset(NO_ERROR)),
            fault(
                    "h2-rst-cut",
                    "The stream is reset with NO_ERROR in the middle of the body.",
                    OK,
                    data(TEXT),
                    reset(NO_ERROR)),
            http1Only(),
            fault(
                    "h2-close",
                    "The connection is closed in the middle of the body, without GOAWAY.",
                    OK,
                    data(TEXT),
                    MOMENT_PASSES,
                    HANG_UP),
            fault("h2-silent", "Nothing ever comes on this stream; others are answered.", STALL),
            fault("h2-stall", "The head comes and half of the body, then nothing more.", OK, data(TEXT), STALL),

            // Floods
            fault(
                    "h2-continuation-flood",
                    "A head in CONTINUATION frames that do not end.",
                    onStream(HEADERS, 0, block(":status", "200")),
                    forever(onStream(CONTINUATION, 0, block("x-header", "v".repeat(4000))))),
            fault(
                    "h2-empty-continuation-flood",
                    "A head in CONTINUATION frames that are empty and do not end.",
                    onStream(HEADERS, 0, block(":status", "200")),
                    forever(onStream(CONTINUATION, 0, Unpooled.EMPTY_BUFFER))),
            fault(
                    "h2-header-bomb",
                    "A frame of 12 KiB that unfolds to a head of 32 MiB.",
                    onStream(HEADERS, END_HEADERS, bomb()),
                    BODY,
                    new Step.GoAway(Last.THIS, NO_ERROR)),
            fault(
                    "h2-header-large",
                    "A head of 48 KiB, which most limits allow.",
                    onStream(HEADERS, 0, block(":status", "200", "x-a", "a".repeat(15_000))),
                    onStream(CONTINUATION, 0, block("x-b", "b".repeat(15_000))),
                    onStream(CONTINUATION, END_HEADERS, block("x-c", "c".repeat(15_000))),
                    BODY),
            fault("h2-settings-flood", "SETTINGS without end.", forever(settings(INITIAL_WINDOW_SIZE, 65_535))),
            fault("h2-ping-flood", "PING without end.", forever(Frames.ping())),
            fault("h2-empty-data-flood", "Empty DATA frames without end.", OK, forever(data(""))),
            fault("h2-priority-flood", "PRIORITY without end.", OK, forever(priority())),
            fault(
                    "h2-window-update-flood",
                    "WINDOW_UPDATE by one byte without end.",
                    OK,
                    forever(windowUpdate(false, 1))),
            fault("h2-1xx-flood", "Interim responses of status 103 without end.", forever(head(":status", "103"))),

            // What a client must not take
            fault(
                    "h2-bad-hpack",
                    "A header block that cannot be decoded.",
                    onStream(
                            HEADERS,
                            END_HEADERS | END_STREAM,
                            Unpooled.buffer(1).writeByte(0x80))),
            fault(
                    "h2-frame-too-large",
                    "A frame larger than the client allows, unless that is a mebibyte.",
                    OK,
                    onStream(DATA, END_STREAM, Unpooled.wrappedBuffer(new byte[(1 << 20) + 1]))),
            fault(
                    "h2-ping-short",
                    "A PING of 7 bytes.",
                    onConnection(Frames.PING, 0, Unpooled.wrappedBuffer(new byte[7])),
                    OK,
                    BODY),
            fault("h2-length-longer", "content-length is 10 more than the DATA.", sized(TEXT.length() + 10), BODY),
            fault("h2-length-shorter", "content-length is 10 less than the DATA.", sized(TEXT.length() - 10), BODY),
            fault(
                    "h2-length-mismatch",
                    "content-length says 5, and there is no DATA at all.",
                    onStream(HEADERS, END_HEADERS | END_STREAM, block(":status", "200", "content-length", "5"))),
            fault(
                    "h2-uppercase-header",
                    "A field name with an upper-case letter.",
                    head(":status", "200", "X-Header", "value"),
                    BODY),
            fault(
                    "h2-connection-header",
                    "A field that is about a connection of HTTP/1.1.",
                    head(":status", "200", "connection", "close"),
                    BODY),
            fault(
                    "h2-transfer-encoding",
                    "A transfer coding.",
                    head(":status", "200", "transfer-encoding", "chunked"),
                    BODY),
            fault("h2-no-status", "A head without :status.", head("content-type", "text/html"), BODY),
            fault("h2-two-status", "A head with two :status.", head(":status", "200", ":status", "404"), BODY),
            fault(
                    "h2-status-late",
                    ":status after a field.",
                    head("content-type", "text/html", ":status", "200"),
                    BODY),
            fault("h2-status-bad", "A :status that is no number.", head(":status", "2x0"), BODY),
            fault(
                    "h2-status-101",
                    "101 Switching Protocols, which HTTP/2 does not have.",
                    head(":status", "101"),
                    BODY),
            fault("h2-pseudo-unknown", "A pseudo-field that nobody knows.", head(":status", "200", ":what", "x"), BODY),
            fault("h2-pseudo-request", "A pseudo-field of requests.", head(":status", "200", ":path", "/"), BODY),
            fault(
                    "h2-pseudo-trailer",
                    "A pseudo-field in the trailers.",
                    OK,
                    data(TEXT),
                    onStream(HEADERS, END_HEADERS | END_STREAM, block(":status", "200"))),
            fault(
                    "h2-header-newline",
                    "A field value with CR LF in it.",
                    head(":status", "200", "x-header", "a\r\nx-other: b"),
                    BODY),
            fault("h2-data-first", "DATA before the head.", BODY),
            fault(
                    "h2-1xx-end",
                    "An interim response that ends the stream.",
                    onStream(HEADERS, END_HEADERS | END_STREAM, block(":status", "103"))),
            fault(
                    "h2-interleaved",
                    "DATA in the middle of a head.",
                    onStream(HEADERS, 0, block(":status", "200")),
                    data(TEXT)),
            fault(
                    "h2-push",
                    "PUSH_PROMISE, whether the client allows it or not, and a page.",
                    onStream(PUSH_PROMISE, END_HEADERS, promise()),
                    OK,
                    BODY),
            fault("h2-stream-zero", "DATA on stream 0.", OK, onConnection(DATA, 0, Frames.text(TEXT))),
            fault(
                    "h2-flow-violation",
                    "DATA without end that takes no notice of the client's windows.",
                    OK,
                    forever(onStream(DATA, 0, Unpooled.wrappedBuffer(new byte[MAX_FRAME_BYTES])))),
            fault(
                    "h2-window-overflow",
                    "WINDOW_UPDATE beyond the largest window there can be.",
                    windowUpdate(false, LARGEST_WINDOW),
                    OK,
                    BODY),
            fault(
                    "h2-window-overflow-stream",
                    "The same on the stream alone.",
                    windowUpdate(true, LARGEST_WINDOW),
                    OK,
                    BODY),
            fault("h2-window-update-zero", "WINDOW_UPDATE by nothing.", windowUpdate(true, 0), OK, BODY),
            fault(
                    "h2-padding-too-long",
                    "A frame whose padding is longer than itself.",
                    OK,
                    onStream(DATA, PADDED, Frames.text("\u00ffshort"))),

            // What it must take
            fault(
                    "h2-window-zero",
                    "The client may send no body from now on, and gets a page.",
                    settings(INITIAL_WINDOW_SIZE, 0),
                    OK,
                    BODY),
            fault(
                    "h2-max-streams-1",
                    "The client may have one stream at once from now on, and gets a page.",
                    settings(MAX_CONCURRENT_STREAMS, 1),
                    OK,
                    BODY),
            fault(
                    "h2-table-zero",
                    "The client must empty its table of header fields, and gets a page.",
                    settings(HEADER_TABLE_SIZE, 0),
                    OK,
                    BODY),
            fault(
                    "h2-unknown-frame",
                    "No fault: frames of an unknown type around a page.",
                    onConnection(0x42, 0xff, Frames.text("anything")),
                    OK,
                    onStream(0x43, 0xff, Frames.text("else")),
                    BODY),
            fault(
                    "h2-unknown-setting",
                    "No fault: SETTINGS of an unknown identifier before a page.",
                    settings(0xfafa, 1),
                    OK,
                    BODY),
            fault(
                    "h2-trailers",
                    "No fault: a page with trailers.",
                    OK,
                    data(TEXT),
                    onStream(HEADERS, END_HEADERS | END_STREAM, block("x-trailer", "value"))),
            fault(
                    "h2-1xx",
                    "No fault: 103 before the response.",
                    head(":status", "103", "link", "</style.css>; rel=preload"),
                    sized(TEXT.length()),
                    BODY),
            fault(
                    "h2-padding",
                    "No fault: all frames are padded, which counts for the windows.",
                    onStream(HEADERS, PADDED | END_HEADERS, padded(block(":status", "200"), 100)),
                    onStream(DATA, PADDED, padded(Frames.text(TEXT), 255)),
                    onStream(DATA, PADDED | END_STREAM, padded(Unpooled.EMPTY_BUFFER, 0))),
            fault(
                    "h2-priority",
                    "No fault: PRIORITY, which has no meaning any more, before a page.",
                    priority(),
                    OK,
                    BODY),
            fault(
                    "h2-continuation",
                    "No fault: a head in many CONTINUATION frames.",
                    onStream(HEADERS, 0, block(":status", "200")),
                    onStream(CONTINUATION, 0, block("x-one", "1")),
                    onStream(CONTINUATION, 0, Unpooled.EMPTY_BUFFER),
                    onStream(CONTINUATION, END_HEADERS, block("content-type", "text/html")),
                    BODY),
            fault("h2-empty-end", "No fault: the end comes in an empty DATA frame.", OK, data(TEXT), lastData("")));

    private Http2Faults() {}

    private static FaultPage fault(String name, String sentence, Step... steps) {
        Script script = Script.of(steps);
        return page(name, sentence, visit -> visit.request().isHttp2() ? script : needsHttp2(visit, sentence));
    }

    /** A fault that is over when the URL is asked for again. */
    private static FaultPage first(String name, String sentence, Step... steps) {
        Script script = Script.of(steps);
        return page(name, sentence, visit -> {
            if (!visit.request().isHttp2()) return needsHttp2(visit, sentence);
            return visit.earlier() == 0 ? script : whole(visit);
        });
    }

    private static FaultPage http1Only() {
        Script script = Script.of(reset(Frames.HTTP_1_1_REQUIRED));
        return page(
                "h2-http1-required",
                "The stream is reset: this is to be asked by HTTP/1.1, where there is a page.",
                visit -> visit.request().isHttp2() ? script : whole(visit));
    }

    private static FaultPage page(String name, String sentence, FaultPage.Answerer answerer) {
        return new FaultPage(name, "", sentence, visit -> visit.argument().isEmpty() ? answerer.answer(visit) : null);
    }

    private static Script needsHttp2(Visit visit, String sentence) {
        return HtmlPage.small(visit.request(), 505, "This needs HTTP/2", "<p>" + HtmlPage.escape(sentence) + "</p>\n");
    }

    private static Script whole(Visit visit) {
        return HtmlPage.small(visit.request(), 200, "A page of the faults", "<p>Whole.</p>\n");
    }

    private static Step sized(int length) {
        return head(":status", "200", "content-type", "text/html", "content-length", Integer.toString(length));
    }

    private static Step.Frame priority() {
        return onStream(PRIORITY, 0, Unpooled.buffer(5).writeInt(0).writeByte(15));
    }

    private static Step.Frame windowUpdate(boolean ofStream, int increment) {
        ByteBuf payload = Unpooled.buffer(4).writeInt(increment);
        return ofStream ? onStream(WINDOW_UPDATE, 0, payload) : onConnection(WINDOW_UPDATE, 0, payload);
    }

    private static ByteBuf promise() {
        ByteBuf request = block(":method", "GET", ":scheme", "http", ":path", "/pushed", ":authority", "pushed.test");
        return Unpooled.buffer().writeInt(2).writeBytes(request);
    }

    private static ByteBuf padded(ByteBuf content, int padding) {
        return Unpooled.buffer()
                .writeByte(padding)
                .writeBytes(content.duplicate())
                .writeZero(padding);
    }

    /** Puts a large field into the client's table, whose size is the usual one again, and refers to it 8192 times. */
    private static ByteBuf bomb() {
        ByteBuf block = Unpooled.buffer();
        block.writeBytes(block(":status", "200"));
        block.writeByte(0x40); // RFC 7541, section 6.2.1
        Frames.string(block, "x-bomb");
        Frames.string(block, "b".repeat(4000));
        for (int i = 0; i < 8192; i++) block.writeByte(0x80 | 62); // section 6.1: the newest entry of the table
        return block;
    }
}
