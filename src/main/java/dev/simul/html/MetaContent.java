package dev.simul.html;

import org.jspecify.annotations.Nullable;

/** Extracting an encoding from the {@code content} of a {@code meta} element (HTML, section 2.4.4). */
final class MetaContent {
    private static final String CHARSET = "charset";

    private MetaContent() {}

    /** The encoding named behind {@code charset=}; null where none is named, or an unknown one. */
    static @Nullable Encoding encoding(String content) {
        int position = 0;
        while (true) {
            int found = indexOfCharset(content, position);
            if (found < 0) return null;
            position = skipWhitespace(content, found + CHARSET.length());
            if (position >= content.length()) return null;
            if (content.charAt(position) == '=') break;
        }
        position = skipWhitespace(content, position + 1);
        if (position >= content.length()) return null;
        char quote = content.charAt(position);
        if (quote == '"' || quote == '\'') {
            int end = content.indexOf(quote, position + 1);
            return end < 0 ? null : Encoding.forLabel(content.substring(position + 1, end));
        }
        int end = position;
        while (end < content.length() && content.charAt(end) != ';' && !Ascii.isWhitespace(content.charAt(end))) end++;
        return Encoding.forLabel(content.substring(position, end));
    }

    private static int indexOfCharset(String content, int from) {
        for (int i = from; i <= content.length() - CHARSET.length(); i++) {
            if (content.regionMatches(true, i, CHARSET, 0, CHARSET.length())) return i;
        }
        return -1;
    }

    private static int skipWhitespace(String content, int from) {
        int position = from;
        while (position < content.length() && Ascii.isWhitespace(content.charAt(position))) position++;
        return position;
    }
}
