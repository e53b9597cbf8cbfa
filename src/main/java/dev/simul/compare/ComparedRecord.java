package dev.simul.compare;

import dev.simul.result.Answer;
import dev.simul.result.CrawlRecord;
import dev.simul.result.Page;
import dev.simul.result.Target;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Those values of a record that must not depend on how it was made, and the line that carries them from one process to
 * another: the number of the record and the fields, separated by tabs, with {@code \\N} for null.
 *
 * @param values of a URL in the order of {@link #FIELDS}; the first one names what it is the record of
 */
record ComparedRecord(long sequence, List<@Nullable String> values) {
    /** Those of a URL, as in a record's keys; of an error the kind. */
    static final List<String> FIELDS = List.of(
            "url", "line", "final_url", "status", "title", "content_type", "charset", "bytes", "redirects", "error");

    private static final String NULL = "\\N";

    static ComparedRecord of(CrawlRecord record) {
        Target target = record.target();
        Answer answer = record.answer();
        Page page = record.page();
        List<@Nullable String> values = new ArrayList<>(FIELDS.size());
        values.add(target.url());
        values.add(target.line() == Target.NO_LINE ? null : Long.toString(target.line()));
        values.add(answer.finalUrl());
        values.add(answer.hasStatus() ? Integer.toString(answer.status()) : null);
        values.add(page.title());
        values.add(page.contentType());
        values.add(page.charset());
        values.add(Long.toString(page.bytes()));
        values.add(String.join(" ", answer.redirects())); // a URL holds no space
        values.add(record.error() == null ? null : record.error().kind().id());
        return new ComparedRecord(target.sequence(), values);
    }

    /** The line of {@code record}, without its end. */
    static String lineOf(CrawlRecord record) {
        return of(record).toLine();
    }

    /** The line, without its end. */
    String toLine() {
        StringBuilder line = new StringBuilder(160).append(sequence);
        for (String value : values) {
            line.append('\t');
            if (value == null) {
                line.append(NULL);
            } else {
                appendEscaped(value, line);
            }
        }
        return line.toString();
    }

    /** The number of the record that {@code line} carries. */
    static long sequenceOf(String line) {
        return Long.parseLong(line, 0, line.indexOf('\t'), 10);
    }

    static ComparedRecord parse(String line) {
        String[] parts = line.split("\t", -1);
        List<@Nullable String> values = new ArrayList<>(FIELDS.size());
        for (int i = 1; i < parts.length; i++) values.add(parts[i].equals(NULL) ? null : unescaped(parts[i]));
        return new ComparedRecord(Long.parseLong(parts[0]), values);
    }

    private static void appendEscaped(String value, StringBuilder line) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> line.append("\\\\");
                case '\t' -> line.append("\\t");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                default -> line.append(c);
            }
        }
    }

    private static String unescaped(String text) {
        if (text.indexOf('\\') < 0) return text;
        StringBuilder value = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                value.append(c);
                continue;
            }
            char escaped = text.charAt(++i);
            value.append(
                    switch (escaped) {
                        case 't' -> '\t';
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        default -> escaped;
                    });
        }
        return value.toString();
    }
}
