package dev.simul.html;

/** The replacement decoder (Encoding, section 14.1.1): whatever comes, one U+FFFD. Keeps unsafe encodings out. */
final class ReplacementDecoder extends TextDecoder {
    private boolean reported;

    @Override
    boolean isAsciiNow() {
        return false;
    }

    @Override
    void step(int b, TextBuffer out) {
        if (!reported) out.appendReplacement();
        reported = true;
    }

    @Override
    void end(TextBuffer out) {}
}
