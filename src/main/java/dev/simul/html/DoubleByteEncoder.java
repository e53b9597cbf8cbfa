package dev.simul.html;

import dev.simul.url.QueryEncoder;
import java.io.ByteArrayOutputStream;

/** ASCII, and else pairs of bytes by an index: Big5 and EUC-KR (Encoding, sections 11.1.2 and 13.1.2). */
final class DoubleByteEncoder implements QueryEncoder {
    private final InverseIndex index;

    DoubleByteEncoder(InverseIndex index) {
        this.index = index;
    }

    @Override
    public int encode(int codePoint, ByteArrayOutputStream out) {
        if (codePoint >= 0x80) return pair(index, codePoint, out);
        out.write(codePoint);
        return ENCODED;
    }

    /** Appends the pair that an index has for a code point, and returns as {@link #encode} does. */
    static int pair(InverseIndex index, int codePoint, ByteArrayOutputStream out) {
        int pair = index.pair(codePoint);
        if (pair == 0) return codePoint;
        out.write(pair >> 8);
        out.write(pair & 0xFF);
        return ENCODED;
    }

    @Override
    public void end(ByteArrayOutputStream out) {}
}
