package dev.simul.cookie;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The domains under which anybody can have one of his own, so that nobody may set a cookie for all of them (publicsuffix.org).
 *
 * <p>The table is a line a domain, in ASCII and in order of its bytes, searched by halving: {@code co.uk} is one, {@code ck*}
 * makes one of all that is directly below {@code ck}, {@code www.ck!} is none in spite of that. Read when it is first asked for.
 * Any thread.
 */
public final class PublicSuffixes {
    private static final char WILDCARD = '*';
    private static final char EXCEPTION = '!';
    private static final char PLAIN = '\n';
    private static final char NONE = 0;

    private static final class Table {
        static final byte[] LINES = read();

        private static byte[] read() {
            try (InputStream in = PublicSuffixes.class.getResourceAsStream("public-suffixes.txt")) {
                if (in == null) throw new IllegalStateException("no public-suffixes.txt");
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private PublicSuffixes() {}

    /**
     * Whether {@code domain} is a public suffix: by a rule of its own; by a wildcard above it; or because it is a single label,
     * as all are that no rule knows. Like libpsl, and so curl, we take {@code *.ck} to say that {@code ck} is one as well.
     *
     * @param domain in lower case and ASCII; a dot at its end does not count
     */
    static boolean contains(String domain) {
        String name = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
        int dot = name.indexOf('.');
        if (dot < 0) return true;
        char rule = ruleOf(name);
        if (rule != NONE) return rule != EXCEPTION;
        return ruleOf(name.substring(dot + 1)) == WILDCARD;
    }

    /**
     * The part of {@code domain} that somebody has registered: the public suffix and one label more.
     *
     * @param domain in lower case and ASCII, and no IP address
     * @return null where it is a public suffix itself
     */
    public static @Nullable String registrableIn(String domain) {
        if (contains(domain)) return null;
        String name = domain;
        while (true) {
            String parent = name.substring(name.indexOf('.') + 1);
            if (contains(parent)) return name;
            name = parent;
        }
    }

    /** What is after {@code name} in its line; {@link #NONE} where it has none. */
    private static char ruleOf(String name) {
        byte[] key = name.getBytes(StandardCharsets.ISO_8859_1);
        byte[] lines = Table.LINES;
        int low = 0;
        int high = lines.length;
        while (low < high) {
            int start = startOfLine(lines, (low + high) >>> 1, low);
            int end = start;
            while (isOfName(lines[end])) end++;
            int order = compare(key, lines, start, end);
            if (order == 0) return (char) lines[end];
            if (order < 0) {
                high = start;
            } else {
                while (lines[end] != '\n') end++;
                low = end + 1;
            }
        }
        return NONE;
    }

    private static int startOfLine(byte[] lines, int from, int low) {
        int start = from;
        while (start > low && lines[start - 1] != '\n') start--;
        return start;
    }

    private static boolean isOfName(byte b) {
        return b != PLAIN && b != WILDCARD && b != EXCEPTION;
    }

    private static int compare(byte[] key, byte[] lines, int start, int end) {
        int length = Math.min(key.length, end - start);
        for (int i = 0; i < length; i++) {
            int difference = key[i] - lines[start + i];
            if (difference != 0) return difference;
        }
        return key.length - (end - start);
    }
}
