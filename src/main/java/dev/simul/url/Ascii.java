package dev.simul.url;

/** The classes of ASCII characters that the standard speaks of; whatever else, the end of an input too, is in none. */
final class Ascii {
    private Ascii() {}

    static boolean isAlpha(int c) {
        int lower = c | 0x20;
        return 'a' <= lower && lower <= 'z';
    }

    static boolean isDigit(int c) {
        return '0' <= c && c <= '9';
    }

    /** The value of a hexadecimal digit, or -1. */
    static int hexValue(int c) {
        if (isDigit(c)) {
            return c - '0';
        }
        int lower = c | 0x20;
        return 'a' <= lower && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    static boolean isHexDigit(int c) {
        return hexValue(c) >= 0;
    }

    static boolean isSchemePart(int c) {
        return isAlpha(c) || isDigit(c) || c == '+' || c == '-' || c == '.';
    }

    static boolean isC0ControlOrSpace(int c) {
        return c <= ' ';
    }

    static boolean isTabOrNewline(int c) {
        return c == '\t' || c == '\n' || c == '\r';
    }

    /** Whether two characters are a Windows drive letter, {@code C:} or {@code C|}. */
    static boolean isWindowsDriveLetter(int first, int second) {
        return isAlpha(first) && (second == ':' || second == '|');
    }
}
