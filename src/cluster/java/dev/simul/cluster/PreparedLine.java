package dev.simul.cluster;

import dev.simul.source.SourceLine;
import org.jspecify.annotations.Nullable;

/**
 * A line of the list as it is kept in a prepared file: one line of text, whatever it has in it.
 *
 * @param line see {@link SourceLine#line}
 * @param isRepeated see {@link SourceLine#isRepeated}
 * @param text see {@link SourceLine#text}
 * @param defect see {@link SourceLine#defect}
 */
record PreparedLine(
        long line,
        boolean isRepeated,
        String text,
        @Nullable String defect) {
    private static final String REPEATED = "=";

    static PreparedLine of(SourceLine line) {
        return new PreparedLine(line.line(), line.isRepeated(), line.text(), line.defect());
    }

    /** Reads what {@link #encoded} has made. */
    static PreparedLine parse(String encoded) {
        String[] fields = encoded.split("\t", -1);
        if (fields.length < 3) throw new IllegalArgumentException("not a prepared line: " + encoded);
        return new PreparedLine(
                Long.parseLong(fields[0]),
                fields[1].equals(REPEATED),
                unescape(fields[2]),
                fields.length > 3 ? unescape(fields[3]) : null);
    }

    String encoded() {
        String plain = line + "\t" + (isRepeated ? REPEATED : "") + "\t" + escape(text);
        return defect == null ? plain : plain + "\t" + escape(defect);
    }

    /** As the crawl wants it. */
    SourceLine toSourceLine(long sequence) {
        return new SourceLine(sequence, text, line, isRepeated, defect, null);
    }

    /** What ends a line to some reader, or a field to us. */
    private static String escape(String text) {
        StringBuilder escaped = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char letter = switch (c) {
                case '\\' -> '\\';
                case '\n' -> 'n';
                case '\r' -> 'r';
                case '\t' -> 't';
                default -> 0;
            };
            if (letter != 0 && escaped == null) escaped = new StringBuilder(text.length() + 8).append(text, 0, i);
            if (escaped == null) continue;
            if (letter != 0) {
                escaped.append('\\').append(letter);
            } else {
                escaped.append(c);
            }
        }
        return escaped == null ? text : escaped.toString();
    }

    private static String unescape(String text) {
        if (text.indexOf('\\') < 0) return text;
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            if (++i == text.length()) throw new IllegalArgumentException("an escape that is not whole: " + text);
            plain.append(
                    switch (text.charAt(i)) {
                        case '\\' -> '\\';
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        case 't' -> '\t';
                        default -> throw new IllegalArgumentException("an unknown escape: " + text);
                    });
        }
        return plain.toString();
    }
}
