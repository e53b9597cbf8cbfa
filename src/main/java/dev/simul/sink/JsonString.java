package dev.simul.sink;

/**
 * Writes a JSON string (RFC 8259, section 7).
 *
 * <p>Escaped are the quote, the backslash and U+0000 to U+001F, as the standard demands, and U+007F to U+009F, U+2028 and
 * U+2029, which some readers take for the end of a line and some terminals for a command. Half a surrogate pair is written
 * as U+FFFD: its escape would be grammatical, but parsers disagree about it, and some refuse the document.
 */
final class JsonString {
    private static final String HEX = "0123456789abcdef";

    private JsonString() {}

    static void append(String text, Utf8Buffer out) {
        out.put('"');
        int i = out.plain(text, 0);
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            special(codePoint, out);
            i = out.plain(text, i + Character.charCount(codePoint));
        }
        out.put('"');
    }

    private static void special(int codePoint, Utf8Buffer out) {
        switch (codePoint) {
            case '"', '\\' -> out.put('\\').put((char) codePoint);
            case '\b' -> out.put('\\').put('b');
            case '\t' -> out.put('\\').put('t');
            case '\n' -> out.put('\\').put('n');
            case '\f' -> out.put('\\').put('f');
            case '\r' -> out.put('\\').put('r');
            default -> {
                boolean control = codePoint < 0xA0 || codePoint == 0x2028 || codePoint == 0x2029;
                if (control) {
                    escape(codePoint, out);
                } else {
                    out.codePoint(codePoint);
                }
            }
        }
    }

    private static void escape(int codePoint, Utf8Buffer out) {
        out.put('\\').put('u');
        for (int shift = 12; shift >= 0; shift -= 4) out.put(HEX.charAt((codePoint >> shift) & 0xF));
    }
}
