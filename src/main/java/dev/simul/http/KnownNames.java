package dev.simul.http;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Names of header fields as servers spell them: most heads have no other, and so need no memory for them. */
final class KnownNames {
    private static final List<String> SPELLINGS = List.of(
            "Accept-Ranges",
            "Age",
            "Alt-Svc",
            "CF-RAY",
            "Cache-Control",
            "Connection",
            "Content-Encoding",
            "Content-Language",
            "Content-Length",
            "Content-Security-Policy",
            "Content-Type",
            "Date",
            "ETag",
            "Expires",
            "Keep-Alive",
            "Last-Modified",
            "Link",
            "Location",
            "P3P",
            "Pragma",
            "Referrer-Policy",
            "Retry-After",
            "Server",
            "Set-Cookie",
            "Strict-Transport-Security",
            "Transfer-Encoding",
            "Vary",
            "Via",
            "X-Cache",
            "X-Content-Type-Options",
            "X-Frame-Options",
            "X-Powered-By",
            "X-Request-Id",
            "X-Robots-Tag",
            "X-XSS-Protection",
            "access-control-allow-origin",
            "age",
            "cache-control",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "date",
            "etag",
            "expires",
            "last-modified",
            "location",
            "server",
            "set-cookie",
            "transfer-encoding",
            "vary");

    /** A power of two, several times as many as there are names. */
    private static final int PLACES = 256;

    /** Each name at its place, or at the next one that is free. */
    private static final String[] TABLE = table();

    private KnownNames() {}

    private static String[] table() {
        String[] table = new String[PLACES];
        for (String name : SPELLINGS) {
            byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
            int place = place(bytes, 0, bytes.length);
            while (table[place] != null) place = (place + 1) % PLACES;
            table[place] = name;
        }
        return table;
    }

    /** The first and the last letter, the one in the middle and the length: enough to tell these apart. */
    private static int place(byte[] bytes, int from, int to) {
        int length = to - from;
        int hash = bytes[from] * 31 + bytes[to - 1] * 7 + bytes[from + length / 2] * 131 + length * 17;
        return (hash & 0x7FFFFFFF) % PLACES;
    }

    /** The name that these bytes are, in ISO-8859-1. */
    static String name(byte[] bytes, int from, int to) {
        if (from == to) return "";
        int place = place(bytes, from, to);
        for (String known = TABLE[place]; known != null; known = TABLE[place]) {
            if (is(known, bytes, from, to)) return known;
            place = (place + 1) % PLACES;
        }
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static boolean is(String name, byte[] bytes, int from, int to) {
        if (name.length() != to - from) return false;
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) != bytes[from + i]) return false;
        }
        return true;
    }
}
