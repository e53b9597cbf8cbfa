package dev.simul.html;

/** UTF-16, either byte order (Encoding, section 14.2.1): each lone surrogate and a last odd byte become U+FFFD. */
final class Utf16Decoder extends TextDecoder {
    private static final int NONE = -1;

    private final boolean bigEndian;
    private int leadByte = NONE;
    private int leadSurrogate = NONE;

    Utf16Decoder(boolean bigEndian) {
        this.bigEndian = bigEndian;
    }

    @Override
    boolean isAsciiNow() {
        return false;
    }

    @Override
    void step(int b, TextBuffer out) {
        if (leadByte == NONE) {
            leadByte = b;
            return;
        }
        char unit = (char) (bigEndian ? (leadByte << 8) | b : (b << 8) | leadByte);
        leadByte = NONE;
        if (leadSurrogate != NONE) {
            char lead = (char) leadSurrogate;
            leadSurrogate = NONE;
            if (Character.isLowSurrogate(unit)) {
                out.append(lead);
                out.append(unit);
                return;
            }
            out.appendReplacement();
        }
        if (Character.isHighSurrogate(unit)) leadSurrogate = unit;
        else if (Character.isLowSurrogate(unit)) out.appendReplacement();
        else out.append(unit);
    }

    @Override
    void end(TextBuffer out) {
        if (leadByte != NONE || leadSurrogate != NONE) out.appendReplacement();
        leadByte = NONE;
        leadSurrogate = NONE;
    }
}
