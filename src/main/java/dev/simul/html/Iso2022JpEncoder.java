package dev.simul.html;

import dev.simul.url.QueryEncoder;
import java.io.ByteArrayOutputStream;

/** ISO-2022-JP (Encoding, section 12.2.2). */
final class Iso2022JpEncoder implements QueryEncoder {
    private static final int ESCAPE = 0x1B;

    private enum CharacterSet {
        ASCII("(B"),
        ROMAN("(J"),
        JIS_0208("$B");

        private final String selector;

        CharacterSet(String selector) {
            this.selector = selector;
        }
    }

    private CharacterSet set = CharacterSet.ASCII;

    @Override
    public int encode(int codePoint, ByteArrayOutputStream out) {
        if (codePoint == 0x0E || codePoint == 0x0F || codePoint == ESCAPE) { // they would command the decoder
            if (set == CharacterSet.JIS_0208) select(CharacterSet.ASCII, out);
            return TextBuffer.REPLACEMENT;
        }
        int roman = Jis.roman(codePoint);
        boolean isInBoth = codePoint < 0x80 && codePoint != 0x5C && codePoint != 0x7E;
        if (roman >= 0) {
            select(CharacterSet.ROMAN, out);
            out.write(roman);
        } else if (codePoint < 0x80) {
            if (set == CharacterSet.JIS_0208 || !isInBoth) select(CharacterSet.ASCII, out);
            out.write(codePoint);
        } else {
            return pair(codePoint, out);
        }
        return ENCODED;
    }

    private int pair(int codePoint, ByteArrayOutputStream out) {
        int wide = Jis.isHalfWidthKatakana(codePoint) ? Jis.fullWidth(codePoint) : Jis.substitute(codePoint);
        int pair = InverseIndex.EUC_JP.pair(wide);
        if (pair == 0) {
            if (set == CharacterSet.JIS_0208) select(CharacterSet.ASCII, out);
            return codePoint;
        }
        select(CharacterSet.JIS_0208, out);
        out.write(pair >> 8 & 0x7F);
        out.write(pair & 0x7F);
        return ENCODED;
    }

    private void select(CharacterSet wanted, ByteArrayOutputStream out) {
        if (set == wanted) return;
        set = wanted;
        out.write(ESCAPE);
        out.write(wanted.selector.charAt(0));
        out.write(wanted.selector.charAt(1));
    }

    @Override
    public void end(ByteArrayOutputStream out) {
        select(CharacterSet.ASCII, out);
    }
}
