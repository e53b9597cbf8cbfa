package dev.simul.url;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** The percent-encode sets of the URL parser, each with the others that it contains (section 1.3). */
enum PercentEncodeSet {
    C0_CONTROL(""),
    FRAGMENT(" \"<>`"),
    QUERY(" \"#<>"),
    SPECIAL_QUERY(" \"#<>'"),
    PATH(" \"#<>?^`{}"),
    USERINFO(" \"#<>?^`{}/:;=@[\\]|");

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int REPLACEMENT_CHARACTER = 0xFFFD;

    /** A bit for each character of ASCII; all that lies beyond is in every set. */
    private final long below64;

    private final long from64;

    PercentEncodeSet(String beyondControls) {
        long low = 0xFFFF_FFFFL; // U+0000 to U+001F
        long high = 1L << (0x7F - 64);
        for (int i = 0; i < beyondControls.length(); i++) {
            char c = beyondControls.charAt(i);
            if (c < 64) {
                low |= 1L << c;
            } else {
                high |= 1L << (c - 64);
            }
        }
        this.below64 = low;
        this.from64 = high;
    }

    boolean contains(char c) {
        return c > 0x7F || (c < 64 ? (below64 >>> c) & 1 : (from64 >>> (c - 64)) & 1) != 0;
    }

    /**
     * Appends {@code input} from {@code from} to {@code to} with the characters of this set as the percent-encoded bytes
     * of their UTF-8; a surrogate without its other half as U+FFFD.
     */
    void encode(String input, int from, int to, StringBuilder out) {
        int unwritten = from;
        for (int i = from; i < to; i++) {
            char c = input.charAt(i);
            if (!contains(c)) {
                continue;
            }
            out.append(input, unwritten, i);
            if (c <= 0x7F) {
                encodeByte(c, out);
            } else {
                int codePoint = input.codePointAt(i);
                encodeBeyondAscii(codePoint, out);
                i += Character.charCount(codePoint) - 1;
            }
            unwritten = i + 1;
        }
        out.append(input, unwritten, to);
    }

    String encode(String input) {
        StringBuilder out = new StringBuilder(input.length() + 16);
        encode(input, 0, input.length(), out);
        return out.toString();
    }

    /**
     * As {@link #encode(String, int, int, StringBuilder)}, but by the bytes of another encoding than UTF-8; what that lacks
     * becomes a reference, percent-encoded.
     */
    void encode(String input, int from, int to, QueryEncoder encoder, StringBuilder out) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = from; i < to; ) {
            int codePoint = input.codePointAt(i);
            i += Character.charCount(codePoint);
            int scalar = isSurrogate(codePoint) ? REPLACEMENT_CHARACTER : codePoint;
            int missing = encoder.encode(scalar, bytes);
            append(bytes, out);
            if (missing != QueryEncoder.ENCODED)
                out.append("%26%23").append(missing).append("%3B"); // &#…;
        }
        encoder.end(bytes);
        append(bytes, out);
    }

    private void append(ByteArrayOutputStream bytes, StringBuilder out) {
        for (byte b : bytes.toByteArray()) {
            char c = (char) (b & 0xFF);
            if (contains(c)) {
                encodeByte(c, out);
            } else {
                out.append(c);
            }
        }
        bytes.reset();
    }

    private static boolean isSurrogate(int codePoint) {
        return Character.MIN_SURROGATE <= codePoint && codePoint <= Character.MAX_SURROGATE;
    }

    private static void encodeBeyondAscii(int codePointOrSurrogate, StringBuilder out) {
        int c = isSurrogate(codePointOrSurrogate) ? REPLACEMENT_CHARACTER : codePointOrSurrogate;
        if (c < 0x800) {
            encodeByte(0xC0 | (c >>> 6), out);
        } else {
            if (c < 0x10000) {
                encodeByte(0xE0 | (c >>> 12), out);
            } else {
                encodeByte(0xF0 | (c >>> 18), out);
                encodeByte(0x80 | ((c >>> 12) & 0x3F), out);
            }
            encodeByte(0x80 | ((c >>> 6) & 0x3F), out);
        }
        encodeByte(0x80 | (c & 0x3F), out);
    }

    private static void encodeByte(int value, StringBuilder out) {
        out.append('%').append(HEX.toHighHexDigit(value)).append(HEX.toLowHexDigit(value));
    }
}
