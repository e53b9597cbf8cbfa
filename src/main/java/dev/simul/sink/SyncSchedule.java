package dev.simul.sink;

import java.time.Duration;

/** When what was written is due for the disk: some time after the first byte that is not there for sure. */
final class SyncSchedule {
    private final long intervalNanos;
    private boolean pending;
    private boolean timed;
    private long dueNanos;

    /**
     * Makes a schedule.
     *
     * @param interval after which it is due; zero for never
     */
    SyncSchedule(Duration interval) {
        this.intervalNanos = interval.toNanos();
    }

    boolean isEnabled() {
        return intervalNanos > 0;
    }

    /** Something was written. */
    void add() {
        pending = isEnabled();
    }

    boolean isPending() {
        return pending;
    }

    /** In how many nanoseconds it is due; 0 or less if it is, {@link Outlet#NEVER} if nothing is pending. */
    long restNanos(long nowNanos) {
        if (!pending) return Outlet.NEVER;
        if (!timed) {
            timed = true;
            dueNanos = nowNanos + intervalNanos;
        }
        return dueNanos - nowNanos;
    }

    /** It was done. */
    void clear() {
        pending = false;
        timed = false;
    }
}
