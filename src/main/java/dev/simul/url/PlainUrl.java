package dev.simul.url;

import org.jspecify.annotations.Nullable;

/**
 * Reads URLs that are written as they serialise, which most of a list are, in one pass and without a copy; all others are for
 * {@link UrlParser}, which gives the same for these.
 */
final class PlainUrl {
    // What a character may be part of as it is.
    private static final byte HOST = 1;
    private static final byte PATH = 2;
    private static final byte QUERY = 4;

    private static final byte[] PARTS = new byte[0x80];

    static {
        for (char c = '!'; c < 0x7F; c++) {
            if (Ascii.isDigit(c) || ('a' <= c && c <= 'z') || c == '-' || c == '.') PARTS[c] |= HOST;
            if ("\"#<>?`{}^|\\".indexOf(c) < 0) PARTS[c] |= PATH;
            if ("\"#<>'".indexOf(c) < 0) PARTS[c] |= QUERY;
        }
    }

    private static final int MAX_OCTET = 0xFF;

    private PlainUrl() {}

    /** The URL; null where the general way is to be gone. */
    static @Nullable Url of(String input) {
        Scheme scheme;
        if (input.startsWith("http://")) {
            scheme = Scheme.HTTP;
        } else if (input.startsWith("https://")) {
            scheme = Scheme.HTTPS;
        } else {
            return null;
        }
        int hostStart = scheme.name().length() + "://".length();
        int hostEnd = hostEnd(input, hostStart);
        if (hostEnd < 0) return null;
        int port = Scheme.NO_PORT;
        int authorityEnd = hostEnd;
        if (hostEnd < input.length() && input.charAt(hostEnd) == ':') {
            authorityEnd = endOf(input, hostEnd + 1);
            port = number(input, hostEnd + 1, authorityEnd, UrlParser.MAX_PORT);
            if (port < 0 || port == scheme.defaultPort()) return null;
        }
        int pathEnd = pathEnd(input, authorityEnd);
        if (pathEnd < 0) return null;
        int queryStart = UrlWriter.NONE;
        if (pathEnd < input.length()) {
            queryStart = pathEnd + 1;
            for (int i = queryStart; i < input.length(); i++) {
                if (!isPartOf(QUERY, input.charAt(i))) return null;
            }
        }
        String host = input.substring(hostStart, hostEnd);
        return new Url(input, scheme, host, port, hostStart, authorityEnd, queryStart);
    }

    private static boolean isPartOf(byte part, char c) {
        return c < PARTS.length && (PARTS[c] & part) != 0;
    }

    /** Behind the host; -1 where it is not plainly one. */
    private static int hostEnd(String input, int start) {
        int label = start;
        int i = start;
        for (; i < input.length() && isPartOf(HOST, input.charAt(i)); i++) {
            char c = input.charAt(i);
            if (c == '.') {
                if (i == label) return -1;
                label = i + 1;
            } else if (c == '-' && i > label && input.charAt(i - 1) == '-') {
                return -1; // may be Punycode
            }
        }
        if (i == label) return -1;
        // Where the last label may be a number, the host is an IPv4 address or none (section 3.5, "ends in a number").
        return Ascii.isDigit(input.charAt(label)) && !isIpv4(input, start, i) ? -1 : i;
    }

    /** Whether it is an IPv4 address as that serialises. */
    private static boolean isIpv4(String input, int start, int end) {
        int octets = 0;
        int from = start;
        while (from <= end) {
            int to = Math.min(end, endOf(input, from));
            if (number(input, from, to, MAX_OCTET) < 0 || ++octets > 4) return false;
            if (to < end && input.charAt(to) != '.') return false;
            from = to + 1;
        }
        return octets == 4;
    }

    /** Behind the digits that begin at {@code from}. */
    private static int endOf(String input, int from) {
        int end = from;
        while (end < input.length() && Ascii.isDigit(input.charAt(end))) end++;
        return end;
    }

    /** The number that those digits are; -1 where there are none, where they could be fewer, or where it is more than {@code max}. */
    private static int number(String input, int from, int to, int max) {
        if (from == to || to - from > 5 || (input.charAt(from) == '0' && to - from > 1)) return -1;
        int number = 0;
        for (int i = from; i < to; i++) number = 10 * number + (input.charAt(i) - '0');
        return number > max ? -1 : number;
    }

    /** Behind the path, at the end or the question mark; -1 where it is none, or may have dot segments. */
    private static int pathEnd(String input, int start) {
        int end = input.length();
        if (start == end || input.charAt(start) != '/') return -1;
        for (int i = start; i < end; i++) {
            char c = input.charAt(i);
            if (!isPartOf(PATH, c)) return c == '?' ? i : -1;
            if (c == '/' && i + 1 < end && input.charAt(i + 1) == '.') return -1;
            if (c == '%' && input.regionMatches(true, i, "%2e", 0, 3)) return -1;
        }
        return end;
    }
}
