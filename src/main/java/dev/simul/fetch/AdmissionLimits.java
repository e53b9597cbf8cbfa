package dev.simul.fetch;

import java.time.Duration;

/**
 * How many requests may be made, and how fast.
 *
 * @param concurrency how many may be in flight in all, 1 or more
 * @param perSecond how many may be started a second in all; {@link #NO_RATE} for no limit
 * @param perHost how many may be in flight to one host; {@link #NO_LIMIT} for no limit
 * @param delay the least time between the starts of two requests to one host
 * @param adaptive whether a host that shows that it is too much for it is asked less
 */
public record AdmissionLimits(int concurrency, double perSecond, int perHost, Duration delay, boolean adaptive) {
    public static final int NO_LIMIT = 0;
    public static final double NO_RATE = 0;

    public AdmissionLimits {
        if (concurrency < 1) throw new IllegalArgumentException("concurrency < 1: " + concurrency);
        if (!(perSecond >= 0) || Double.isInfinite(perSecond)) {
            throw new IllegalArgumentException("not a rate: " + perSecond);
        }
        if (perHost < 0) throw new IllegalArgumentException("perHost < 0: " + perHost);
        if (delay.isNegative()) throw new IllegalArgumentException("delay is negative: " + delay);
    }

    /**
     * One loop's part: of what is in all, so that all loops together keep to it. A host has one loop, so what is for a host stays.
     *
     * @throws IllegalArgumentException if there are more loops than requests that may be in flight
     */
    public AdmissionLimits part(Shard shard) {
        return new AdmissionLimits(shard.partOf(concurrency), perSecond / shard.count(), perHost, delay, adaptive);
    }

    /** By numbers alone, whatever hosts say: what models of concurrency have in common. */
    public static AdmissionLimits fixed(int concurrency, int perHost) {
        return new AdmissionLimits(concurrency, NO_RATE, perHost, Duration.ZERO, false);
    }
}
