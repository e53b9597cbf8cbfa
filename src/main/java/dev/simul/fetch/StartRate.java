package dev.simul.fetch;

/**
 * A token bucket: starts of requests, evenly spread (the generic cell rate algorithm of ITU-T I.371). In no second are there more than
 * asked for: what may come at once, so that a loop that wakes up late loses nothing, is taken off the rate. Loop thread.
 */
final class StartRate {
    private static final double SECOND_NANOS = 1e9;
    /** Of a second's starts, how many may come together after nobody has looked for a while. */
    private static final double BURST_SHARE = 0.01;

    private final double intervalNanos;
    private final double burstNanos;
    /** The start that {@link #next} counts from; a clock of nanoseconds is too long for a double. */
    private long origin;

    private boolean hasStarted;
    private double next;

    /**
     * Makes a full bucket.
     *
     * @param perSecond more than 0; {@link AdmissionLimits#NO_RATE} for no limit
     */
    StartRate(double perSecond) {
        double burst = Math.floor(perSecond * BURST_SHARE);
        this.intervalNanos = perSecond == AdmissionLimits.NO_RATE ? 0 : SECOND_NANOS / (perSecond - burst);
        this.burstNanos = burst * intervalNanos;
    }

    /** Whether one may start at any time: nothing is limited, or none has started. */
    boolean isFree() {
        return !hasStarted;
    }

    /** Whether one may start now. */
    boolean isDue(long nowNanos) {
        return !hasStarted || nowNanos - dueNanos() >= 0;
    }

    /** When one may start. Once one has. */
    long dueNanos() {
        return origin + (long) Math.ceil(next - burstNanos);
    }

    /** One starts. */
    void take(long nowNanos) {
        if (intervalNanos == 0) return;
        if (!hasStarted) origin = nowNanos;
        hasStarted = true;
        double now = nowNanos - origin;
        next = Math.max(next, now) + intervalNanos;
    }

    /** One that was taken did not start after all. */
    void giveBack() {
        next -= intervalNanos;
    }
}
