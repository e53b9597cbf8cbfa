package dev.simul.html;

import dev.simul.url.QueryEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** gb18030 and GBK (Encoding, sections 10.2.2 and 10.1.2). */
final class Gb18030Encoder implements QueryEncoder {
    /** Private use that pairs were decoded to before the edition of 2022, and the pairs. */
    private static final String[] SIDE_TABLE = """
            e78d:a6d9 e78e:a6da e78f:a6db e790:a6dc e791:a6dd e792:a6de e793:a6df e794:a6ec e795:a6ed e796:a6f3
            e81e:fe59 e826:fe61 e82b:fe66 e82c:fe67 e832:fe6d e843:fe7e e854:fe90 e864:fea0
            """.strip().split("\\s+");

    private static final int NOWHERE = 0xE5E5;

    private final boolean isGbk;

    Gb18030Encoder(boolean isGbk) {
        this.isGbk = isGbk;
    }

    @Override
    public int encode(int codePoint, ByteArrayOutputStream out) {
        if (codePoint == NOWHERE) return codePoint;
        if (codePoint < 0x80 || (isGbk && codePoint == 0x20AC)) {
            out.write(Math.min(codePoint, 0x80));
            return ENCODED;
        }
        String listed = sideTable(codePoint);
        if (listed != null) {
            int pair = Integer.parseInt(listed, 16);
            out.write(pair >> 8);
            out.write(pair & 0xFF);
            return ENCODED;
        }
        if (DoubleByteEncoder.pair(InverseIndex.GB18030, codePoint, out) == ENCODED) return ENCODED;
        if (isGbk) return codePoint;
        out.writeBytes(Character.toString(codePoint).getBytes(Charset.forName("GB18030")));
        return ENCODED;
    }

    private static @Nullable String sideTable(int codePoint) {
        if (codePoint < 0xE000 || codePoint > 0xF8FF) return null;
        String key = Integer.toHexString(codePoint) + ":";
        for (String row : SIDE_TABLE) if (row.startsWith(key)) return row.substring(key.length());
        return null;
    }

    @Override
    public void end(ByteArrayOutputStream out) {}
}
