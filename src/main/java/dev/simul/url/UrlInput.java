package dev.simul.url;

/**
 * What the states of {@link UrlParser} read: the input without the white space around it and without tabs and newlines
 * (section 4.4, steps 1 to 3), and a pointer into it. One instance a URL.
 */
final class UrlInput {
    /** The "EOF code point", where no character is. */
    static final int EOF = -1;

    final String text;

    /** Where the pointer began. */
    final int start;

    final int end;

    /** From {@link #start} to {@link #end}; the parser moves it. */
    int pointer;

    UrlInput(String input) {
        text = withoutTabsAndNewlines(input); // C0 controls themselves, so that it may come first
        int from = 0;
        int to = text.length();
        while (from < to && Ascii.isC0ControlOrSpace(text.charAt(from))) {
            from++;
        }
        while (from < to && Ascii.isC0ControlOrSpace(text.charAt(to - 1))) {
            to--;
        }
        start = from;
        end = to;
        pointer = from;
    }

    static String withoutTabsAndNewlines(String input) {
        int unwritten = 0;
        StringBuilder out = null;
        for (int i = 0; i < input.length(); i++) {
            if (Ascii.isTabOrNewline(input.charAt(i))) {
                out = out == null ? new StringBuilder(input.length()) : out;
                out.append(input, unwritten, i);
                unwritten = i + 1;
            }
        }
        return out == null
                ? input
                : out.append(input, unwritten, input.length()).toString();
    }

    /** The character that the pointer points to, or {@link #EOF}. */
    int c() {
        return pointer < end ? text.charAt(pointer) : EOF;
    }

    boolean startsWith(String prefix) {
        return text.startsWith(prefix, pointer); // what is cut from the end never continues a prefix of slashes
    }

    /** What was read since {@code from}. */
    String readSince(int from) {
        return text.substring(from, pointer);
    }

    boolean isWindowsDriveLetter(int from, int to) {
        return to - from == 2 && Ascii.isWindowsDriveLetter(text.charAt(from), text.charAt(from + 1));
    }

    /** Whether what is left starts with a drive letter that is a whole segment (section 4.2). */
    boolean startsWithWindowsDriveLetter() {
        int to = pointer + 2;
        return to <= end && isWindowsDriveLetter(pointer, to) && (to == end || "/\\?#".indexOf(text.charAt(to)) >= 0);
    }

    /** 1 for a single-dot segment, 2 for a double-dot segment (section 4.1), else 0. */
    int dotsOf(int from, int to) {
        int afterFirst = afterDot(from, to);
        if (afterFirst == to) {
            return 1;
        }
        return afterFirst >= 0 && afterDot(afterFirst, to) == to ? 2 : 0;
    }

    /** Where a dot ends, written as itself or as {@code %2e}; -1 where there is none. */
    private int afterDot(int from, int to) {
        if (from < to && text.charAt(from) == '.') {
            return from + 1;
        }
        return to - from >= 3 && text.regionMatches(true, from, "%2e", 0, 3) ? from + 3 : -1;
    }
}
