package dev.simul.compare;

/** Writes markup: names of elements and attributes are ours, everything else is escaped, wherever it comes from. */
final class Html {
    private final StringBuilder markup = new StringBuilder(4096);

    /** Begins an element. Attributes are names and values in turn. */
    Html open(String element, String... attributes) {
        markup.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            markup.append(' ').append(attributes[i]).append("=\"");
            markup.append(escaped(attributes[i + 1])).append('"');
        }
        markup.append('>');
        return this;
    }

    Html close(String element) {
        markup.append("</").append(element).append(">\n");
        return this;
    }

    /** An element that holds text. */
    Html text(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close(element);
    }

    Html text(String text) {
        markup.append(escaped(text));
        return this;
    }

    /** What was made by another one of these. */
    Html markup(Html other) {
        markup.append(other.markup);
        return this;
    }

    @Override
    public String toString() {
        return markup.toString();
    }

    /** Text as it may stand in an element or in an attribute in quotation marks. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
