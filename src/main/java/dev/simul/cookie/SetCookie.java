package dev.simul.cookie;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one {@code Set-Cookie} field says (section 5.6), whoever says it. Text is ISO-8859-1, so that a character is an octet.
 *
 * @param name empty where the cookie has none
 * @param expiry null for as long as the jar lasts
 * @param domain in lower case, without a dot before it; empty where none is given
 * @param path null where no attribute gives one; empty where one does that counts as the default
 * @param sameSiteNone whether {@code SameSite=None} is what counts
 */
record SetCookie(
        String name,
        String value,
        @Nullable Instant expiry,
        String domain,
        @Nullable String path,
        boolean secure,
        boolean sameSiteNone) {
    private static final int MAX_NAME_AND_VALUE = 4096;
    private static final int MAX_ATTRIBUTE = 1024;
    /** Section 5.5. */
    static final Duration MAX_AGE = Duration.ofDays(400);

    /** Returns null where the field is to be ignored. */
    static @Nullable SetCookie parse(String field, Instant now) {
        if (hasControl(field)) return null;
        int end = indexOf(field, ';', 0, field.length());
        int equals = indexOf(field, '=', 0, end);
        String name = equals == end ? "" : trim(field, 0, equals);
        String value = trim(field, equals == end ? 0 : equals + 1, end);
        if (name.length() + value.length() > MAX_NAME_AND_VALUE) return null;
        Attributes attributes = new Attributes(now);
        while (end < field.length()) {
            int from = end + 1;
            end = indexOf(field, ';', from, field.length());
            equals = indexOf(field, '=', from, end);
            String given = equals == end ? "" : trim(field, equals + 1, end);
            if (given.length() <= MAX_ATTRIBUTE) attributes.add(trim(field, from, equals), given);
        }
        return new SetCookie(
                name,
                value,
                attributes.maxAge != null ? attributes.maxAge : attributes.expires,
                attributes.domain,
                attributes.path,
                attributes.secure,
                attributes.sameSiteNone);
    }

    /** The attributes so far: of several of a name the last one counts. */
    private static final class Attributes {
        private final Instant now;
        private @Nullable Instant maxAge;
        private @Nullable Instant expires;
        private String domain = "";
        private @Nullable String path;
        private boolean secure;
        private boolean sameSiteNone;

        Attributes(Instant now) {
            this.now = now;
        }

        void add(String name, String value) {
            switch (name.toLowerCase(Locale.ROOT)) {
                case "expires" -> {
                    Instant date = CookieDate.parse(value);
                    if (date != null) expires = atMost(date);
                }
                case "max-age" -> {
                    Instant end = endOf(value);
                    if (end != null) maxAge = end;
                }
                case "domain" -> domain = (value.startsWith(".") ? value.substring(1) : value).toLowerCase(Locale.ROOT);
                case "path" -> path = value.startsWith("/") ? value : "";
                case "secure" -> secure = true;
                case "samesite" -> sameSiteNone = value.equalsIgnoreCase("None");
                default -> {} // HttpOnly among them: it is about scripts
            }
        }

        /** Section 5.6.2; null where {@code seconds} is not a number. */
        private @Nullable Instant endOf(String seconds) {
            boolean negative = seconds.startsWith("-");
            String digits = negative ? seconds.substring(1) : seconds;
            if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) return null;
            String significant = digits.replaceFirst("^0+", "");
            if (negative || significant.isEmpty()) return Instant.MIN;
            boolean isLong = significant.length() > 9;
            return isLong ? now.plus(MAX_AGE) : atMost(now.plusSeconds(Integer.parseInt(significant)));
        }

        private Instant atMost(Instant expiry) {
            Instant limit = now.plus(MAX_AGE);
            return expiry.isAfter(limit) ? limit : expiry;
        }
    }

    private static boolean hasControl(String field) {
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) return true;
        }
        return false;
    }

    /** Where {@code c} is between {@code from} and {@code to}; {@code to} where it is not. */
    private static int indexOf(String text, char c, int from, int to) {
        int index = text.indexOf(c, from, to);
        return index < 0 ? to : index;
    }

    private static String trim(String text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && isSpace(text.charAt(start))) start++;
        while (end > start && isSpace(text.charAt(end - 1))) end--;
        return text.substring(start, end);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }
}
