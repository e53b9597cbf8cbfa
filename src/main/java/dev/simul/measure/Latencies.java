package dev.simul.measure;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/** How long things took, exact to three digits, in memory that does not depend on how many there were. Any thread. */
public final class Latencies {
    private static final long LONGEST_NANOS = Duration.ofHours(24).toNanos();
    private static final int DIGITS = 3;

    private final ConcurrentHistogram histogram = new ConcurrentHistogram(LONGEST_NANOS, DIGITS);
    private final LongAdder sumNanos = new LongAdder();

    public void record(long nanos) {
        histogram.recordValue(Math.clamp(nanos, 0, LONGEST_NANOS));
        sumNanos.add(nanos);
    }

    /** What was recorded so far; all zero if nothing was. */
    public LatencyFigures read() {
        return new LatencyFigures(
                histogram.getTotalCount(),
                sumNanos.sum(),
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(99));
    }
}
