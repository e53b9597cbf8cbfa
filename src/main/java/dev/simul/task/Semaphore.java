package dev.simul.task;

import static dev.simul.task.Step.await;
import static dev.simul.task.Step.done;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Limits how many go on at a time. First come, first served: a permit that comes free is handed to whoever waits longest,
 * and nobody who comes later can barge in. Loop thread only.
 */
public final class Semaphore implements Guard {
    private final Loop loop;
    private final int bound;
    private int permits;
    /** In order of arrival; a set, so that one who gives up in a long line leaves it in constant time. */
    private final Set<Promise<Void>> waiters = new LinkedHashSet<>();
    /** How many have been handed a permit and have not had their turn since. Nobody overtakes them. */
    private int woken;

    /**
     * Makes a semaphore that may be released more often than it was acquired.
     *
     * @param permits how many are free at first, 0 or more
     * @throws IllegalArgumentException if {@code permits} is negative
     */
    public Semaphore(Loop loop, int permits) {
        this(loop, permits, Integer.MAX_VALUE);
    }

    private Semaphore(Loop loop, int permits, int bound) {
        if (permits < 0) throw new IllegalArgumentException("permits < 0: " + permits);
        this.loop = loop;
        this.permits = permits;
        this.bound = bound;
    }

    /**
     * Makes a semaphore that never has more than its first permits: to release it too often is an error.
     *
     * @throws IllegalArgumentException if {@code permits} is negative
     */
    public static Semaphore bounded(Loop loop, int permits) {
        return new Semaphore(loop, permits, permits);
    }

    /** Takes a permit if one is free and nobody waits. Does not wait. */
    public boolean tryAcquire() {
        loop.assertInLoop();
        if (isLocked()) return false;
        permits--;
        return true;
    }

    @Override
    public Coroutine<Void> acquire() {
        return () -> {
            if (tryAcquire()) return done();
            Promise<Void> mine = loop.promise(this);
            waiters.add(mine);
            mine.stopBy(() -> waiters.remove(mine));
            return await(
                    mine,
                    acquired -> {
                        woken--;
                        handOver();
                        return done();
                    },
                    cancelled -> {
                        if (mine.isSucceeded()) { // cancelled between the hand-over and its turn
                            woken--;
                            permits++;
                        }
                        handOver();
                        throw cancelled;
                    });
        };
    }

    /**
     * Gives a permit back: to the first in the line, if there is one.
     *
     * @throws IllegalArgumentException if the semaphore is bounded and all permits are free already; nothing has changed then
     */
    @Override
    public void release() {
        loop.assertInLoop();
        if (permits >= bound) throw new IllegalArgumentException("the semaphore was released too often");
        permits++;
        handOverOne();
    }

    /** Permits may have come free while others had to wait because of the order. */
    private void handOver() {
        while (permits > 0 && handOverOne()) {
            // as often as there is a permit and somebody who waits for it
        }
    }

    private boolean handOverOne() {
        if (waiters.isEmpty()) return false;
        Promise<Void> next = waiters.iterator().next();
        waiters.remove(next);
        permits--;
        woken++;
        next.tryComplete(Step.nothing());
        return true;
    }

    @Override
    public boolean isLocked() {
        return permits == 0 || woken > 0 || !waiters.isEmpty();
    }

    public int availablePermits() {
        return permits;
    }

    public int queueLength() {
        return waiters.size();
    }

    @Override
    public String toString() {
        return "a semaphore with " + permits + (permits == 1 ? " permit" : " permits") + " free";
    }
}
