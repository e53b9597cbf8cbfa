package dev.simul.task;

import java.time.Duration;

/**
 * How busy a loop was, and how long it kept waiting what came meanwhile.
 *
 * <p>Lag is the time from one look at I/O and timers to the next: whatever becomes ready in between waits that long at the
 * most. Turns in which nothing was to be done do not count. Percentiles are exact to two digits.
 *
 * @param turns how many did something
 * @param elapsed since the loop was opened, or {@link Loop#resetLoad} called
 * @param busy how much of it the loop did not wait for I/O or timers
 */
public record LoopLoad(
        long turns, Duration elapsed, Duration busy, Duration lagMedian, Duration lagP99, Duration lagMax) {

    /** The part of the time in which the loop was busy, 0 to 1; 0 where no time has passed. */
    public double busyShare() {
        return elapsed.isZero() ? 0 : Math.min(1, (double) busy.toNanos() / elapsed.toNanos());
    }
}
