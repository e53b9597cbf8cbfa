package dev.simul.sink;

import dev.simul.result.Answer;
import dev.simul.result.CrawlRecord;
import dev.simul.result.Extract;
import dev.simul.result.FetchError;
import dev.simul.result.Selected;
import org.jspecify.annotations.Nullable;

/**
 * {@link Form#TEXT}: what happened, how long it took, how much came, and then what has no fixed width.
 *
 * <pre>{@code
 * 200          301 ms    24.1 KiB  https://example.com/ → https://example.com/en  "Example Domain"
 * timeout    30000 ms         0 B  https://example.org/  timed out after 30 s while connecting
 * }</pre>
 */
final class TextLines implements RecordForm {
    /** The outcome from the left and the time from the right share it, so that a long kind of error takes from the gap. */
    private static final int OUTCOME_AND_TIME_WIDTH = 16;

    private static final int SIZE_WIDTH = 12;

    private static final int MAX_URL = 2_000;
    private static final int MAX_TITLE = 120;
    private static final int MAX_MESSAGE = 300;

    private static final String[] UNITS = {" B", " KiB", " MiB", " GiB", " TiB", " PiB", " EiB"};

    private final boolean coloured;

    TextLines(boolean coloured) {
        this.coloured = coloured;
    }

    @Override
    public void begin(Utf8Buffer out) {}

    @Override
    public void append(CrawlRecord record, Utf8Buffer out) {
        Answer answer = record.answer();
        FetchError error = record.error();
        String outcome =
                error == null ? Integer.toString(answer.status()) : error.kind().id();
        colour(error == null ? Colour.ofStatus(answer.status()) : Colour.FAILED, out);
        colour(Colour.PLAIN, out.ascii(outcome));
        colour(Colour.FAINT, out.put(' '));
        String milliseconds = milliseconds(Millis.nanos(record.effort().elapsed()));
        right(milliseconds, OUTCOME_AND_TIME_WIDTH - outcome.length() - 1, out);
        right(size(record.page().bytes()), SIZE_WIDTH, out.ascii(" ms"));
        colour(Colour.PLAIN, out.ascii("  "));
        Printable.append(record.target().url(), MAX_URL, out);
        movedTo(answer, out);
        title(record.page().title(), out);
        extract(record.page().extract(), out);
        if (error != null) message(error, answer, out);
        out.put('\n');
    }

    private void movedTo(Answer answer, Utf8Buffer out) {
        String finalUrl = answer.finalUrl();
        if (finalUrl == null || answer.redirects().isEmpty()) return;
        if (finalUrl.equals(answer.redirects().getFirst()))
            return; // it wanted to redirect, but not to where one can go
        colour(Colour.FAINT, out);
        out.text(" → ");
        colour(Colour.PLAIN, out);
        Printable.append(finalUrl, MAX_URL, out);
    }

    private static void title(@Nullable String title, Utf8Buffer out) {
        if (title == null) return;
        Printable.append(title, MAX_TITLE, out.ascii("  \""));
        out.put('"');
    }

    private static void extract(Extract extract, Utf8Buffer out) {
        for (Selected each : extract.selected()) {
            if (each.values().isEmpty()) continue;
            Printable.append(each.name(), MAX_TITLE, out.ascii("  "));
            Printable.append(each.values().getFirst(), MAX_TITLE, out.put('='));
            int more = each.values().size() - 1;
            if (more > 0) out.ascii(" (and ").decimal(more).ascii(" more)");
        }
        if (extract.links() != null) {
            int links = extract.links().size();
            out.ascii("  ").decimal(links).ascii(links == 1 ? " link" : " links");
        }
        if (extract.saved() != null && extract.saved().path() != null) {
            Printable.append(extract.saved().path(), MAX_URL, out.ascii("  in "));
        }
    }

    private void message(FetchError error, Answer answer, Utf8Buffer out) {
        colour(Colour.FAILED, out.ascii("  "));
        Printable.append(error.message(), MAX_MESSAGE, out);
        if (answer.hasStatus()) out.ascii(" (status ").decimal(answer.status()).put(')');
        colour(Colour.PLAIN, out);
    }

    private void colour(Colour colour, Utf8Buffer out) {
        if (coloured) colour.append(out);
    }

    /** Whole milliseconds; below ten of them with one decimal. */
    private static String milliseconds(long nanos) {
        long tenths = nanos / 100_000 + (nanos % 100_000 >= 50_000 ? 1 : 0);
        if (tenths < 100) return tenths / 10 + "." + tenths % 10;
        return Long.toString(nanos / 1_000_000 + (nanos % 1_000_000 >= 500_000 ? 1 : 0));
    }

    private static String size(long bytes) {
        if (bytes < 1024) return bytes + UNITS[0];
        int unit = 1;
        double value = bytes / 1024.0;
        while (value >= 1023.95) { // what would be rounded to 1024.0
            value /= 1024;
            unit++;
        }
        long tenths = Math.round(value * 10);
        return tenths / 10 + "." + tenths % 10 + UNITS[unit];
    }

    private static void right(String text, int width, Utf8Buffer out) {
        spaces(width - text.length(), out);
        out.ascii(text);
    }

    private static void spaces(int count, Utf8Buffer out) {
        for (int i = 0; i < count; i++) out.put(' ');
    }
}
