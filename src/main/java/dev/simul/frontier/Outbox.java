package dev.simul.frontier;

import dev.simul.source.SourceLine;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Where lines change from the frontier's thread to the loop's: a bounded number of them, and nobody waits. */
final class Outbox {
    /** So many lines are ready for the loop at most. */
    private static final int ROOM = 1_024;

    private final ConcurrentLinkedQueue<SourceLine> lines = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    /** Set by a {@link #take} in vain; whoever resets it answers for it. */
    private final AtomicBoolean starved = new AtomicBoolean();

    private volatile @Nullable Runnable wake;

    /** Frontier: whether another line may be put in. */
    boolean hasRoom() {
        return size.get() < ROOM;
    }

    /** Frontier: puts one in; {@link #wakeIfStarved} is to follow. */
    void put(SourceLine line) {
        size.incrementAndGet();
        lines.add(line);
    }

    /** Loop: the next one, or null if there is none yet, and then the loop will be woken. */
    @Nullable
    SourceLine take() {
        SourceLine line = lines.poll();
        if (line == null) {
            starved.set(true);
            // One may have come before the frontier could see the flag.
            if (lines.isEmpty() || !starved.compareAndSet(true, false)) return null;
            line = lines.poll();
        }
        if (line != null) size.decrementAndGet();
        return line;
    }

    /** Loop: whether so many have been taken that it is worth to fill it again. */
    boolean isLow() {
        return size.get() == ROOM / 2;
    }

    void onReady(Runnable newWake) {
        wake = newWake;
        if (!lines.isEmpty()) wakeIfStarved();
    }

    /** Any thread: answers a take in vain, if there is one to answer and somebody to tell. */
    void wakeIfStarved() {
        Runnable current = wake;
        if (current != null && starved.compareAndSet(true, false)) current.run();
    }
}
