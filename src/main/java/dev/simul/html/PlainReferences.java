package dev.simul.html;

import org.jspecify.annotations.Nullable;

/** The character references that titles have, resolved without a parser. What it gives is what {@link TitleText} gives without it. */
final class PlainReferences {
    private static final int MOST_DIGITS = 7;
    private static final int LONGEST_NAME = 6;
    private static final char NONE = '\0';

    private PlainReferences() {}

    /**
     * Resolves them as in RCDATA.
     *
     * @return null where a reference is none of the plain ones: not closed by a semicolon, of a rare name, or of a number that does not
     *     stand for itself
     */
    static @Nullable String resolve(String text) {
        int next = text.indexOf('&');
        if (next < 0) return text;
        char[] result = new char[text.length()];
        int length = 0;
        int from = 0;
        while (next >= 0) {
            text.getChars(from, next, result, length);
            length += next - from;
            from = next;
            if (begins(text, next + 1)) {
                int end = text.indexOf(';', next);
                char resolved = end < 0 ? NONE : resolved(text, next + 1, end);
                if (resolved == NONE) return null;
                result[length++] = resolved;
                from = end + 1;
                next = text.indexOf('&', from);
            } else {
                next = text.indexOf('&', next + 1);
            }
        }
        text.getChars(from, text.length(), result, length);
        return new String(result, 0, length + text.length() - from);
    }

    /** Whether what is at {@code i} makes a reference of the ampersand before it (HTML, section 13.2.5.72). */
    private static boolean begins(String text, int i) {
        if (i == text.length()) return false;
        char c = text.charAt(i);
        return c == '#' || Ascii.isLetter(c) || Ascii.isDigit(c);
    }

    private static char resolved(String text, int from, int end) {
        if (text.charAt(from) == '#') return numbered(text, from + 1, end);
        return end - from > LONGEST_NAME ? NONE : named(text.substring(from, end));
    }

    private static char numbered(String text, int from, int end) {
        boolean isHex = from < end && (text.charAt(from) | 0x20) == 'x';
        int first = isHex ? from + 1 : from;
        if (first == end || end - first > MOST_DIGITS) return NONE;
        int number = 0;
        for (int i = first; i < end; i++) {
            int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), isHex ? 16 : 10) : -1;
            if (digit < 0) return NONE;
            number = number * (isHex ? 16 : 10) + digit;
        }
        return standsForItself(number) ? (char) number : NONE;
    }

    private static boolean standsForItself(int number) {
        return (number >= 0x20 && number < 0x7F)
                || (number >= 0xA0 && number < 0xD800)
                || (number >= 0xE000 && number < 0xFDD0);
    }

    /** The names that are seen most. */
    private static char named(String name) {
        return switch (name) {
            case "amp" -> '&';
            case "lt" -> '<';
            case "gt" -> '>';
            case "quot" -> '"';
            case "apos" -> '\'';
            case "nbsp" -> '\u00A0';
            case "iexcl" -> '\u00A1';
            case "copy" -> '\u00A9';
            case "laquo" -> '\u00AB';
            case "reg" -> '\u00AE';
            case "middot" -> '\u00B7';
            case "raquo" -> '\u00BB';
            case "iquest" -> '\u00BF';
            case "Auml" -> '\u00C4';
            case "Eacute" -> '\u00C9';
            case "Ouml" -> '\u00D6';
            case "times" -> '\u00D7';
            case "Uuml" -> '\u00DC';
            case "szlig" -> '\u00DF';
            case "agrave" -> '\u00E0';
            case "aacute" -> '\u00E1';
            case "acirc" -> '\u00E2';
            case "atilde" -> '\u00E3';
            case "auml" -> '\u00E4';
            case "aring" -> '\u00E5';
            case "ccedil" -> '\u00E7';
            case "egrave" -> '\u00E8';
            case "eacute" -> '\u00E9';
            case "ecirc" -> '\u00EA';
            case "iacute" -> '\u00ED';
            case "icirc" -> '\u00EE';
            case "ntilde" -> '\u00F1';
            case "oacute" -> '\u00F3';
            case "ocirc" -> '\u00F4';
            case "otilde" -> '\u00F5';
            case "ouml" -> '\u00F6';
            case "oslash" -> '\u00F8';
            case "uacute" -> '\u00FA';
            case "uuml" -> '\u00FC';
            case "ndash" -> '\u2013';
            case "mdash" -> '\u2014';
            case "lsquo" -> '\u2018';
            case "rsquo" -> '\u2019';
            case "ldquo" -> '\u201C';
            case "rdquo" -> '\u201D';
            case "bull" -> '\u2022';
            case "hellip" -> '\u2026';
            case "euro" -> '\u20AC';
            case "trade" -> '\u2122';
            case "rarr" -> '\u2192';
            default -> NONE;
        };
    }
}
