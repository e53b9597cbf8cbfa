package dev.simul.html;

import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one {@code meta} tag that may declare an encoding; all others pass through unkept. Of two with the
 * same name the first counts.
 */
final class MetaAttributes {
    /** No value of any use is longer; a longer one is cut. */
    private static final int VALUE_LIMIT = 1024;

    private static final int NAME_LIMIT = 12;

    private final StringBuilder name = new StringBuilder();
    private final StringBuilder value = new StringBuilder();
    private boolean isWanted;
    private @Nullable String charset;
    private @Nullable String httpEquiv;
    private @Nullable String content;

    void clear() {
        isWanted = false;
        name.setLength(0);
        charset = null;
        httpEquiv = null;
        content = null;
    }

    /** Whether the attributes that follow are to be kept at all. */
    void isWanted(boolean wanted) {
        isWanted = wanted;
    }

    /** The next attribute begins, the one before is complete. */
    void begin() {
        end();
        name.setLength(0);
        value.setLength(0);
    }

    void name(char c) {
        if (isWanted && name.length() < NAME_LIMIT) name.append(Ascii.toLower(c));
    }

    void value(char c) {
        if (isWanted && value.length() < VALUE_LIMIT) value.append(c);
    }

    /** The last attribute is complete. */
    void end() {
        if (!isWanted) return;
        switch (name.toString()) {
            case "charset" -> charset = charset == null ? unescaped() : charset;
            case "http-equiv" -> httpEquiv = httpEquiv == null ? unescaped() : httpEquiv;
            case "content" -> content = content == null ? unescaped() : content;
            default -> {}
        }
    }

    private String unescaped() {
        return Parser.unescapeEntities(value.toString(), true);
    }

    /** The encoding that a {@code meta} element in the head declares (HTML, section 13.2.6.4.4); null where none. */
    @Nullable
    Encoding declaredEncoding() {
        Encoding declared = Encoding.forLabel(charset);
        if (declared == null && content != null && "content-type".equalsIgnoreCase(httpEquiv)) {
            declared = MetaContent.encoding(content);
        }
        return declared == null ? null : declared.asDeclaredInMarkup();
    }
}
