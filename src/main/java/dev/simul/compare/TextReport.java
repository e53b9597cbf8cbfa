package dev.simul.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A {@link ComparisonResult} for people: a table, then whether it means anything. At most 100 columns wide. */
public final class TextReport {
    private static final List<String> HEADINGS =
            List.of("model", "median", "min – max", "req/s", "CPU", "threads", "heap", "in flight", "speed-up");
    private static final int MAX_VALUE_CHARACTERS = 60;
    private static final int MAX_URL_CHARACTERS = 80;

    private TextReport() {}

    public static String of(ComparisonResult result) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        for (ModelFigures model : result.models()) rows.add(row(model, result.speedUp(model)));
        StringBuilder text = new StringBuilder(1024);
        appendTable(rows, text);
        text.append('\n').append(verdict(result));
        return text.toString();
    }

    /** Whether the figures mean anything; if not, which URLs differ, and in what. */
    public static String verdict(ComparisonResult result) {
        StringBuilder text = new StringBuilder(256);
        appendVerdict(result, text);
        return text.toString();
    }

    private static List<String> row(ModelFigures model, OptionalDouble speedUp) {
        return List.of(
                model.model().label(),
                seconds(model.wall().median()) + " s",
                seconds(model.wall().min()) + " – " + seconds(model.wall().max()),
                String.format(
                        Locale.ROOT, model.requestsPerSecond() < 100 ? "%.1f" : "%,.0f", model.requestsPerSecond()),
                String.format(Locale.ROOT, "%.2f s", model.cpu().median()),
                Integer.toString(model.peakThreads()),
                String.format(Locale.ROOT, "%.0f MiB", model.peakHeapBytes() / (1024.0 * 1024)),
                Integer.toString(model.mostInFlight()),
                speedUp.isPresent() ? String.format(Locale.ROOT, "%.1f×", speedUp.getAsDouble()) : "—");
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, seconds < 100 ? "%.3f" : "%.1f", seconds);
    }

    /** The first column is set to the left, the others to the right. */
    private static void appendTable(List<List<String>> rows, StringBuilder text) {
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                int index = column;
                int width = rows.stream()
                        .mapToInt(each -> each.get(index).length())
                        .max()
                        .orElse(0);
                String padding = " ".repeat(width - row.get(column).length());
                if (column == 0) {
                    text.append(row.get(column)).append(padding);
                } else {
                    text.append("  ").append(padding).append(row.get(column));
                }
            }
            text.append('\n');
        }
    }

    private static void appendVerdict(ComparisonResult result, StringBuilder text) {
        if (result.recordsAreEqual()) {
            text.append("records: equal (")
                    .append(counted(result.urls(), "URL"))
                    .append(" × ")
                    .append(counted(result.models().size(), "model"))
                    .append(" × ")
                    .append(counted(result.rounds(), "round"))
                    .append(")\n");
            return;
        }
        text.append(String.format(
                Locale.ROOT,
                "VOID: the records of %,d of %s are not the same in all runs, so the figures compare nothing%n",
                result.differing(),
                counted(result.urls(), "URL")));
        for (Difference difference : result.differences()) append(difference, text);
        long more = result.differing() - result.differences().size();
        if (more > 0) text.append(String.format(Locale.ROOT, "  and %,d more%n", more));
    }

    private static void append(Difference difference, StringBuilder text) {
        text.append("  ");
        if (difference.line() != null)
            text.append("line ").append(difference.line()).append(": ");
        text.append(visible(difference.url(), MAX_URL_CHARACTERS)).append('\n');
        for (Difference.Field field : difference.fields()) {
            text.append("    ").append(field.name()).append(": ");
            text.append(quoted(field.one()))
                    .append(" in ")
                    .append(difference.oneRun())
                    .append("; ");
            text.append(quoted(field.other()))
                    .append(" in ")
                    .append(difference.otherRun())
                    .append('\n');
        }
    }

    private static String counted(long count, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
    }

    private static String quoted(@Nullable String value) {
        return value == null ? "nothing" : "'" + visible(value, MAX_VALUE_CHARACTERS) + "'";
    }

    /** What came over the wire may command a terminal: whatever is not plainly visible becomes an escape. */
    private static String visible(String text, int maxCharacters) {
        StringBuilder visible = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), maxCharacters); i++) {
            char c = text.charAt(i);
            boolean plain = Character.isLetterOrDigit(c) || (c >= ' ' && c < 0x7f);
            visible.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
        }
        if (text.length() > maxCharacters) visible.append('…');
        return visible.toString();
    }
}
