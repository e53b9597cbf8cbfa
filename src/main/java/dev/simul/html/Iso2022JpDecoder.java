package dev.simul.html;

/** ISO-2022-JP (Encoding, section 12.2.1): seven bits, the set chosen by escape sequences. */
final class Iso2022JpDecoder extends TextDecoder {
    private static final int ESCAPE = 0x1B;

    private enum CharacterSet {
        ASCII,
        ROMAN,
        KATAKANA,
        JIS_0208
    }

    private enum Place {
        START,
        TRAIL,
        ESCAPE_START,
        ESCAPE_END
    }

    private CharacterSet set = CharacterSet.ASCII;
    private Place place = Place.START;
    private int lead;

    /** Two escapes with nothing between them are an error. */
    private boolean hasOutput;

    @Override
    boolean isAsciiNow() {
        return false;
    }

    @Override
    void step(int b, TextBuffer out) {
        switch (place) {
            case START -> start(b, out);
            case TRAIL -> trail(b, out);
            case ESCAPE_START -> {
                if (b == '$' || b == '(') {
                    lead = b;
                    place = Place.ESCAPE_END;
                } else {
                    brokenEscape(out);
                    start(b, out);
                }
            }
            case ESCAPE_END -> escapeEnd(b, out);
        }
    }

    private void start(int b, TextBuffer out) {
        place = Place.START;
        if (b == ESCAPE) {
            place = Place.ESCAPE_START;
            return;
        }
        hasOutput = false;
        switch (set) {
            case ASCII -> ascii(b, out);
            case ROMAN -> {
                if (b == 0x5C) out.append('\u00A5');
                else if (b == 0x7E) out.append('\u203E');
                else ascii(b, out);
            }
            case KATAKANA -> {
                if (b >= 0x21 && b <= 0x5F) out.append((char) (0xFF61 - 0x21 + b));
                else out.appendReplacement();
            }
            case JIS_0208 -> {
                if (isGraphic(b)) {
                    lead = b;
                    place = Place.TRAIL;
                } else {
                    out.appendReplacement();
                }
            }
        }
    }

    private static void ascii(int b, TextBuffer out) {
        if (b < 0x80 && b != 0x0E && b != 0x0F) out.append((char) b);
        else out.appendReplacement();
    }

    private void trail(int b, TextBuffer out) {
        if (b == ESCAPE) {
            out.appendReplacement();
            place = Place.ESCAPE_START;
            return;
        }
        place = Place.START;
        int codePoint = isGraphic(b) ? LegacyIndex.JIS_0208.codePoint((lead - 0x21) * 94 + b - 0x21) : 0;
        if (codePoint != 0) out.appendCodePoint(codePoint);
        else out.appendReplacement();
    }

    private void escapeEnd(int b, TextBuffer out) {
        int first = lead;
        CharacterSet chosen = null;
        if (first == '(' && b == 'B') chosen = CharacterSet.ASCII;
        else if (first == '(' && b == 'J') chosen = CharacterSet.ROMAN;
        else if (first == '(' && b == 'I') chosen = CharacterSet.KATAKANA;
        else if (first == '$' && (b == '@' || b == 'B')) chosen = CharacterSet.JIS_0208;
        if (chosen != null) {
            set = chosen;
            place = Place.START;
            if (hasOutput) out.appendReplacement();
            hasOutput = true;
        } else {
            brokenEscape(out);
            start(first, out); // the bytes after ESC stand for themselves in the current set
            step(b, out);
        }
    }

    private void brokenEscape(TextBuffer out) {
        hasOutput = false;
        out.appendReplacement();
        place = Place.START;
    }

    private static boolean isGraphic(int b) {
        return b >= 0x21 && b <= 0x7E;
    }

    @Override
    void end(TextBuffer out) {
        switch (place) {
            case START -> {}
            case TRAIL, ESCAPE_START -> out.appendReplacement();
            case ESCAPE_END -> {
                brokenEscape(out);
                start(lead, out);
                if (place == Place.TRAIL) out.appendReplacement();
            }
        }
        place = Place.START;
    }
}
