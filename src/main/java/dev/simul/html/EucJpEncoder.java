package dev.simul.html;

import dev.simul.url.QueryEncoder;
import java.io.ByteArrayOutputStream;

/** EUC-JP, which encodes nothing of JIS X 0212 (Encoding, section 12.1.2). */
final class EucJpEncoder implements QueryEncoder {
    @Override
    public int encode(int codePoint, ByteArrayOutputStream out) {
        int single = codePoint < 0x80 ? codePoint : Jis.roman(codePoint);
        if (single >= 0) {
            out.write(single);
        } else if (Jis.isHalfWidthKatakana(codePoint)) {
            out.write(0x8E);
            out.write(codePoint - 0xFF61 + 0xA1);
        } else {
            return DoubleByteEncoder.pair(InverseIndex.EUC_JP, Jis.substitute(codePoint), out);
        }
        return ENCODED;
    }

    @Override
    public void end(ByteArrayOutputStream out) {}
}
