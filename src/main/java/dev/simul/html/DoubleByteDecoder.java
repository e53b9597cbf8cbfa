package dev.simul.html;

/**
 * What the encodings of a lead byte and a trail byte share: a pair without a character becomes U+FFFD, and where its
 * second byte is ASCII, that byte is read again, so that broken text cannot swallow markup.
 */
abstract class DoubleByteDecoder extends TextDecoder {
    static final int UNMAPPED = 0;

    private int lead;

    @Override
    final boolean isAsciiNow() {
        return lead == 0;
    }

    @Override
    final void step(int b, TextBuffer out) {
        if (lead == 0) {
            if (isLead(b)) lead = b;
            else single(b, out);
            return;
        }
        int first = lead;
        lead = 0;
        if (pair(first, b, out)) return;
        out.appendReplacement();
        if (b < 0x80) out.append((char) b);
    }

    @Override
    final void end(TextBuffer out) {
        if (lead != 0) out.appendReplacement();
        lead = 0;
    }

    abstract boolean isLead(int b);

    /** A byte of 0x80 or above that is no lead byte. */
    void single(int b, TextBuffer out) {
        out.appendReplacement();
    }

    /** Appends what a pair stands for; false where it stands for nothing. */
    abstract boolean pair(int lead, int trail, TextBuffer out);

    /** Appends a code point of an index; false where it is {@link #UNMAPPED}. */
    static boolean append(int codePoint, TextBuffer out) {
        if (codePoint == UNMAPPED) return false;
        out.appendCodePoint(codePoint);
        return true;
    }
}
