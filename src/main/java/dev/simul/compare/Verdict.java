package dev.simul.compare;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether the figures mean anything; if not, which URLs or jobs differ, and in what. */
final class Verdict {
    private static final int MAX_VALUE_CHARACTERS = 60;
    private static final int MAX_URL_CHARACTERS = 80;

    private Verdict() {}

    static String of(ComparisonResult result) {
        StringBuilder text = new StringBuilder(256);
        String what = result.work() == null ? "URL" : "job";
        if (result.recordsAreEqual()) {
            return text.append("records: equal")
                    .append(result.work() == null ? "" : " and right")
                    .append(" (")
                    .append(Amount.counted(result.urls(), what))
                    .append(" × ")
                    .append(Amount.counted(result.models().size(), "model"))
                    .append(" × ")
                    .append(Amount.counted(result.rounds(), "round"))
                    .append(")\n")
                    .toString();
        }
        text.append(String.format(
                Locale.ROOT,
                "VOID: the records of %,d of %s are not the same in all runs, so the figures compare nothing\n",
                result.differing(),
                Amount.counted(result.urls(), what)));
        for (Difference difference : result.differences()) append(difference, text);
        long more = result.differing() - result.differences().size();
        if (more > 0) text.append(String.format(Locale.ROOT, "  and %,d more\n", more));
        return text.toString();
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
