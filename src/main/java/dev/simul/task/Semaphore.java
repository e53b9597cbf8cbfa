package dev.simul.task;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many go on at a time. First come, first served: a permit that comes free is handed to whoever waits longest,
 * and nobody who comes later can barge in. Loop thread only.
 */
public final class Semaphore {
    private final Loop loop;
    private int permits;
    /** In order of arrival; a set, so that one who gives up in a long queue leaves it in constant time. */
    private final Set<Promise<@Nullable Void>> waiters = new LinkedHashSet<>();

    /**
     * Makes a semaphore with that many permits, 0 or more.
     *
     * @throws IllegalArgumentException if {@code permits} is negative
     */
    public Semaphore(Loop loop, int permits) {
        if (permits < 0) throw new IllegalArgumentException("permits < 0: " + permits);
        this.loop = loop;
        this.permits = permits;
    }

    /** Takes a permit if one is free and nobody waits. Does not wait. */
    public boolean tryAcquire() {
        loop.assertInLoop();
        if (isLocked()) return false;
        permits--;
        return true;
    }

    /**
     * Takes a permit, in turn. Once the task has succeeded the permit belongs to the caller, who must {@link #release} it;
     * a cancel before that leaves the queue.
     */
    public Task<@Nullable Void> acquire() {
        Promise<@Nullable Void> mine = loop.promise();
        if (tryAcquire()) {
            mine.tryComplete(null);
        } else {
            waiters.add(mine);
            mine.onCancel(() -> waiters.remove(mine));
        }
        return mine;
    }

    /** Gives a permit back: to the first in the queue, if there is one. */
    public void release() {
        loop.assertInLoop();
        if (waiters.isEmpty()) {
            permits++;
            return;
        }
        Promise<@Nullable Void> next = waiters.iterator().next();
        waiters.remove(next);
        next.tryComplete(null);
    }

    /**
     * Runs {@code work} with a permit: waits for one, starts the work, gives the permit back when the work has ended,
     * however it ended. A cancel while waiting leaves the queue, later it is passed on to the work. No permit is ever lost.
     */
    public <T extends @Nullable Object> Task<T> withPermit(Supplier<Task<T>> work) {
        return new PermittedTask<>(loop, this, work);
    }

    /** Whether the next one to come would have to wait. */
    public boolean isLocked() {
        return permits == 0 || !waiters.isEmpty();
    }

    public int availablePermits() {
        return permits;
    }

    public int queueLength() {
        return waiters.size();
    }
}
