package dev.simul.cli;

import dev.simul.crawl.CrawlSummary;
import dev.simul.task.LoopLoad;
import java.time.Duration;
import java.util.Locale;

/** What a crawl came to, in a few lines for people. */
final class SummaryText {
    private SummaryText() {}

    static String of(CrawlSummary summary, int mostInFlight, LoopLoad load) {
        StringBuilder text = new StringBuilder(256);
        double seconds = summary.elapsed().toNanos() / 1e9;
        text.append(String.format(
                Locale.ROOT,
                "%,d %s in %s, %s a second, %,d in flight at most, %s",
                summary.done(),
                summary.done() == 1 ? "URL" : "URLs",
                elapsed(summary.elapsed()),
                rate(summary.done(), seconds),
                mostInFlight,
                new ByteSize(summary.bytes())));
        if (summary.wireBytes() != summary.bytes()) {
            text.append(" (").append(new ByteSize(summary.wireBytes())).append(" on the wire)");
        }
        text.append('\n');
        unread(text, summary);
        text.append(String.format(
                Locale.ROOT,
                "the loop was busy for %.0f %% of the time; what came meanwhile waited %s (99 of 100 times), %s at most%n",
                100 * load.busyShare(),
                millis(load.lagP99()),
                millis(load.lagMax())));
        summary.byStatus().forEach((status, count) -> line(text, count, "status " + status));
        summary.byError().forEach((kind, count) -> line(text, count, kind.id()));
        if (summary.failed() > 0) line(text, summary.failed(), "failed in all");
        if (summary.transientFailures() > 0) {
            line(text, summary.transientFailures(), "failed at first, but not when asked once more (transient)");
        }
        if (summary.persistentFailures() > 0) {
            line(text, summary.persistentFailures(), "failed when asked once more as well (persistent)");
        }
        return text.toString();
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
