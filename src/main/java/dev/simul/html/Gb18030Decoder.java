package dev.simul.html;

import java.nio.charset.Charset;

/** gb18030, and GBK, which decodes the same (Encoding, sections 10.1.1 and 10.2.1). */
final class Gb18030Decoder extends TextDecoder {
    private int first;
    private int second;
    private int third;

    @Override
    boolean isAsciiNow() {
        return first == 0;
    }

    @Override
    void step(int b, TextBuffer out) {
        if (third != 0) fourth(b, out);
        else if (second != 0) third(b, out);
        else if (first != 0) second(b, out);
        else first(b, out);
    }

    private void first(int b, TextBuffer out) {
        if (b < 0x80) out.append((char) b);
        else if (b == 0x80) out.append('\u20AC');
        else if (b <= 0xFE) first = b;
        else out.appendReplacement();
    }

    private void second(int b, TextBuffer out) {
        if (Ascii.isDigit(b)) {
            second = b;
            return;
        }
        int lead = first;
        first = 0;
        int codePoint = 0;
        if (b >= 0x40 && b != 0x7F && b <= 0xFE) {
            codePoint = LegacyIndex.GB18030.codePoint((lead - 0x81) * 190 + b - (b < 0x7F ? 0x40 : 0x41));
        }
        if (codePoint != 0) {
            out.appendCodePoint(codePoint);
        } else {
            out.appendReplacement();
            if (b < 0x80) out.append((char) b);
        }
    }

    private void third(int b, TextBuffer out) {
        if (b >= 0x81 && b <= 0xFE) {
            third = b;
            return;
        }
        int digit = second;
        reset();
        out.appendReplacement();
        out.append((char) digit);
        first(b, out);
    }

    private void fourth(int b, TextBuffer out) {
        int one = first;
        int two = second;
        int three = third;
        reset();
        if (Ascii.isDigit(b)) {
            int codePoint = fourBytes(one, two, three, b);
            if (codePoint != 0) out.appendCodePoint(codePoint);
            else out.appendReplacement();
        } else { // the three bytes after the first are read again
            out.appendReplacement();
            out.append((char) two);
            step(three, out);
            step(b, out);
        }
    }

    /** The code point of a four-byte sequence ("index gb18030 ranges code point"); 0 where it has none. */
    private static int fourBytes(int one, int two, int three, int four) {
        int pointer = (((one - 0x81) * 10 + two - 0x30) * 126 + three - 0x81) * 10 + four - 0x30;
        if ((pointer > 39419 && pointer < 189000) || pointer > 1237575) return 0;
        if (pointer >= 189000) return pointer - 189000 + 0x10000;
        // Where the edition of 2022, which the JDK has, exchanged private use for newer characters.
        if (pointer >= 19057 && pointer <= 19064) return 0x9FB4 + pointer - 19057;
        if (pointer >= 39076 && pointer <= 39085) return 0xFE10 + pointer - 39076;
        byte[] sequence = {(byte) one, (byte) two, (byte) three, (byte) four};
        return new String(sequence, Charset.forName("GB18030")).codePointAt(0);
    }

    private void reset() {
        first = 0;
        second = 0;
        third = 0;
    }

    @Override
    void end(TextBuffer out) {
        if (first != 0) out.appendReplacement();
        reset();
    }
}
