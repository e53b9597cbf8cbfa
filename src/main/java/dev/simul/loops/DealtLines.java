package dev.simul.loops;

import dev.simul.source.LineFeed;
import dev.simul.source.SourceException;
import dev.simul.source.SourceLine;
import dev.simul.source.SourcePoll;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The lines that are dealt to one loop, on their way there. How many they are is the dealer's concern; neither side ever waits for the
 * other. A feed to its loop's thread; the dealer's side belongs to the coordinator's.
 */
final class DealtLines implements LineFeed {
    /** A loop that has fewer of them is short of lines. */
    static final int ENOUGH = 512;

    /** So few are left when it asks for more. */
    private static final int LOW = ENOUGH / 2;

    private final Dealer dealer;
    /** Every so many visits the dealer hears of them, if it waits for that. */
    private final int reportedEvery;

    private final Queue<SourceLine> lines = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    /** Coordinator only. */
    private long dealt;

    /** Written by its loop alone: how many visits have begun. */
    private final AtomicLong begun = new AtomicLong();

    /** Set by a poll in vain; whoever resets it answers for it. */
    private final AtomicBoolean starved = new AtomicBoolean();

    private volatile @Nullable Runnable wake;
    private volatile @Nullable SourceException failure;
    private volatile boolean hasEnded;
    private volatile boolean isClosed;

    DealtLines(Dealer dealer, int reportedEvery) {
        this.dealer = dealer;
        this.reportedEvery = reportedEvery;
    }

    // ---- coordinator

    /** Puts one in; {@link #wakeIfStarved} is to follow. Where no more are wanted it is as if it had not been read. */
    void put(SourceLine line) {
        if (isClosed) return;
        dealt++;
        size.incrementAndGet();
        lines.add(line);
    }

    /** No line comes after those that were put in. */
    void end(@Nullable SourceException why) {
        failure = why;
        hasEnded = true;
        wakeIfStarved();
    }

    /** Answers a poll in vain, if there is something by now. */
    void wakeIfStarved() {
        Runnable current = wake;
        if (lines.isEmpty() && !hasEnded && !isClosed) return;
        if (current != null && starved.compareAndSet(true, false)) current.run();
    }

    /** Whether its loop may soon have nothing to begin. */
    boolean isShort() {
        return !isClosed && size.get() < ENOUGH;
    }

    /** How many have been dealt whose visits have not begun. */
    long waiting() {
        return isClosed ? 0 : dealt - begun.get();
    }

    // ---- its loop

    @Override
    public SourcePoll poll() {
        if (isClosed) return SourcePoll.Signal.END;
        boolean end = hasEnded; // read before the lines: none comes after it was set
        SourceLine line = lines.poll();
        if (line == null && !end) {
            starved.set(true);
            dealer.onTaken();
            // Something may have come before the dealer could see the flag.
            boolean isOver = hasEnded;
            if ((isOver || !lines.isEmpty()) && starved.compareAndSet(true, false)) {
                end = isOver;
                line = lines.poll();
            }
        }
        if (line == null) return end ? SourcePoll.Signal.END : SourcePoll.Signal.EMPTY;
        if (size.decrementAndGet() <= LOW) dealer.onTaken();
        return line;
    }

    /** The visit to a line has begun; or a second one to a line that failed, when nothing is dealt any more. */
    void onBegun() {
        long now = begun.get() + 1;
        begun.set(now);
        if (now % reportedEvery == 0) dealer.onBegun();
    }

    @Override
    public void onReady(Runnable newWake) {
        wake = newWake;
        wakeIfStarved();
    }

    @Override
    public @Nullable SourceException failure() {
        return failure;
    }

    /** Its loop wants no more; the others may. */
    @Override
    public void close() {
        isClosed = true;
        lines.clear();
        dealer.onTaken();
        wakeIfStarved();
    }
}
