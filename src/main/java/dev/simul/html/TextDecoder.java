package dev.simul.html;

/**
 * A decoder of the Encoding standard in its error mode "replacement". One instance a page: it keeps the bytes of a
 * sequence that a slice cut, so the text does not depend on where the slices end.
 */
abstract class TextDecoder {
    /** Decodes {@code bytes[from, to)} and appends the text. */
    void decode(byte[] bytes, int from, int to, TextBuffer out) {
        for (int i = from; i < to; i++) {
            int b = bytes[i] & 0xFF;
            if (b < 0x80 && isAsciiNow()) out.append((char) b);
            else step(b, out);
        }
    }

    /** Whether a byte below 0x80 stands for itself at this place, so that {@link #step} need not be asked. */
    abstract boolean isAsciiNow();

    /** Takes the next byte, 0 to 255. */
    abstract void step(int b, TextBuffer out);

    /** The input is at its end: an unfinished sequence becomes U+FFFD. */
    abstract void end(TextBuffer out);
}
