package dev.simul.html;

/**
 * A decoder of the Encoding standard in its error mode "replacement". One instance a page: it keeps the bytes of a
 * sequence that a slice cut, so the text does not depend on where the slices end.
 */
abstract class TextDecoder {
    /** Decodes {@code bytes[from, to)} and appends the text. */
    void decode(byte[] bytes, int from, int to, TextBuffer out) {
        int i = from;
        while (i < to) {
            int end = i;
            if (isAsciiNow()) while (end < to && bytes[end] >= 0) end++;
            if (end > i) {
                out.appendAscii(bytes, i, end);
                i = end;
            } else {
                step(bytes[i++] & 0xFF, out);
            }
        }
    }

    /**
     * Whether a byte below 0x80 stands for itself at this place, so that {@link #step} need not be asked, and neither for those below
     * 0x80 that follow it.
     */
    abstract boolean isAsciiNow();

    /** Takes the next byte, 0 to 255. */
    abstract void step(int b, TextBuffer out);

    /** The input is at its end: an unfinished sequence becomes U+FFFD. */
    abstract void end(TextBuffer out);
}
