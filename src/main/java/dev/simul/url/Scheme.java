package dev.simul.url;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A scheme with what the standard knows of it (section 4.2, "URL miscellaneous").
 *
 * @param name in lower case, without the colon
 * @param isSpecial whether it is one of the six whose URLs have a host, a list for a path, and backslashes as slashes
 * @param defaultPort the port that goes without saying; {@link #NO_PORT} where there is none
 */
record Scheme(String name, boolean isSpecial, int defaultPort) {
    static final int NO_PORT = -1;

    static final Scheme HTTP = special("http", 80);
    static final Scheme HTTPS = special("https", 443);
    static final Scheme FILE = special("file", NO_PORT);

    private static final Scheme[] SPECIAL = {
        HTTPS, HTTP, FILE, special("ftp", 21), special("ws", 80), special("wss", 443)
    };

    private static Scheme special(String name, int defaultPort) {
        return new Scheme(name, true, defaultPort);
    }

    /** The scheme that {@code input} has from {@code from} to {@code to}, in any case; those characters are ASCII. */
    static Scheme of(String input, int from, int to) {
        int length = to - from;
        for (Scheme scheme : SPECIAL) {
            if (scheme.name.length() == length && input.regionMatches(true, from, scheme.name, 0, length)) {
                return scheme;
            }
        }
        return new Scheme(input.substring(from, to).toLowerCase(Locale.ROOT), false, NO_PORT);
    }

    /** Of each special one there is one object, so that to tell two apart is quick. */
    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) return true;
        return other instanceof Scheme scheme && !isSpecial && !scheme.isSpecial && name.equals(scheme.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    boolean isWebSocket() {
        return name.equals("ws") || name.equals("wss");
    }

    boolean isFile() {
        return equals(FILE);
    }

    /** Whether URLs of this scheme have an origin that others can share (section 4.7, "Origin"). */
    boolean hasTupleOrigin() {
        return isSpecial && !isFile();
    }
}
