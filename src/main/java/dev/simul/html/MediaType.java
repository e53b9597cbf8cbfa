package dev.simul.html;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A MIME type as the MIME Sniffing standard reads it (section 4.4), a little more leniently, with the one parameter that matters here.
 *
 * <p>Immutable, any thread.
 *
 * @param essence {@code type/subtype}, lower case, without parameters
 * @param charset the first {@code charset} parameter as it was sent, unquoted; null where there is none
 */
public record MediaType(String essence, @Nullable String charset) {
    private static final MediaType HTML = new MediaType("text/html", null);
    private static final MediaType HTML_UTF_8 = new MediaType("text/html", "utf-8");

    /** Characters other than letters and digits in a token (RFC 9110, section 5.6.2). */
    private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";

    /**
     * Reads a Content-Type field value; never throws, whatever the value holds.
     *
     * @param contentType the raw field value; null where none was sent
     * @return null where the value is null or is not a media type
     */
    public static @Nullable MediaType parse(@Nullable String contentType) {
        if (contentType == null) return null;
        if (contentType.equals(HTML.essence)) return HTML; // as most servers have it, and another one mostly has it
        if (contentType.equals("text/html; charset=utf-8")) return HTML_UTF_8;
        String input = strip(contentType, 0, contentType.length());
        int slash = input.indexOf('/');
        if (slash < 0) return null;
        int end = indexOf(input, ';', slash);
        String type = input.substring(0, slash);
        String subtype = input.substring(slash + 1, endOfSubtype(input, slash + 1, end));
        if (!isToken(type) || !isToken(subtype)) return null;
        return new MediaType((type + '/' + subtype).toLowerCase(Locale.ROOT), charset(input, end));
    }

    /** True for HTML proper, which browsers hand to their HTML parser. */
    public boolean isHtml() {
        return essence.equals("text/html");
    }

    /** True for an XML MIME type (MIME Sniffing, section 4.6), XHTML and SVG among them. */
    public boolean isXml() {
        return essence.endsWith("+xml") || essence.equals("text/xml") || essence.equals("application/xml");
    }

    /** For the standard what stands behind white space makes it no media type; browsers do not mind. */
    private static int endOfSubtype(String input, int from, int to) {
        int end = from;
        while (end < to && !isHttpWhitespace(input.charAt(end)) && input.charAt(end) != '(') end++;
        return end;
    }

    private static @Nullable String charset(String input, int from) {
        int position = from;
        while (position < input.length()) {
            position = skipWhitespace(input, position + 1); // past the ';'
            int nameEnd = position;
            while (nameEnd < input.length() && input.charAt(nameEnd) != ';' && input.charAt(nameEnd) != '=') nameEnd++;
            boolean wanted = nameEnd - position == 7 && input.regionMatches(true, position, "charset", 0, 7);
            position = nameEnd;
            if (position >= input.length() || input.charAt(position) == ';') continue;
            position++; // past the '='
            String value;
            if (position < input.length() && input.charAt(position) == '"') {
                StringBuilder unquoted = new StringBuilder();
                position = indexOf(input, ';', unquote(input, position + 1, unquoted));
                value = unquoted.toString();
            } else {
                int end = indexOf(input, ';', position);
                value = stripTrailing(input, position, end);
                position = end;
                if (value.isEmpty()) continue;
            }
            if (wanted && isQuotable(value)) return value;
        }
        return null;
    }

    /** Collects an HTTP quoted string (Fetch, section 2.2); returns the position after it. */
    private static int unquote(String input, int from, StringBuilder value) {
        int position = from;
        while (position < input.length()) {
            char c = input.charAt(position++);
            if (c == '"') break;
            if (c == '\\' && position < input.length()) c = input.charAt(position++);
            value.append(c);
        }
        return position;
    }

    private static int indexOf(String input, char wanted, int from) {
        int index = input.indexOf(wanted, from);
        return index < 0 ? input.length() : index;
    }

    private static String strip(String input, int from, int to) {
        int start = from;
        while (start < to && isHttpWhitespace(input.charAt(start))) start++;
        return stripTrailing(input, start, to);
    }

    private static String stripTrailing(String input, int from, int to) {
        int end = to;
        while (end > from && isHttpWhitespace(input.charAt(end - 1))) end--;
        return input.substring(from, end);
    }

    private static int skipWhitespace(String input, int from) {
        int position = from;
        while (position < input.length() && isHttpWhitespace(input.charAt(position))) position++;
        return position;
    }

    private static boolean isHttpWhitespace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static boolean isToken(String s) {
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (!Ascii.isLetter(c) && !Ascii.isDigit(c) && TOKEN_PUNCTUATION.indexOf(c) < 0) return false;
        }
        return !s.isEmpty();
    }

    private static boolean isQuotable(String s) {
        return s.chars().allMatch(c -> c == '\t' || (c >= 0x20 && c <= 0xFF && c != 0x7F));
    }
}
