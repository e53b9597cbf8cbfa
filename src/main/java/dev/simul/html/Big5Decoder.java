package dev.simul.html;

/** Big5 with the Hong Kong characters (Encoding, section 11.1.1). */
final class Big5Decoder extends DoubleByteDecoder {
    @Override
    boolean isLead(int b) {
        return b >= 0x81 && b <= 0xFE;
    }

    @Override
    boolean pair(int lead, int trail, TextBuffer out) {
        if (trail < 0x40 || (trail > 0x7E && trail < 0xA1) || trail > 0xFE) return false;
        int pointer = (lead - 0x81) * 157 + trail - (trail < 0x7F ? 0x40 : 0x62);
        return switch (pointer) {
            case 1133 -> letterWithMark('\u00CA', '\u0304', out);
            case 1135 -> letterWithMark('\u00CA', '\u030C', out);
            case 1164 -> letterWithMark('\u00EA', '\u0304', out);
            case 1166 -> letterWithMark('\u00EA', '\u030C', out);
            default -> append(LegacyIndex.BIG5.codePoint(pointer), out);
        };
    }

    private static boolean letterWithMark(char letter, char mark, TextBuffer out) {
        out.append(letter);
        out.append(mark);
        return true;
    }
}
