package dev.simul.fetch;

import java.time.Duration;

/**
 * How much is put up with before a failure is final.
 *
 * @param retryShare how many retries there may be for each first attempt, in all, 0 or more; a few are always allowed, see {@link
 *     RetryBudget}
 * @param patience for how long a network that has vanished is waited for; zero: its failures are like any other
 */
public record Endurance(double retryShare, Duration patience) {
    /** All retries are made, and no failure is waited for. */
    public static final Endurance PLAIN = new Endurance(Double.POSITIVE_INFINITY, Duration.ZERO);

    /** A fifth more than without any retries. */
    public static final double DEFAULT_RETRY_SHARE = 0.2;

    /** Longer than a router takes to start anew. */
    public static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(5);

    public Endurance {
        if (!(retryShare >= 0)) throw new IllegalArgumentException("not a share: " + retryShare);
        if (patience.isNegative()) throw new IllegalArgumentException("patience is negative: " + patience);
    }
}
