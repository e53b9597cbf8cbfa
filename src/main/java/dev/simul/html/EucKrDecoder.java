package dev.simul.html;

/** EUC-KR, which is Microsoft's code page 949 (Encoding, section 13.1.1). */
final class EucKrDecoder extends DoubleByteDecoder {
    @Override
    boolean isLead(int b) {
        return b >= 0x81 && b <= 0xFE;
    }

    @Override
    boolean pair(int lead, int trail, TextBuffer out) {
        if (trail < 0x41 || trail > 0xFE) return false;
        return append(LegacyIndex.EUC_KR.codePoint((lead - 0x81) * 190 + trail - 0x41), out);
    }
}
