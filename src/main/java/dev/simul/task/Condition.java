package dev.simul.task;

import static dev.simul.task.Step.await;
import static dev.simul.task.Step.done;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets tasks that hold a lock wait until another one that holds it tells them that something has changed. Loop thread only.
 */
public final class Condition implements Guard {
    private final Loop loop;
    private final Lock lock;
    /** Who waits for a notification, in order of arrival. */
    private final Set<Promise<Void>> waiters = new LinkedHashSet<>();

    /** Makes a condition with a lock of its own. */
    public Condition(Loop loop) {
        this(loop, new Lock(loop));
    }

    /** Makes a condition on a lock that others may share. */
    public Condition(Loop loop, Lock lock) {
        this.loop = loop;
        this.lock = lock;
    }

    @Override
    public Coroutine<Void> acquire() {
        return lock.acquire();
    }

    @Override
    public void release() {
        lock.release();
    }

    @Override
    public boolean isLocked() {
        return lock.isLocked();
    }

    /**
     * Releases the lock, waits for a notification, and acquires the lock again, also where it fails or is cancelled. It may
     * return without that anything has changed, so look again: {@link #waitFor} does.
     *
     * <p>Fails with an {@link IllegalStateException} if the lock is not acquired.
     */
    public Coroutine<Void> waitForNotification() {
        return () -> {
            requireLocked("wait for a notification");
            Promise<Void> mine = loop.promise(this);
            lock.release();
            waiters.add(mine);
            mine.stopBy(() -> waiters.remove(mine));
            return await(mine, notified -> lockedAgain(null), this::lockedAgain);
        };
    }

    /**
     * Acquires the lock, however often it is asked not to, and only then fails.
     *
     * @param failure null where there was none so far
     */
    private Step<Void> lockedAgain(@Nullable Throwable failure) {
        return await(
                lock.acquire(),
                acquired -> {
                    if (failure == null) return done();
                    // Perhaps notified before: then another one shall have it.
                    wake(1);
                    throw failure;
                },
                again -> {
                    if (again instanceof CancellationException) return lockedAgain(again);
                    wake(1);
                    throw again;
                });
    }

    /** Waits until {@code predicate} holds: asks it at once, and then after each notification. */
    public Coroutine<Void> waitFor(BooleanSupplier predicate) {
        return () -> waitingFor(predicate);
    }

    private Step<Void> waitingFor(BooleanSupplier predicate) {
        if (predicate.getAsBoolean()) return done();
        return await(waitForNotification(), notified -> waitingFor(predicate));
    }

    /**
     * Wakes as many as {@code count} of those who wait, in the order in which they came. They go on once they have the lock.
     *
     * @throws IllegalStateException if the lock is not acquired
     */
    public void notify(int count) {
        loop.assertInLoop();
        requireLocked("notify");
        wake(count);
    }

    /**
     * Wakes all who wait.
     *
     * @throws IllegalStateException if the lock is not acquired
     */
    public void notifyEverybody() {
        notify(waiters.size());
    }

    private void wake(int count) {
        for (int i = 0; i < count && !waiters.isEmpty(); i++) {
            Promise<Void> next = waiters.iterator().next();
            waiters.remove(next);
            next.tryComplete(Step.nothing());
        }
    }

    private void requireLocked(String purpose) {
        if (!lock.isLocked()) throw new IllegalStateException("to " + purpose + " needs the lock of the condition");
    }

    @Override
    public String toString() {
        return "a notification of a condition";
    }
}
