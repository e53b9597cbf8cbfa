package dev.simul.html;

import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/** From the content of a title element to what {@code document.title} gives. */
final class TitleText {
    /** References to U+D800 to U+DFFF (55296 to 57343), which stand for U+FFFD (HTML, section 13.2.5.80); jsoup lets them through. */
    private static final Pattern SURROGATE_REFERENCE = Pattern.compile(
            "&#(?:[xX]0*+[dD][89a-fA-F][0-9a-fA-F]{2}(?![0-9a-fA-F])"
                    + "|0*+(?:5529[6-9]|55[3-9][0-9]{2}|56[0-9]{3}|57[0-2][0-9]{2}|573[0-3][0-9]|5734[0-3])(?![0-9]));?");

    private TitleText() {}

    /** Resolves the character references of RCDATA, then {@link #collapsed collapses}. */
    static String ofRcdata(String content) {
        String text = content.replace('\0', TextBuffer.REPLACEMENT);
        String plain = PlainReferences.resolve(text);
        return collapsed(plain == null ? resolved(text) : plain);
    }

    /** Any references, by jsoup. */
    static String resolved(String rcdata) {
        return Parser.unescapeEntities(withoutSurrogateReferences(rcdata), false);
    }

    /** Strips and collapses ASCII white space (HTML, section 3.1.5). */
    static String collapsed(String text) {
        if (isCollapsed(text)) return text;
        StringBuilder result = new StringBuilder(text.length());
        boolean isSpacePending = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Ascii.isWhitespace(c)) {
                isSpacePending = result.length() > 0;
            } else {
                if (isSpacePending) result.append(' ');
                isSpacePending = false;
                result.append(c);
            }
        }
        return result.toString();
    }

    private static boolean isCollapsed(String text) {
        boolean wasSpace = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isSpace = Ascii.isWhitespace(c);
            if (isSpace && (wasSpace || c != ' ')) return false;
            wasSpace = isSpace;
        }
        return !wasSpace || text.isEmpty();
    }

    /** The text with U+FFFD for each reference to a surrogate, wherever in the markup it stands. */
    static String withoutSurrogateReferences(String markup) {
        return markup.contains("&#") ? SURROGATE_REFERENCE.matcher(markup).replaceAll("\uFFFD") : markup;
    }
}
