package dev.simul.http;

/**
 * One field line of a header section, its value without surrounding white space (RFC 9110 section 5). Bytes beyond ASCII are
 * read and written as ISO-8859-1, so that nothing is lost.
 */
public record HeaderField(String name, String value) {
    /**
     * A field that may be sent.
     *
     * @throws IllegalArgumentException if the name is not a token or the value holds a line break or NUL
     */
    public static HeaderField checked(String name, String value) {
        if (name.isEmpty()) throw new IllegalArgumentException("the header has no name");
        for (int i = 0; i < name.length(); i++) {
            if (!isTokenChar(name.charAt(i))) {
                throw new IllegalArgumentException("not a header name: '" + name + "'");
            }
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\r' || c == '\n' || c == 0 || c > 0xff) {
                throw new IllegalArgumentException(
                        "the value of the header " + name + " holds a character that HTTP forbids");
            }
        }
        return new HeaderField(name, value.strip());
    }

    /** RFC 9110 section 5.6.2. */
    static boolean isTokenChar(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }

    /** White space as HTTP has it, space and tab only (RFC 9110 section 5.6.3): a vertical tab is none. */
    static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }

    /** {@code text} without the white space around it. */
    static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) from++;
        while (to > from && isSpace(text.charAt(to - 1))) to--;
        return text.substring(from, to);
    }

    boolean isNamed(String other) {
        return name.equalsIgnoreCase(other);
    }
}
