package dev.simul.crawl;

import dev.simul.task.Loop;
import dev.simul.task.TurnListener;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Adds up what held a crawl up: while the loop computes, that is the CPU; while it waits, what the crawl said when the wait began. Each
 * moment counts for one of them. Loop thread; a few comparisons a turn.
 */
public final class HoldupMeter implements TurnListener {
    /** What is told of the present is that of so long. */
    private static final long RECENT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Loop loop;
    private final Supplier<Holdup> present;
    private final Map<Holdup, Spent> spent = new EnumMap<>(Holdup.class);
    private Holdup waitsFor = Holdup.CPU;
    private Holdup recent = Holdup.CPU;
    private long countedUntil;
    private long recentSince;

    /** Nanoseconds. */
    private static final class Spent {
        long inAll;
        long recently;
    }

    /**
     * Starts.
     *
     * @param present what a wait that begins now is for
     */
    public HoldupMeter(Loop loop, Supplier<Holdup> present) {
        this.loop = loop;
        this.present = present;
        this.countedUntil = loop.nanoTime();
        for (Holdup kind : Holdup.values()) spent.put(kind, new Spent());
        this.recentSince = countedUntil;
    }

    @Override
    public void turnEnded(long busyFromNanos, long busyUntilNanos) {
        // The first turn may have begun before this.
        long from = busyFromNanos - countedUntil < 0 ? countedUntil : busyFromNanos;
        count(waitsFor, from - countedUntil);
        count(Holdup.CPU, busyUntilNanos - from);
        countedUntil = busyUntilNanos;
        waitsFor = present.get();
        if (busyUntilNanos - recentSince >= RECENT_NANOS) {
            recent = mostRecently();
            for (Spent each : spent.values()) each.recently = 0;
            recentSince = busyUntilNanos;
        }
    }

    private Spent spent(Holdup kind) {
        return Objects.requireNonNull(spent.get(kind));
    }

    private void count(Holdup kind, long nanos) {
        Spent counted = spent(kind);
        counted.inAll += nanos;
        counted.recently += nanos;
    }

    private Holdup mostRecently() {
        Holdup most = Holdup.CPU;
        for (Holdup kind : Holdup.values()) if (spent(kind).recently > spent(most).recently) most = kind;
        return most;
    }

    /** What held it up most in the last second or two. */
    public Holdup recent() {
        return recent;
    }

    /** For how long it was held up by what, up to now; only what it was held up by at all. */
    public Map<Holdup, Duration> total() {
        Map<Holdup, Duration> total = new EnumMap<>(Holdup.class);
        for (Holdup kind : Holdup.values()) {
            long all = spent(kind).inAll;
            if (kind == waitsFor) all += Math.max(0, loop.nanoTime() - countedUntil);
            if (all > 0) total.put(kind, Duration.ofNanos(all));
        }
        return total;
    }
}
