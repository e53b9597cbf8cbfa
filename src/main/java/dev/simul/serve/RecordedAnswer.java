package dev.simul.serve;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcTruncationReason;

/**
 * A response as it was stored, byte by byte.
 *
 * @param head with the empty line at its end; ISO 8859-1
 * @param body without an owner
 * @param server how long it took until it began
 * @param spread how long the body took
 */
record RecordedAnswer(String head, ByteBuf body, WarcTruncationReason truncated, Duration server, Duration spread) {
    /** A field of ours: {@code server=12.3, body=4.5}, in milliseconds. */
    private static final String TIMING = "Simul-Timing";

    /** Pieces of a body that takes its time are so far apart at least. */
    private static final Duration PAUSE = Duration.ofMillis(10);

    private static final int MOST_PIECES = 100;
    private static final double LONGEST_MILLIS = 3_600_000;

    /**
     * Reads all of it.
     *
     * @param takesItsTime whether it is to take as long as it took, if the record says so
     * @throws IOException if it is not there, or has no head
     */
    static RecordedAnswer of(WarcRecord record, boolean takesItsTime) throws IOException {
        String timing = takesItsTime ? record.headers().first(TIMING).orElse("") : "";
        byte[] block = record.body().stream().readAllBytes();
        int end = endOfHead(block);
        return new RecordedAnswer(
                new String(block, 0, end, StandardCharsets.ISO_8859_1),
                Step.bytes(Arrays.copyOfRange(block, end, block.length)),
                record.truncated(),
                duration(timing, "server="),
                duration(timing, "body="));
    }

    private static int endOfHead(byte[] block) throws IOException {
        boolean lineIsEmpty = false;
        for (int i = 0; i < block.length; i++) {
            if (block[i] == '\n') {
                if (lineIsEmpty) return i + 1;
                lineIsEmpty = true;
            } else if (block[i] != '\r') {
                lineIsEmpty = false;
            }
        }
        throw new IOException("the response has no head");
    }

    private static Duration duration(String timing, String name) {
        for (String part : timing.split(",", 8)) {
            String text = part.strip();
            if (!text.startsWith(name)) continue;
            try {
                double millis = Double.parseDouble(text.substring(name.length()));
                if (millis >= 0 && millis <= LONGEST_MILLIS) return Duration.ofNanos((long) (millis * 1e6));
            } catch (NumberFormatException e) {
                return Duration.ZERO; // a field of somebody else
            }
        }
        return Duration.ZERO;
    }

    private boolean has(String name) {
        return head.toLowerCase(Locale.ROOT).contains("\n" + name + ":");
    }

    /** What broke off breaks off again; what took too long never ends. */
    Script script() {
        boolean isWhole = truncated == WarcTruncationReason.NOT_TRUNCATED;
        boolean hasLength = has("content-length") || has("transfer-encoding");
        String sent = head;
        if (!isWhole && !hasLength) { // else the end of the connection would make it whole
            sent = head.substring(0, head.lastIndexOf('\n', head.length() - 2) + 1) + "Content-Length: "
                    + (body.readableBytes() + 1L) + "\r\n\r\n";
        }
        List<Step> steps = new ArrayList<>(4);
        if (!server.isZero()) steps.add(new Step.Wait(server));
        steps.add(Step.text(sent));
        if (body.isReadable()) steps.add(bodyStep());
        if (truncated == WarcTruncationReason.TIME) {
            steps.add(new Step.Stall());
        } else if (!isWhole || (!hasLength && !isWithoutBody())) {
            steps.add(new Step.Close());
        }
        return new Script(steps);
    }

    private Step bodyStep() {
        int size = body.readableBytes();
        if (truncated == WarcTruncationReason.TIME) return Step.body(body); // its time is that of the wait for more
        int pieces = (int) Math.min(Math.min(spread.dividedBy(PAUSE), MOST_PIECES), size - 1L) + 1;
        if (pieces == 1) return Step.body(body);
        int pieceBytes = (size + pieces - 1) / pieces;
        return new Step.Drip(body, pieceBytes, spread.dividedBy(pieces - 1L), Step.Part.BODY);
    }

    /** 204 and 304 (RFC 9112, section 6.3). */
    private boolean isWithoutBody() {
        return head.startsWith(" 204", "HTTP/1.1".length()) || head.startsWith(" 304", "HTTP/1.1".length());
    }
}
