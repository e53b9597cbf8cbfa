package dev.simul.cli;

import dev.simul.crawl.CrawlSummary;
import dev.simul.fetch.Admission;
import dev.simul.task.Loop;
import java.time.Duration;
import java.util.Locale;

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
    private final Admission admission;
    private final Notices notices;
    private final boolean redraws;

    private Progress(Loop loop, CrawlSummary summary, Admission admission, Notices notices, boolean redraws) {
        this.loop = loop;
        this.summary = summary;
        this.admission = admission;
        this.notices = notices;
        this.redraws = redraws;
    }

    /**
     * Shows progress for as long as the loop runs.
     *
     * @param redraws whether there is a terminal that can take back a line
     */
    static void show(Loop loop, CrawlSummary summary, Admission admission, Notices notices, boolean redraws) {
        Progress progress = new Progress(loop, summary, admission, notices, redraws);
        loop.callLater(redraws ? FIRST_AFTER : REPEATED_EVERY, progress::update);
    }

    private void update() {
        if (redraws) {
            notices.draw(text());
        } else {
            notices.say(text());
        }
        loop.callLater(redraws ? REDRAWN_EVERY : REPEATED_EVERY, this::update);
    }

    private String text() {
        Duration elapsed = summary.elapsed();
        return String.format(
                Locale.ROOT,
                "%,d done, %,d in flight, %,d failed, %s a second, %s",
                summary.done(),
                admission.inFlight(),
                summary.failed(),
                SummaryText.rate(summary.done(), elapsed.toNanos() / 1e9),
                String.format(Locale.ROOT, "%d:%02d", elapsed.toMinutes(), elapsed.toSecondsPart()));
    }
}
