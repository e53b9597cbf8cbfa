package dev.simul.html;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What an XML declaration says of the encoding, for HTML and XML alike (HTML, section 13.2.3.2). */
final class XmlDeclaration {
    private static final String START = "<?xml";
    private static final String KEY = "encoding";

    /** A declaration that does not end within so many bytes is none. */
    private static final int LIMIT_BYTES = 1024;

    private XmlDeclaration() {}

    /** UTF-16 where the bytes begin with {@code <?x} in it, else null. */
    static @Nullable Encoding utf16(byte[] bytes, int length) {
        if (length < 2 || (bytes[0] != 0 && bytes[1] != 0)) return null;
        if (EncodingSniffer.startsWith(bytes, length, '<', 0, '?', 0, 'x', 0)) return Encoding.UTF_16LE;
        if (EncodingSniffer.startsWith(bytes, length, 0, '<', 0, '?', 0, 'x')) return Encoding.UTF_16BE;
        return null;
    }

    /** Gets an XML encoding; null where there is no declaration, it names none, or an unknown one. */
    static @Nullable Encoding encoding(byte[] bytes, int length) {
        if (length == 0 || bytes[0] != START.charAt(0)) return null;
        String text = new String(bytes, 0, Math.min(length, LIMIT_BYTES), StandardCharsets.ISO_8859_1);
        int end = text.indexOf('>');
        if (!text.startsWith(START) || end < 0) return null;
        int position = text.indexOf(KEY);
        if (position < 0 || position > end) return null;
        position = skipBlank(text, position + KEY.length(), end);
        if (position >= end || text.charAt(position) != '=') return null;
        position = skipBlank(text, position + 1, end);
        if (position >= end) return null;
        char quote = text.charAt(position);
        if (quote != '"' && quote != '\'') return null;
        int close = text.indexOf(quote, position + 1);
        if (close < 0 || close > end) return null;
        String label = text.substring(position + 1, close);
        if (label.chars().anyMatch(c -> c <= ' ')) return null;
        Encoding encoding = Encoding.forLabel(label);
        if (encoding == Encoding.UTF_16BE || encoding == Encoding.UTF_16LE) return Encoding.UTF_8;
        return encoding;
    }

    private static int skipBlank(String text, int from, int to) {
        int position = from;
        while (position < to && text.charAt(position) <= ' ') position++;
        return position;
    }
}
