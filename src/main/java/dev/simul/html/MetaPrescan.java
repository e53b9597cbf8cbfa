package dev.simul.html;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Prescans a byte stream to determine its encoding (HTML, section 13.2.3.2): a rough reading of tags, which knows
 * comments. Otherwise than the standard, and as Chromium, it takes what looks like a tag within a script, a style, a
 * title and the like for the text that it is.
 */
final class MetaPrescan {
    private static final Set<String> TEXT_ONLY =
            Set.of("script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes");

    private static final int END = -1;

    private final byte[] bytes;
    private final int length;
    private int position;
    private String name = "";
    private String value = "";

    MetaPrescan(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    /** The declared encoding; null where none is declared before the bytes end. */
    @Nullable
    Encoding encoding() {
        Encoding utf16 = XmlDeclaration.utf16(bytes, length);
        if (utf16 != null) return utf16;
        while (position < length) {
            if (at(position) == '<') {
                Encoding declared = markup();
                if (declared != null) return declared;
            }
            position++;
        }
        return XmlDeclaration.encoding(bytes, length);
    }

    /** Reads what begins with the {@code <} at the position; leaves the position on its last byte. */
    private @Nullable Encoding markup() {
        int next = at(position + 1);
        if (next == '!' && at(position + 2) == '-' && at(position + 3) == '-') {
            position += 4; // the dashes of "<!--" may be those of "-->"
            while (position < length && !(at(position) == '>' && at(position - 1) == '-' && at(position - 2) == '-')) {
                position++;
            }
        } else if (isMeta()) {
            position += 5;
            return meta();
        } else if (Ascii.isLetter(next) || (next == '/' && Ascii.isLetter(at(position + 2)))) {
            int start = ++position;
            while (position < length && at(position) != '>' && !Ascii.isWhitespace(at(position))) position++;
            String tag = new String(bytes, start, position - start, StandardCharsets.ISO_8859_1);
            while (attribute()) {} // only to find the end of the tag
            skipText(tag.toLowerCase(Locale.ROOT));
        } else if (next == '!' || next == '/' || next == '?') {
            while (position < length && at(position) != '>') position++;
        }
        return null;
    }

    private void skipText(String tag) {
        String element = tag.endsWith("/") ? tag.substring(0, tag.length() - 1) : tag;
        if (!TEXT_ONLY.contains(element)) return;
        RawText text = new RawText(element);
        do position++;
        while (position < length && !text.isEnd((char) at(position)));
    }

    private boolean isMeta() {
        String wanted = "meta";
        for (int i = 0; i < wanted.length(); i++) {
            if ((at(position + 1 + i) | 0x20) != wanted.charAt(i)) return false;
        }
        int next = at(position + 5);
        return next == '/' || Ascii.isWhitespace(next);
    }

    private @Nullable Encoding meta() {
        boolean seenPragma = false; // of two attributes with the same name the first counts
        boolean seenContent = false;
        boolean seenCharset = false;
        boolean isPragma = false;
        boolean needsPragma = false;
        boolean hasCharset = false;
        Encoding charset = null;
        while (attribute()) {
            switch (name) {
                case "http-equiv" -> {
                    isPragma |= !seenPragma && value.equals("content-type");
                    seenPragma = true;
                }
                case "content" -> {
                    Encoding found = seenContent || hasCharset ? null : MetaContent.encoding(value);
                    seenContent = true;
                    if (found != null) {
                        charset = found;
                        hasCharset = true;
                        needsPragma = true;
                    }
                }
                case "charset" -> {
                    if (seenCharset) continue;
                    seenCharset = true;
                    charset = Encoding.forLabel(value); // an unknown one counts, too: as a failure
                    hasCharset = true;
                    needsPragma = false;
                }
                default -> {}
            }
        }
        if (position >= length) return null; // the tag did not end
        if (charset == null || (needsPragma && !isPragma)) return null;
        return charset.asDeclaredInMarkup();
    }

    /** Gets an attribute into {@link #name} and {@link #value}; false where the tag, or the input, ends. */
    private boolean attribute() {
        while (Ascii.isWhitespace(at(position)) || at(position) == '/') position++;
        if (at(position) == '>' || at(position) == END) return false;
        StringBuilder collected = new StringBuilder();
        value = "";
        while (true) {
            int b = at(position);
            if (b == END) return false;
            if ((b == '=' && !collected.isEmpty()) || b == '/' || b == '>' || Ascii.isWhitespace(b)) break;
            collected.append(Ascii.toLower((char) b));
            position++;
        }
        name = collected.toString();
        while (Ascii.isWhitespace(at(position))) position++;
        if (at(position) != '=') return true;
        position++;
        while (Ascii.isWhitespace(at(position))) position++;
        int quote = at(position);
        return (quote == '"' || quote == '\'') ? quoted(quote) : unquoted();
    }

    private boolean quoted(int quote) {
        StringBuilder collected = new StringBuilder();
        for (position++; at(position) != quote; position++) {
            if (at(position) == END) return false;
            collected.append(Ascii.toLower((char) at(position)));
        }
        position++;
        value = collected.toString();
        return true;
    }

    private boolean unquoted() {
        StringBuilder collected = new StringBuilder();
        while (at(position) != '>' && !Ascii.isWhitespace(at(position))) {
            if (at(position) == END) return false;
            collected.append(Ascii.toLower((char) at(position)));
            position++;
        }
        value = collected.toString();
        return true;
    }

    private int at(int index) {
        return index < length ? bytes[index] & 0xFF : END;
    }
}
