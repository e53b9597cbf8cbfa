package dev.simul.html;

/** UTF-8 (Encoding, section 8.1.1): an ill-formed sequence yields one U+FFFD for each maximal subpart. */
final class Utf8Decoder extends TextDecoder {
    private int codePoint;
    private int bytesMissing;
    private int lowest = 0x80;
    private int highest = 0xBF;

    @Override
    boolean isAsciiNow() {
        return bytesMissing == 0;
    }

    @Override
    void step(int b, TextBuffer out) {
        if (bytesMissing == 0) {
            first(b, out);
        } else if (b < lowest || b > highest) {
            reset();
            out.appendReplacement();
            first(b, out);
        } else {
            lowest = 0x80;
            highest = 0xBF;
            codePoint = (codePoint << 6) | (b & 0x3F);
            if (--bytesMissing == 0) out.appendCodePoint(codePoint);
        }
    }

    private void first(int b, TextBuffer out) {
        if (b < 0x80) {
            out.append((char) b);
        } else if (b >= 0xC2 && b <= 0xDF) {
            bytesMissing = 1;
            codePoint = b & 0x1F;
        } else if (b >= 0xE0 && b <= 0xEF) {
            if (b == 0xE0) lowest = 0xA0; // shorter forms exist
            if (b == 0xED) highest = 0x9F; // surrogates
            bytesMissing = 2;
            codePoint = b & 0xF;
        } else if (b >= 0xF0 && b <= 0xF4) {
            if (b == 0xF0) lowest = 0x90; // shorter forms exist
            if (b == 0xF4) highest = 0x8F; // above U+10FFFF
            bytesMissing = 3;
            codePoint = b & 0x7;
        } else {
            out.appendReplacement();
        }
    }

    private void reset() {
        bytesMissing = 0;
        lowest = 0x80;
        highest = 0xBF;
    }

    @Override
    void end(TextBuffer out) {
        if (bytesMissing > 0) out.appendReplacement();
        reset();
    }
}
