package dev.simul.fetch;

import dev.simul.task.Loop;

/**
 * How many retries a crawl can afford: where nearly everything fails, trying everything again would only multiply the load on whatever
 * is broken. Each first attempt allows a part of a retry, and so does time; what is not used is kept up to {@link #MOST_KEPT}, so that
 * a short list, or a host that fails now and then, notices nothing. Loop thread.
 */
final class RetryBudget {
    static final double MOST_KEPT = 500;
    static final double PER_SECOND = 10;

    private static final double SECOND_NANOS = 1e9;

    private final Loop loop;
    private final double share;
    private final double mostKept;
    private final double perSecond;
    private double kept;
    private long countedNanos;
    private long refused;

    /**
     * Makes a full one.
     *
     * @param share of a retry that each first attempt allows, 0 or more; infinite for no limit
     * @param parts how many budgets a crawl has, one a loop: together they keep as much as one
     */
    RetryBudget(Loop loop, double share, int parts) {
        this.loop = loop;
        this.share = share;
        this.mostKept = MOST_KEPT / parts;
        this.perSecond = PER_SECOND / parts;
        this.kept = mostKept;
        this.countedNanos = loop.nanoTime();
    }

    /** A visit makes its first attempt. */
    void onFirstAttempt() {
        kept = Math.min(mostKept, kept + share);
    }

    /**
     * Takes one retry.
     *
     * @return whether there is one
     */
    boolean tryTake() {
        if (Double.isInfinite(share)) return true;
        long now = loop.nanoTime();
        kept = Math.min(mostKept, kept + perSecond * (now - countedNanos) / SECOND_NANOS);
        countedNanos = now;
        if (kept < 1) {
            refused++;
            return false;
        }
        kept--;
        return true;
    }

    /** How many there were not. */
    long refused() {
        return refused;
    }
}
