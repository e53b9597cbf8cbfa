package dev.simul.testing;

import dev.simul.testing.ReplyCase.Mode;
import dev.simul.testing.ReplyCase.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads our own table of replies, whose first lines say what it looks like. */
final class ReplyTable {
    /** Longer ones are not sent byte by byte. */
    private static final int MAX_DRIBBLED = 20_000;

    private static final String INDENT = "  ";

    private final List<ReplyCase> cases = new ArrayList<>();
    private String heading = "";
    private final StringBuilder bytes = new StringBuilder();

    private ReplyTable() {}

    static Stream<ReplyCase> read() {
        try (InputStream in = ReplyTable.class.getResourceAsStream("/http/replies.txt")) {
            ReplyTable table = new ReplyTable();
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(table::line);
            table.endCase();
            return table.cases.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void line(String line) {
        if (line.startsWith(INDENT)) {
            bytes.append(line.substring(INDENT.length()));
        } else if (!line.isBlank() && !line.startsWith("#")) {
            endCase();
            heading = line;
        }
    }

    private void endCase() {
        if (!heading.isEmpty()) cases.add(reply(heading.split(" \\| ", -1), new Escaped(bytes.toString()).text()));
        bytes.setLength(0);
    }

    private static ReplyCase reply(String[] columns, String text) {
        String[] expected = columns[2].split(" ", -1);
        int status = expected[0].equals("-") ? 0 : Integer.parseInt(expected[0]);
        boolean whole = Character.isDigit(expected[1].charAt(0));
        @Nullable Long length = whole ? Long.valueOf(expected[1]) : null;
        List<Mode> modes = text.length() > MAX_DRIBBLED ? List.of(Mode.WHOLE, Mode.SPLIT) : List.of(Mode.values());
        return new ReplyCase(
                columns[0],
                text,
                switch (columns[1]) {
                    case "keep" -> false;
                    case "close" -> true;
                    default -> throw new IllegalArgumentException(columns[1]);
                },
                modes,
                whole ? List.of(new Outcome(status, length)) : List.of(),
                whole ? List.of() : List.of(expected[1]),
                whole ? null : status,
                null);
    }

    /** Text with escapes and repetitions. */
    private static final class Escaped {
        private final String source;
        private int position;

        Escaped(String source) {
            this.source = source;
        }

        String text() {
            StringBuilder text = new StringBuilder();
            while (position < source.length() && source.charAt(position) != '}') text.append(next());
            return text.toString();
        }

        private String next() {
            char c = source.charAt(position++);
            return switch (c) {
                case '\\' -> String.valueOf(escape());
                case '{' -> repetition();
                default -> String.valueOf(c);
            };
        }

        private char escape() {
            char c = source.charAt(position++);
            return switch (c) {
                case 'r' -> '\r';
                case 'n' -> '\n';
                case 't' -> '\t';
                case '0' -> '\0';
                case '\\' -> '\\';
                case 'x' -> {
                    position += 2;
                    yield (char) Integer.parseInt(source.substring(position - 2, position), 16);
                }
                default -> throw new IllegalArgumentException("\\" + c + " in " + source);
            };
        }

        private String repetition() {
            int star = source.indexOf('*', position);
            int times = Integer.parseInt(source.substring(position, star));
            position = star + 1;
            String repeated = text();
            position++; // the closing brace
            return repeated.repeat(times);
        }
    }
}
