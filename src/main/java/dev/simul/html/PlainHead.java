package dev.simul.html;

import dev.simul.html.EncodingSniffer.Decision;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of a page that is written plainly, up to the end of its title, where its bytes lie: a doctype, whole tags of
 * {@code html}, {@code head}, {@code base}, {@code link} and {@code meta} in ASCII, and a title. Most pages begin like that. At
 * anything else it gives up, and {@link HtmlReader} reads the same bytes by the standard's steps, which give the same for these.
 */
final class PlainHead {
    private static final int NONE = -1;

    private final byte[] bytes;
    private final int start;
    private final int end;
    private int position;
    private @Nullable Encoding declared;

    private PlainHead(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.start = offset;
        this.end = offset + length;
        this.position = offset;
    }

    /**
     * What is certain.
     *
     * @param title the content of the title element, references unresolved
     */
    record Found(String title, Decision decision) {}

    /**
     * Reads the beginning of a body.
     *
     * @param header the encoding that the Content-Type field names; null where it names none that is known
     * @return null where it takes the general way, or more bytes
     */
    static @Nullable Found read(byte[] bytes, int offset, int length, @Nullable Encoding header) {
        return new PlainHead(bytes, offset, length).read(header);
    }

    private @Nullable Found read(@Nullable Encoding header) {
        while (true) {
            skipWhitespace();
            if (at(position) != '<') return null;
            position++;
            if (at(position) == '!') {
                if (!skipDoctype()) return null;
            } else if (isTag("title")) {
                if (!skipAttributes(false)) return null;
                Encoding encoding = header == null ? declared : header;
                if (encoding == null) return null;
                String title = title(encoding);
                return title == null ? null : new Found(title, new Decision(encoding, true, 0));
            } else if (isTag("meta")) {
                if (!skipAttributes(true)) return null;
                // What is declared beyond the bytes of the prescan is but a correction of what the rest was decoded by.
                if (header == null && position - start > EncodingSniffer.PRESCAN_BYTES) return null;
            } else if (isTag("link") || isTag("html") || isTag("head") || isTag("base")) {
                if (!skipAttributes(false)) return null;
            } else {
                return null;
            }
        }
    }

    private int at(int index) {
        return index < end ? bytes[index] : NONE;
    }

    private void skipWhitespace() {
        while (Ascii.isWhitespace(at(position))) position++;
    }

    /** Comments have other ends. */
    private boolean skipDoctype() {
        if (at(position + 1) == '-') return false;
        while (at(position) != '>') {
            if (at(position) < 0) return false;
            position++;
        }
        position++;
        return true;
    }

    /** Whether the start tag of that name is here; goes on behind the name. */
    private boolean isTag(String name) {
        for (int i = 0; i < name.length(); i++) {
            if ((at(position + i) | 0x20) != name.charAt(i)) return false;
        }
        int next = at(position + name.length());
        if (next != '>' && !Ascii.isWhitespace(next)) return false;
        position += name.length();
        return true;
    }

    /** Goes on behind the tag; false where it is not whole, or not plainly written. */
    private boolean skipAttributes(boolean ofMeta) {
        boolean mayDeclare = ofMeta;
        while (true) {
            skipWhitespace();
            if (at(position) == '/') {
                position++;
                if (at(position) != '>') return false;
            }
            if (at(position) == '>') {
                position++;
                return true;
            }
            int nameStart = position;
            while (isPartOfName(at(position))) position++;
            int nameEnd = position;
            if (nameStart == nameEnd) return false;
            if (ofMeta && isWord("http-equiv", nameStart, nameEnd)) return false;
            if (at(position) != '=') {
                if (at(position) != '>' && !Ascii.isWhitespace(at(position))) return false;
                skipWhitespace();
                if (at(position) == '=') return false;
                continue;
            }
            position++;
            int quote = at(position);
            boolean isQuoted = quote == '"' || quote == '\'';
            if (isQuoted) position++;
            int valueStart = position;
            if (isQuoted) {
                while (at(position) != quote) {
                    if (at(position) < 0) return false;
                    position++;
                }
            } else {
                while (isPartOfName(at(position))) position++;
                if (position == valueStart || (at(position) != '>' && !Ascii.isWhitespace(at(position)))) return false;
            }
            if (ofMeta && isWord("charset", nameStart, nameEnd)) {
                if (!mayDeclare || !declare(valueStart, position)) return false;
                mayDeclare = false;
            }
            if (isQuoted) position++;
        }
    }

    private static boolean isPartOfName(int b) {
        return Ascii.isLetter(b) || Ascii.isDigit(b) || b == '-' || b == '_' || b == '.' || b == ':';
    }

    private boolean isWord(String word, int from, int to) {
        if (to - from != word.length()) return false;
        for (int i = 0; i < word.length(); i++) {
            if (Ascii.toLower((char) bytes[from + i]) != word.charAt(i)) return false;
        }
        return true;
    }

    /** Takes the first declaration; false where it may be none. */
    private boolean declare(int from, int to) {
        if (declared != null) return true;
        Encoding encoding = isWord("utf-8", from, to)
                ? Encoding.UTF_8
                : Encoding.forLabel(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
        declared = encoding == null ? null : encoding.asDeclaredInMarkup();
        return declared != null;
    }

    /** The content up to the end tag; null where that is not here, or where it takes a decoder to tell which bytes it has. */
    private @Nullable String title(Encoding encoding) {
        if (!encoding.isAsciiAsItIs()) return null;
        int from = position;
        boolean isAscii = true;
        while (at(position) != '<') {
            if (position >= end) return null;
            if (bytes[position] < 0) isAscii = false;
            position++;
        }
        int to = position++;
        if (at(position++) != '/' || !isTag("title")) return null;
        if (isAscii) return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        if (encoding != Encoding.UTF_8) return null;
        TextBuffer text = new TextBuffer(to - from);
        TextDecoder decoder = encoding.newDecoder();
        decoder.decode(bytes, from, to, text);
        decoder.end(text);
        return text.toString();
    }
}
