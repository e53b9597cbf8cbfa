package dev.simul.cli;

import dev.simul.crawl.CrawlSummary;
import dev.simul.fetch.Admission;
import dev.simul.task.Loop;
import dev.simul.task.TimerHandle;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far a crawl is: on a terminal one line that is redrawn, elsewhere a line now and then. Nothing for the first half
 * second.
 *
 * <p>The loop only makes the text; a thread of its own prints it, always the newest: a slow terminal skips some and holds
 * nobody up.
 */
final class Progress implements AutoCloseable {
    private static final Duration FIRST_AFTER = Duration.ofMillis(500);
    private static final Duration REDRAWN_EVERY = Duration.ofMillis(100);
    private static final Duration REPEATED_EVERY = Duration.ofSeconds(10);
    /** Carriage return, and erase to the end of the line (ECMA-48). */
    private static final String START_OVER = "\r\u001b[K";

    private final Loop loop;
    private final CrawlSummary summary;
    private final Admission admission;
    private final PrintStream err;
    private final boolean redraws;
    private final AtomicReference<@Nullable String> newest = new AtomicReference<>();
    private final Thread printer;
    private volatile boolean closing;
    private @Nullable TimerHandle timer;

    /**
     * Starts to show progress. Loop thread.
     *
     * @param redraws whether {@code err} is a terminal that can take back a line
     */
    Progress(Loop loop, CrawlSummary summary, Admission admission, PrintStream err, boolean redraws) {
        this.loop = loop;
        this.summary = summary;
        this.admission = admission;
        this.err = err;
        this.redraws = redraws;
        this.printer = Thread.ofPlatform().name("simul-progress").daemon().start(this::print);
        this.timer = loop.callLater(redraws ? FIRST_AFTER : REPEATED_EVERY, this::update);
    }

    private void update() {
        newest.set(text());
        LockSupport.unpark(printer);
        timer = loop.callLater(redraws ? REDRAWN_EVERY : REPEATED_EVERY, this::update);
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

    private void print() {
        boolean lineIsDrawn = false;
        while (true) {
            boolean last = closing;
            String text = newest.getAndSet(null);
            if (text != null && redraws) {
                err.print(START_OVER + text);
                err.flush();
                lineIsDrawn = true;
            } else if (text != null) {
                err.println("simul: " + text);
            }
            if (last) break;
            if (text == null) LockSupport.park(this);
        }
        if (lineIsDrawn) {
            err.print(START_OVER);
            err.flush();
        }
    }

    /** Takes the line back, so that what follows begins on an empty one. Loop thread; waits for the terminal at most a second. */
    @Override
    public void close() {
        if (timer != null) timer.cancel();
        newest.set(null);
        closing = true;
        LockSupport.unpark(printer);
        try {
            printer.join(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
