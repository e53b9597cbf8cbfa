package dev.simul.task;

import static dev.simul.task.Step.await;
import static dev.simul.task.Step.done;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A limit on the time of a part of a task: when it is over the task is asked to end, and the {@link CancellationException}
 * that this makes becomes a {@link TimeoutException} at the end of the part. Scopes can be nested. Loop thread only.
 */
public final class Timeout {
    private enum State {
        CREATED,
        ENTERED,
        /** The time is over, and the task was asked to end. */
        EXPIRING,
        EXPIRED,
        EXITED
    }

    private final Loop loop;
    private State state = State.CREATED;
    /** Null: no limit. */
    private @Nullable Long deadlineNanos;

    private @Nullable Handle timer;
    /** Whose part it is, from the begin of the body on. */
    private @Nullable CoroutineTask<?> task;

    Timeout(Loop loop, @Nullable Long deadlineNanos) {
        this.loop = loop;
        this.deadlineNanos = deadlineNanos;
    }

    /**
     * Runs {@code body} within this limit, in the task that awaits this. Once.
     *
     * <p>Fails with a {@link TimeoutException} where the time was over and the body ended with the cancel that came of it;
     * one that goes on regardless ends as it ends. Fails with an {@link IllegalStateException} outside of a task.
     */
    public <T extends @Nullable Object> Coroutine<T> around(Awaitable<T> body) {
        return () -> {
            if (state != State.CREATED) throw new IllegalStateException("the timeout was entered before");
            CoroutineTask<?> entering = loop.requireTask();
            task = entering;
            state = State.ENTERED;
            int requestsBefore = entering.cancelRequests();
            long enteredNanos = loop.nanoTime();
            schedule();
            return await(
                    body,
                    result -> {
                        exit();
                        return done(result);
                    },
                    failure -> {
                        boolean ours = exit() && entering.cancelRequests() <= requestsBefore;
                        if (!ours || !(failure instanceof CancellationException)) throw failure;
                        throw new TimeoutException(overAfter(enteredNanos)).initCause(failure);
                    });
        };
    }

    /** @return whether the time was over, and its request to end has been taken back */
    private boolean exit() {
        cancelTimer();
        if (state != State.EXPIRING) {
            state = State.EXITED;
            return false;
        }
        state = State.EXPIRED;
        if (task != null) task.uncancel();
        return true;
    }

    /**
     * Sets another limit.
     *
     * @param limit from now on; null for none
     * @throws IllegalStateException if the body is not running, or the time is over
     */
    public void reschedule(@Nullable Duration limit) {
        loop.assertInLoop();
        if (state != State.ENTERED) {
            throw new IllegalStateException(
                    state == State.CREATED
                            ? "the timeout has not been entered"
                            : "the time is over, or the body has ended");
        }
        deadlineNanos = limit == null ? null : loop.deadline(limit);
        cancelTimer();
        schedule();
    }

    private void schedule() {
        Long deadline = deadlineNanos;
        if (deadline == null || task == null) return;
        boolean overAlready = deadline - loop.nanoTime() <= 0;
        timer = overAlready ? loop.callSoon(this::expire) : loop.callAt(deadline, this::expire);
        task.limitSet();
    }

    private String overAfter(long enteredNanos) {
        Duration limit = deadlineNanos == null ? Duration.ZERO : Duration.ofNanos(deadlineNanos - enteredNanos);
        return "timed out after " + Math.max(0, limit.toMillis()) + " ms";
    }

    private void expire() {
        cancelTimer();
        if (task != null) task.cancel();
        state = State.EXPIRING;
    }

    private void cancelTimer() {
        if (timer == null) return;
        timer.cancel();
        timer = null;
        if (task != null) task.limitLifted();
    }

    /** Whether the time was over before the body had ended. */
    public boolean isExpired() {
        return state == State.EXPIRING || state == State.EXPIRED;
    }
}
