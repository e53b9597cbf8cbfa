package dev.simul.serve;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * An HTML page with a title, a passage of prose, and an end.
 *
 * @param title as text, not yet escaped
 * @param end HTML after the passage
 */
record HtmlPage(String title, Prose.Passage passage, String end) {
    private static final int MIN_BYTES = 2 * 1024;
    private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff}; // RFC 1952

    /** Draws a page of 2 to 80 KiB, as often of 2 to 4 as of 40 to 80: 21 KiB on average. */
    static HtmlPage draw(String title, Draw draw, String end) {
        double ratio = (double) Prose.MAX_PASSAGE_BYTES / MIN_BYTES;
        int bytes = (int) (MIN_BYTES * Math.pow(ratio, draw.fraction()));
        return new HtmlPage(title, Prose.Passage.draw(draw, bytes), end);
    }

    /** A page of one sentence or so. */
    static Script small(Request request, int status, String title, String html) {
        byte[] body = (beginning(title) + html + "</body>\n</html>\n").getBytes(StandardCharsets.UTF_8);
        return Script.of(
                ResponseHead.answering(request, status)
                        .html()
                        .length(body.length)
                        .step(),
                Step.body(body));
    }

    /** The page as the answer to {@code request}, compressed where that is welcome. */
    Script answer(Request request, int status) {
        byte[] before = beginning(title).getBytes(StandardCharsets.UTF_8);
        byte[] after = (end + "</body>\n</html>\n").getBytes(StandardCharsets.UTF_8);
        ResponseHead head = ResponseHead.answering(request, status).html().with("Vary", "Accept-Encoding");
        return request.acceptsGzip() ? gzip(head, before, after) : plain(head, before, after);
    }

    /** Escapes text for an element or a quoted attribute. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private Script plain(ResponseHead head, byte[] before, byte[] after) {
        int length = before.length + passage.plainBytes() + after.length;
        return Script.of(head.length(length).step(), Step.body(before), Step.body(passage.plain()), Step.body(after));
    }

    /** One gzip member: what changes from page to page stands in stored blocks, the passage is compressed already. */
    private Script gzip(ResponseHead head, byte[] before, byte[] after) {
        CRC32 checksum = new CRC32();
        checksum.update(before);
        passage.addTo(checksum);
        checksum.update(after);
        ByteBuf first =
                Step.bytes(new byte[GZIP_HEADER.length + 5 + before.length]).clear();
        first.writeBytes(GZIP_HEADER);
        storedBlock(first, before, false);
        ByteBuf last = Step.bytes(new byte[5 + after.length + 8]).clear();
        storedBlock(last, after, true);
        last.writeIntLE((int) checksum.getValue());
        last.writeIntLE(before.length + passage.plainBytes() + after.length);
        int length = first.readableBytes() + passage.deflatedBytes() + last.readableBytes();
        return Script.of(
                head.with("Content-Encoding", "gzip").length(length).step(),
                Step.body(first),
                Step.body(passage.deflated()),
                Step.body(last));
    }

    /** RFC 1951, section 3.2.4. */
    private static void storedBlock(ByteBuf out, byte[] bytes, boolean isFinal) {
        out.writeByte(isFinal ? 1 : 0);
        out.writeShortLE(bytes.length);
        out.writeShortLE(~bytes.length);
        out.writeBytes(bytes);
    }

    private static String beginning(String title) {
        String text = escape(title);
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>" + text
                + "</title>\n</head>\n<body>\n<h1>" + text + "</h1>\n";
    }
}
