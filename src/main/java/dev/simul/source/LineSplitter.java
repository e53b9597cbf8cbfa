package dev.simul.source;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Splits the bytes of one source into lines and decodes them; where the chunks end makes no difference.
 *
 * <p>Holds at most {@link #MAX_LINE_BYTES} of a line, however long it is. White space at the edges is cut before anything
 * is measured, so that neither the CR of a CRLF nor a gigabyte of blanks counts as a part of the line.
 */
final class LineSplitter {
    static final int MAX_LINE_BYTES = 64 * 1024;

    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** Takes each line that is neither blank nor a comment. */
    interface Lines {
        void line(String text, long number, @Nullable String defect) throws InterruptedException;
    }

    private final Lines lines;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private CharBuffer chars = CharBuffer.allocate(256);

    /** How many bytes of a BOM the source began with so far; all of its length once that is decided. */
    private int bomBytes;

    private boolean bomDecided;

    private long finishedLines;

    /** The beginning of a line whose end has not come yet, without the white space before it. */
    private byte[] carry = new byte[256];

    private int carried;
    private long whiteBefore;
    private boolean overlong;
    private boolean inLine;

    LineSplitter(Lines lines) {
        this.lines = lines;
    }

    /** The number of lines that ended so far, blank ones and comments included. */
    long finishedLines() {
        return finishedLines;
    }

    void feed(byte[] chunk, int length) throws InterruptedException {
        int start = bomDecided ? 0 : skipBom(chunk, length);
        for (int i = start; i < length; i++) {
            if (chunk[i] != '\n') continue;
            if (inLine) {
                carry(chunk, start, i);
                finishCarried();
            } else {
                finish(chunk, start, i, 0);
            }
            start = i + 1;
        }
        if (start < length) carry(chunk, start, length);
    }

    /** The source has ended; a last line without a newline counts. */
    void end() throws InterruptedException {
        if (!bomDecided && bomBytes > 0) carry(BOM, 0, bomBytes);
        if (inLine) finishCarried();
    }

    /** The index after the BOM, or after the part of it that this chunk has. */
    private int skipBom(byte[] chunk, int length) {
        int i = 0;
        while (i < length && !bomDecided) {
            if (chunk[i] == BOM[bomBytes]) {
                i++;
                bomDecided = ++bomBytes == BOM.length;
            } else {
                bomDecided = true;
                if (bomBytes > 0) carry(BOM, 0, bomBytes); // looked like one, and is not
            }
        }
        return i;
    }

    private void carry(byte[] bytes, int from, int to) {
        inLine = true;
        int start = from;
        if (carried == 0) {
            start = skipWhite(bytes, from, to);
            whiteBefore += start - from;
        }
        int fits = Math.min(to - start, MAX_LINE_BYTES - carried);
        if (carried + fits > carry.length) {
            carry = Arrays.copyOf(carry, Math.min(MAX_LINE_BYTES, Math.max(carried + fits, 2 * carry.length)));
        }
        System.arraycopy(bytes, start, carry, carried, fits);
        carried += fits;
        overlong |= skipWhite(bytes, start + fits, to) < to;
    }

    private void finishCarried() throws InterruptedException {
        int length = carried;
        long before = whiteBefore;
        boolean tooLong = overlong;
        carried = 0;
        whiteBefore = 0;
        overlong = false;
        inLine = false;
        if (tooLong) {
            finishOverlong(carry, 0);
        } else {
            finish(carry, 0, length, before);
        }
    }

    /** One whole line; {@code before} is how many bytes of it were left out before {@code from}. */
    private void finish(byte[] bytes, int from, int to, long before) throws InterruptedException {
        int start = skipWhite(bytes, from, to);
        int end = to;
        while (end > start && isWhite(bytes[end - 1])) end--;
        if (end - start > MAX_LINE_BYTES) {
            finishOverlong(bytes, start);
            return;
        }
        finishedLines++;
        if (start == end || bytes[start] == '#') return;
        if (isAscii(bytes, start, end)) {
            String text = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1); // a plain copy
            lines.line(text, finishedLines, null);
            return;
        }
        int bad = decode(bytes, start, end);
        String text =
                cutWhite(bad < 0 ? chars.toString() : new String(bytes, start, end - start, StandardCharsets.UTF_8));
        if (text.isEmpty() || text.charAt(0) == '#') return;
        String defect = bad < 0 ? null : "not UTF-8 at byte " + (before + bad - from + 1) + " of the line";
        lines.line(text, finishedLines, defect);
    }

    private void finishOverlong(byte[] bytes, int start) throws InterruptedException {
        finishedLines++;
        if (bytes[start] == '#') return;
        int end = wholeCodePoints(bytes, start, start + MAX_LINE_BYTES);
        String text = cutWhite(new String(bytes, start, end - start, StandardCharsets.UTF_8));
        lines.line(text, finishedLines, "the line is longer than " + MAX_LINE_BYTES + " bytes");
    }

    /** Decodes into {@link #chars}; the index of the first byte that is not UTF-8, or -1. */
    private int decode(byte[] bytes, int start, int end) {
        if (chars.capacity() < end - start) chars = CharBuffer.allocate(Math.max(end - start, 2 * chars.capacity()));
        ByteBuffer in = ByteBuffer.wrap(bytes, start, end - start);
        chars.clear();
        CoderResult result = decoder.reset().decode(in, chars, true);
        chars.flip();
        return result.isError() ? in.position() : -1;
    }

    /** The end, or the start of the sequence that the end cuts in two. */
    private static int wholeCodePoints(byte[] bytes, int start, int end) {
        int lead = end - 1;
        while (lead > start && lead > end - 4 && (bytes[lead] & 0xC0) == 0x80) lead--;
        int b = bytes[lead] & 0xFF;
        int length = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : b >= 0xC0 ? 2 : 1;
        return lead + length > end ? lead : end;
    }

    private static boolean isAscii(byte[] bytes, int start, int end) {
        int bits = 0;
        for (int i = start; i < end; i++) bits |= bytes[i];
        return bits >= 0;
    }

    private static int skipWhite(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && isWhite(bytes[i])) i++;
        return i;
    }

    private static boolean isWhite(int c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    /** Cuts Unicode's white space too: a no-break space at the end of a pasted line is not a part of its URL. */
    private static String cutWhite(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isUnicodeWhite(text.charAt(start))) start++;
        while (end > start && isUnicodeWhite(text.charAt(end - 1))) end--;
        return text.substring(start, end);
    }

    private static boolean isUnicodeWhite(char c) {
        return c < 0x80 ? isWhite(c) : c == 0x85 || Character.isSpaceChar(c);
    }
}
