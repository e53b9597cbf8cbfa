package dev.simul.task;

import static dev.simul.task.Step.await;
import static dev.simul.task.Step.done;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets one in at a time, first come, first served. It is not reentrant, and anybody may release it. Loop thread only.
 */
public final class Lock implements Guard {
    private final Loop loop;
    private boolean locked;
    /** Who acquired it, where that was a task: for reports of a deadlock. */
    private @Nullable Task<?> holder;
    /** In order of arrival, each until it has had its turn. */
    private final Set<Promise<Void>> waiters = new LinkedHashSet<>();
    /** How many of them have not been cancelled. */
    private int standing;

    public Lock(Loop loop) {
        this.loop = loop;
    }

    /** Takes the lock if it is free and nobody waits. Does not wait. */
    public boolean tryAcquire() {
        loop.assertInLoop();
        if (isLocked() || standing > 0) return false;
        take();
        return true;
    }

    @Override
    public Coroutine<Void> acquire() {
        return () -> {
            if (tryAcquire()) return done();
            Promise<Void> mine = loop.promise(this);
            waiters.add(mine);
            standing++;
            mine.stopBy(() -> standing--);
            return await(
                    mine,
                    acquired -> {
                        leave(mine);
                        take();
                        return done();
                    },
                    cancelled -> {
                        leave(mine);
                        if (!locked) wakeFirst();
                        throw cancelled;
                    });
        };
    }

    private void leave(Promise<Void> waiter) {
        waiters.remove(waiter);
        if (!waiter.isCancelled()) standing--;
    }

    private void take() {
        locked = true;
        holder = loop.currentTask();
    }

    /**
     * Lets the next one in.
     *
     * @throws IllegalStateException if it is not locked
     */
    @Override
    public void release() {
        loop.assertInLoop();
        if (!locked) throw new IllegalStateException("the lock is not acquired");
        locked = false;
        holder = null;
        wakeFirst();
    }

    private void wakeFirst() {
        if (!waiters.isEmpty()) waiters.iterator().next().tryComplete(Step.nothing());
    }

    @Override
    public boolean isLocked() {
        return locked;
    }

    /** Who acquired it; null where nobody has, or not from a task. */
    @Nullable
    Task<?> holder() {
        return holder;
    }

    @Override
    public String toString() {
        if (!locked) return "a free lock";
        return holder == null ? "a lock" : "a lock that " + holder.name() + " holds";
    }
}
