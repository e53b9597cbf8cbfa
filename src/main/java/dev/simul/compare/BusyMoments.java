package dev.simul.compare;

import dev.simul.task.TurnListener;

/**
 * When a loop was busy, in bounded memory: turns that follow one another within the resolution are one moment, and the
 * resolution doubles as often as there would be too many of them. A moment knows how much of it was busy, so that nothing is
 * lost but where exactly. Loop thread.
 */
final class BusyMoments implements TurnListener {
    static final int MAX_MOMENTS = 8192;
    private static final long FINEST_NANOS = 20_000;

    private static final int FROM = 0;
    private static final int UNTIL = 1;
    private static final int BUSY = 2;
    private static final int FIELDS = 3;

    /** Three numbers a moment; all of it at once, so that nothing is copied while the clock runs. */
    private final long[] moments = new long[MAX_MOMENTS * FIELDS];

    private int count;
    private long resolutionNanos = FINEST_NANOS;
    private long totalNanos;
    private long longestNanos;

    @Override
    public void turnEnded(long busyFromNanos, long busyUntilNanos) {
        long busy = Math.max(0, busyUntilNanos - busyFromNanos);
        totalNanos += busy;
        longestNanos = Math.max(longestNanos, busy);
        add(busyFromNanos, busyFromNanos + busy, busy);
    }

    private void add(long from, long until, long busy) {
        int last = (count - 1) * FIELDS;
        if (count > 0 && from - moments[last + UNTIL] <= resolutionNanos) {
            moments[last + UNTIL] = until;
            moments[last + BUSY] += busy;
            return;
        }
        if (count == MAX_MOMENTS) {
            coarsen();
            add(from, until, busy);
            return;
        }
        int at = count++ * FIELDS;
        moments[at + FROM] = from;
        moments[at + UNTIL] = until;
        moments[at + BUSY] = busy;
    }

    private void coarsen() {
        resolutionNanos *= 2;
        int before = count;
        count = 0;
        for (int i = 0; i < before; i++) {
            int at = i * FIELDS;
            add(moments[at + FROM], moments[at + UNTIL], moments[at + BUSY]);
        }
    }

    /** How many moments there are. */
    int count() {
        return count;
    }

    /** The sum of all turns. */
    long totalNanos() {
        return totalNanos;
    }

    /** The longest turn. */
    long longestNanos() {
        return longestNanos;
    }

    /** Microseconds: of each moment the gap before it, its length, and how much of that was busy. */
    void encode(long originNanos, Varints out) {
        long end = 0;
        for (int i = 0; i < count; i++) {
            int at = i * FIELDS;
            long from = Math.max(end, (moments[at + FROM] - originNanos) / 1000);
            long until = Math.max(from + 1, (moments[at + UNTIL] - originNanos) / 1000);
            out.put(from - end);
            out.put(until - from);
            out.put(Math.min(until - from, moments[at + BUSY] / 1000));
            end = until;
        }
    }
}
