package dev.simul.cli;

import dev.simul.crawl.CrawlSummary;
import dev.simul.source.UrlSource;
import dev.simul.task.Loop;
import java.time.Duration;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Shows how far a crawl is: on a terminal one line that is redrawn, elsewhere a line now and then. Nothing for the first half
 * second. Loop thread.
 */
final class Progress {
    private static final Duration FIRST_AFTER = Duration.ofMillis(500);
    private static final Duration REDRAWN_EVERY = Duration.ofMillis(100);
    private static final Duration REPEATED_EVERY = Duration.ofSeconds(10);

    private final Loop loop;
    private final CrawlSummary summary;
    private final IntSupplier inFlight;
    private final Supplier<UrlSource.Total> total;
    private final Supplier<String> holdup;

    /**
     * Knows how far a crawl is.
     *
     * @param inFlight how many requests are
     * @param total how many lines there are
     * @param holdup what holds it up at present
     */
    Progress(
            Loop loop,
            CrawlSummary summary,
            IntSupplier inFlight,
            Supplier<UrlSource.Total> total,
            Supplier<String> holdup) {
        this.loop = loop;
        this.summary = summary;
        this.inFlight = inFlight;
        this.total = total;
        this.holdup = holdup;
    }

    /**
     * Shows it for as long as the loop runs.
     *
     * @param redraws whether there is a terminal that can take back a line
     */
    void show(Notices notices, boolean redraws) {
        Duration first = redraws ? FIRST_AFTER : REPEATED_EVERY;
        loop.callLater(first, () -> update(notices, redraws));
    }

    private void update(Notices notices, boolean redraws) {
        if (redraws) {
            notices.draw(text());
        } else {
            notices.say(text());
        }
        loop.callLater(redraws ? REDRAWN_EVERY : REPEATED_EVERY, () -> update(notices, redraws));
    }

    String text() {
        Duration elapsed = summary.elapsed();
        long done = summary.done();
        UrlSource.Total lines = total.get();
        StringBuilder text = new StringBuilder(100);
        text.append(String.format(Locale.ROOT, "%,d", done));
        if (lines.lines() != UrlSource.UNKNOWN) {
            text.append(String.format(
                    Locale.ROOT, " of %s%,d", lines.isExact() ? "" : "about ", Math.max(done, lines.lines())));
        }
        text.append(String.format(
                Locale.ROOT,
                " done, %,d failed, %,d in flight, %s a second, %s",
                summary.failed(),
                inFlight.getAsInt(),
                SummaryText.rate(done, elapsed.toNanos() / 1e9),
                clock(elapsed)));
        if (lines.lines() != UrlSource.UNKNOWN && done > 0) text.append(left(elapsed, done, lines));
        return text.append("; held up by ").append(holdup.get()).toString();
    }

    /** As long as the rest takes at the speed so far. */
    private static String left(Duration elapsed, long done, UrlSource.Total lines) {
        double share = (double) Math.max(0, lines.lines() - done) / done;
        Duration left = Duration.ofMillis(Math.round(elapsed.toMillis() * share));
        return ", " + (lines.isExact() ? "" : "about ") + clock(left) + " left";
    }

    private static String clock(Duration time) {
        return time.toHours() == 0
                ? String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart())
                : String.format(
                        Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }
}
