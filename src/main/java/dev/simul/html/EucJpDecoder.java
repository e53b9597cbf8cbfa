package dev.simul.html;

/** EUC-JP (Encoding, section 12.1.1): JIS X 0208, and behind the bytes 0x8E and 0x8F katakana and JIS X 0212. */
final class EucJpDecoder extends TextDecoder {
    private static final int KATAKANA_SHIFT = 0x8E;
    private static final int JIS_0212_SHIFT = 0x8F;

    private int lead;
    private boolean isJis0212;

    @Override
    boolean isAsciiNow() {
        return lead == 0;
    }

    @Override
    void step(int b, TextBuffer out) {
        boolean isGraphic = b >= 0xA1 && b <= 0xFE;
        if (lead == 0) {
            if (isGraphic || b == KATAKANA_SHIFT || b == JIS_0212_SHIFT) lead = b;
            else out.appendReplacement();
        } else if (lead == JIS_0212_SHIFT && isGraphic) {
            isJis0212 = true;
            lead = b;
        } else {
            pair(b, out);
        }
    }

    private void pair(int b, TextBuffer out) {
        int codePoint = 0;
        if (lead == KATAKANA_SHIFT) {
            if (b >= 0xA1 && b <= 0xDF) codePoint = 0xFF61 - 0xA1 + b;
        } else if (lead >= 0xA1 && b >= 0xA1 && b <= 0xFE) {
            LegacyIndex index = isJis0212 ? LegacyIndex.JIS_0212 : LegacyIndex.JIS_0208;
            codePoint = index.codePoint((lead - 0xA1) * 94 + b - 0xA1);
        }
        lead = 0;
        isJis0212 = false;
        if (codePoint != 0) {
            out.appendCodePoint(codePoint);
        } else {
            out.appendReplacement();
            if (b < 0x80) out.append((char) b);
        }
    }

    @Override
    void end(TextBuffer out) {
        if (lead != 0) out.appendReplacement();
        lead = 0;
        isJis0212 = false;
    }
}
