package dev.simul.html;

/** Shift_JIS with the user-defined range (Encoding, section 12.3.1). */
final class ShiftJisDecoder extends DoubleByteDecoder {
    @Override
    boolean isLead(int b) {
        return (b >= 0x81 && b <= 0x9F) || (b >= 0xE0 && b <= 0xFC);
    }

    @Override
    void single(int b, TextBuffer out) {
        if (b == 0x80) out.append('\u0080');
        else if (b >= 0xA1 && b <= 0xDF) out.append((char) (0xFF61 - 0xA1 + b)); // half-width katakana
        else out.appendReplacement();
    }

    @Override
    boolean pair(int lead, int trail, TextBuffer out) {
        if (trail < 0x40 || trail == 0x7F || trail > 0xFC) return false;
        int row = lead - (lead < 0xA0 ? 0x81 : 0xC1);
        int pointer = row * 188 + trail - (trail < 0x7F ? 0x40 : 0x41);
        if (pointer >= 8836 && pointer <= 10715) {
            out.append((char) (0xE000 - 8836 + pointer));
            return true;
        }
        return append(LegacyIndex.JIS_0208.codePoint(pointer), out);
    }
}
