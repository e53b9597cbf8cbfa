package dev.simul.html;

import dev.simul.url.QueryEncoder;
import java.io.ByteArrayOutputStream;

/** Shift_JIS (Encoding, section 12.3.2). */
final class ShiftJisEncoder implements QueryEncoder {
    @Override
    public int encode(int codePoint, ByteArrayOutputStream out) {
        int single = single(codePoint);
        if (single < 0) return DoubleByteEncoder.pair(InverseIndex.SHIFT_JIS, Jis.substitute(codePoint), out);
        out.write(single);
        return ENCODED;
    }

    private static int single(int codePoint) {
        if (codePoint <= 0x80) return codePoint;
        if (Jis.isHalfWidthKatakana(codePoint)) return codePoint - 0xFF61 + 0xA1;
        return Jis.roman(codePoint);
    }

    @Override
    public void end(ByteArrayOutputStream out) {}
}
