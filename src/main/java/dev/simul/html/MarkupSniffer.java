package dev.simul.html;

import java.util.List;

/** Tells what a body without a known media type is (MIME Sniffing, section 7.1), as far as it may be a page. */
final class MarkupSniffer {
    /** How many bytes are looked at (MIME Sniffing, section 5.2). */
    static final int HEADER_BYTES = 1445;

    /** What the bytes look like. */
    enum Verdict {
        HTML,
        XML,
        OTHER,
        /** It depends on bytes to come. */
        OPEN
    }

    /** Each followed by a space or {@code >}. */
    private static final List<String> HTML_TAGS = List.of(
            "<!DOCTYPE HTML",
            "<HTML",
            "<HEAD",
            "<SCRIPT",
            "<IFRAME",
            "<H1",
            "<DIV",
            "<FONT",
            "<TABLE",
            "<A",
            "<STYLE",
            "<TITLE",
            "<B",
            "<BODY",
            "<BR",
            "<P",
            "<!--");

    private static final String XML = "<?xml";

    private MarkupSniffer() {}

    /**
     * Looks at the first bytes of a body.
     *
     * @param isEnd whether the body ends here; then the verdict is never {@link Verdict#OPEN}
     */
    static Verdict sniff(byte[] bytes, int length, boolean isEnd) {
        int end = Math.min(length, HEADER_BYTES);
        boolean isLast = isEnd || end == HEADER_BYTES;
        int start = 0;
        while (start < end && Ascii.isWhitespace(bytes[start])) start++;
        boolean isOpen = false;
        for (String tag : HTML_TAGS) {
            int matched = matched(tag, bytes, start, end, true);
            if (matched == tag.length() && start + matched < end) {
                byte next = bytes[start + matched];
                if (next == ' ' || next == '>') return Verdict.HTML;
            } else if (start + matched == end) {
                isOpen = true;
            }
        }
        int matched = matched(XML, bytes, start, end, false);
        if (matched == XML.length()) return Verdict.XML;
        if (start + matched == end) isOpen = true;
        return isOpen && !isLast ? Verdict.OPEN : Verdict.OTHER;
    }

    private static int matched(String pattern, byte[] bytes, int from, int to, boolean ignoreCase) {
        int count = 0;
        while (count < pattern.length() && from + count < to) {
            char c = (char) (bytes[from + count] & 0xFF);
            if (ignoreCase && c >= 'a' && c <= 'z') c = (char) (c - 0x20);
            if (c != pattern.charAt(count)) break;
            count++;
        }
        return count;
    }
}
