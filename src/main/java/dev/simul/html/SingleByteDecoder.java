package dev.simul.html;

/** A legacy single-byte encoding (Encoding, section 9.1): a table for the upper half. */
final class SingleByteDecoder extends TextDecoder {
    private final char[] upperHalf;

    /**
     * Decodes by a table.
     *
     * @param upperHalf the chars of 0x80 to 0xFF; shared, not changed here
     */
    SingleByteDecoder(char[] upperHalf) {
        this.upperHalf = upperHalf;
    }

    @Override
    boolean isAsciiNow() {
        return true;
    }

    @Override
    void step(int b, TextBuffer out) {
        out.append(upperHalf[b - 0x80]);
    }

    @Override
    void end(TextBuffer out) {}
}
