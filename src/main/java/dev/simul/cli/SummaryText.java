package dev.simul.cli;

import dev.simul.crawl.CrawlSummary;
import dev.simul.sink.Printable;
import dev.simul.task.LoopLoad;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a crawl came to, in a few lines for people. */
final class SummaryText {
    /** Code points of a URL or a message. */
    private static final int LONGEST = 200;

    private SummaryText() {}

    /**
     * The text, lines with their ends.
     *
     * @param again how what has failed is tried again; null where there is no way
     */
    static String of(CrawlFigures figures, HoldupText holdups, @Nullable String again) {
        CrawlSummary summary = figures.summary();
        StringBuilder text = new StringBuilder(512);
        double seconds = summary.elapsed().toNanos() / 1e9;
        text.append(String.format(
                Locale.ROOT,
                "%,d %s in %s, %s a second, %,d in flight at most, %s",
                summary.done(),
                summary.done() == 1 ? "URL" : "URLs",
                elapsed(summary.elapsed()),
                rate(summary.done(), seconds),
                figures.mostInFlight(),
                new ByteSize(summary.bytes())));
        if (summary.wireBytes() != summary.bytes()) {
            text.append(" (").append(new ByteSize(summary.wireBytes())).append(" on the wire)");
        }
        text.append('\n');
        unread(text, summary);
        loads(text, figures.loads());
        text.append(holdups.shares(figures.holdups()));
        summary.byStatus().forEach((status, count) -> group(text, count, "status " + status, summary.example(status)));
        summary.byError().forEach((kind, count) -> group(text, count, kind.id(), summary.example(kind)));
        if (summary.failed() > 0) line(text, summary.failed(), "failed in all");
        if (summary.transientFailures() > 0) {
            line(text, summary.transientFailures(), "failed at first, but not when asked once more (transient)");
        }
        if (summary.persistentFailures() > 0) {
            line(text, summary.persistentFailures(), "failed when asked once more as well (persistent)");
        }
        if (figures.refusedRetries() > 0) {
            line(text, figures.refusedRetries(), "retries not made, since there had been so many (--retry-budget)");
        }
        if (figures.leftOut().inAll() > 0) {
            line(text, figures.leftOut().inAll(), "found, but left out (--max-urls)");
        }
        if (figures.leftOut().ofHosts() > 0) {
            line(text, figures.leftOut().ofHosts(), "found, but left out (--max-urls-per-host)");
        }
        if (summary.failed() > 0 && again != null)
            text.append("to try those again: ").append(again).append('\n');
        for (String hint : holdups.hints(figures.holdups()))
            text.append("hint: ").append(hint).append('\n');
        return text.toString();
    }

    /** Of several loops the least and the most busy, and the longest times. */
    private static void loads(StringBuilder text, List<LoopLoad> loads) {
        double least = loads.stream().mapToDouble(LoopLoad::busyShare).min().orElse(0);
        double most = loads.stream().mapToDouble(LoopLoad::busyShare).max().orElse(0);
        if (loads.size() == 1) {
            text.append(String.format(Locale.ROOT, "the loop was busy for %.0f %%", 100 * most));
        } else {
            text.append(String.format(
                    Locale.ROOT,
                    "each of the %d loops was busy for %.0f to %.0f %%",
                    loads.size(),
                    100 * least,
                    100 * most));
        }
        text.append(String.format(
                Locale.ROOT,
                " of the time; what came meanwhile waited %s (99 of 100 times), %s at most%n",
                millis(longest(loads, LoopLoad::lagP99)),
                millis(longest(loads, LoopLoad::lagMax))));
    }

    private static Duration longest(List<LoopLoad> loads, Function<LoopLoad, Duration> lag) {
        return loads.stream().map(lag).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    /** With one of them, where they have failed. */
    private static void group(StringBuilder text, long count, String what, CrawlSummary.@Nullable Example example) {
        if (example == null) {
            line(text, count, what);
            return;
        }
        String message = example.message().isEmpty() ? "" : " (" + Printable.of(example.message(), LONGEST) + ")";
        line(text, count, what + ", as " + Printable.of(example.url(), LONGEST) + message);
    }

    private static void unread(StringBuilder text, CrawlSummary summary) {
        long known = summary.unreadBodies();
        long unknown = summary.unreadBodiesOfUnknownLength();
        if (known > 0) {
            ByteSize saved = new ByteSize(summary.unreadBytes());
            text.append(String.format(Locale.ROOT, "saved %s, the unread rest of %,d %s", saved, known, bodies(known)));
        }
        if (unknown > 0) {
            String before = known > 0 ? ", and" : "saved";
            text.append(String.format(
                    Locale.ROOT, "%s the rest of %,d %s of unknown length", before, unknown, bodies(unknown)));
        }
        if (known > 0 || unknown > 0) text.append('\n');
    }

    private static String bodies(long count) {
        return count == 1 ? "body" : "bodies";
    }

    /** A count with what it is of, as a line. */
    static void line(StringBuilder text, long count, String what) {
        text.append(String.format(Locale.ROOT, "%,8d  %s%n", count, what));
    }

    private static String millis(Duration lag) {
        double millis = lag.toNanos() / 1e6;
        return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%,.0f ms", millis);
    }

    static String elapsed(Duration elapsed) {
        if (elapsed.toMinutes() >= 1) {
            return String.format(
                    Locale.ROOT, "%d:%02d:%02d", elapsed.toHours(), elapsed.toMinutesPart(), elapsed.toSecondsPart());
        }
        return String.format(Locale.ROOT, "%.3f s", elapsed.toNanos() / 1e9);
    }

    static String rate(long count, double seconds) {
        double rate = seconds <= 0 ? 0 : count / seconds;
        return String.format(Locale.ROOT, rate < 10 ? "%.1f" : "%,.0f", rate);
    }
}
