package dev.simul.task;

import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Adds up the turns of a loop; two looks at the clock and one count in a histogram a turn. */
final class TurnMeter {
    private static final long LONGEST_LAG_NANOS = Duration.ofHours(1).toNanos();

    private final Ticker ticker;
    private final Histogram lagNanos = new Histogram(LONGEST_LAG_NANOS, 2);
    private @Nullable TurnListener listener;
    private long startNanos;
    private long turns;
    private long busyNanos;

    TurnMeter(Ticker ticker) {
        this.ticker = ticker;
        this.startNanos = ticker.nanoTime();
    }

    void listener(@Nullable TurnListener listener) {
        this.listener = listener;
    }

    void turnEnded(long busyFromNanos) {
        long now = ticker.nanoTime();
        long lag = Math.max(0, now - busyFromNanos);
        turns++;
        busyNanos += lag;
        lagNanos.recordValue(Math.min(lag, LONGEST_LAG_NANOS));
        if (listener != null) listener.turnEnded(busyFromNanos, now);
    }

    void reset() {
        startNanos = ticker.nanoTime();
        turns = 0;
        busyNanos = 0;
        lagNanos.reset();
    }

    LoopLoad read() {
        return new LoopLoad(
                turns,
                Duration.ofNanos(ticker.nanoTime() - startNanos),
                Duration.ofNanos(busyNanos),
                Duration.ofNanos(lagNanos.getValueAtPercentile(50)),
                Duration.ofNanos(lagNanos.getValueAtPercentile(99)),
                Duration.ofNanos(lagNanos.getMaxValue()));
    }
}
