package dev.simul.sink;

import java.util.Locale;

/**
 * Text from the wire for a terminal: whatever could command it, hide something or turn the order of the line around is
 * written as a visible escape, {@code \x1b} or {@code \u202e}.
 */
public final class Printable {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private Printable() {}

    /** The same as a string; half a surrogate pair is shown as its escape. */
    public static String of(String text, int maxCodePoints) {
        Utf8Buffer out = new Utf8Buffer(256);
        append(text, maxCodePoints, out);
        return out.toString();
    }

    /** After {@code maxCodePoints} of them the text is cut, and ends in {@code …}. */
    static void append(String text, int maxCodePoints, Utf8Buffer out) {
        int shown = 0;
        for (int i = 0; i < text.length(); shown++) {
            if (shown == maxCodePoints) {
                out.codePoint('…');
                return;
            }
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            if (isHarmless(codePoint)) {
                out.codePoint(codePoint);
            } else if (codePoint < 0x100) {
                out.ascii(String.format(Locale.ROOT, "\\x%02x", codePoint));
            } else if (codePoint < 0x10000) {
                out.ascii(String.format(Locale.ROOT, "\\u%04x", codePoint));
            } else {
                out.ascii(String.format(Locale.ROOT, "\\U%08x", codePoint));
            }
        }
    }

    private static boolean isHarmless(int codePoint) {
        if (codePoint < 0x7F) return codePoint >= ' ';
        // Names in Persian and Hindi are spelt with these two, and emoji joined by one of them.
        if (codePoint == ZERO_WIDTH_NON_JOINER || codePoint == ZERO_WIDTH_JOINER) return true;
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}
