package dev.simul.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A result that will be: it succeeds, fails or is cancelled once, and never changes after that.
 *
 * <p>Callbacks run in the order in which they were added, in a later turn of the loop, never inside the call that completes
 * the task. All methods are for the loop's thread.
 */
public abstract class Task<T extends @Nullable Object> {
    private enum State {
        PENDING,
        SUCCEEDED,
        FAILED,
        CANCELLED
    }

    final Loop loop;
    private State state = State.PENDING;
    /** The result when it succeeded, the cause when it failed. */
    private @Nullable Object outcome;
    /** The first callback has a field of its own since most tasks have just that one. */
    private @Nullable Runnable callback;

    private @Nullable List<Runnable> moreCallbacks;
    private int cancelRequests;

    Task(Loop loop) {
        this.loop = loop;
    }

    // ---- its state

    public final boolean isDone() {
        return state != State.PENDING;
    }

    public final boolean isCancelled() {
        return state == State.CANCELLED;
    }

    public final boolean isSucceeded() {
        return state == State.SUCCEEDED;
    }

    /**
     * The result.
     *
     * @throws IllegalStateException while it is pending
     * @throws CancellationException if it was cancelled
     * @throws RuntimeException its failure: itself if it is unchecked, else as the cause of a {@link CompletionException}
     */
    public final T result() {
        return switch (state) {
            case PENDING -> throw new IllegalStateException("the task is not done");
            case SUCCEEDED -> value();
            case CANCELLED -> throw new CancellationException("the task was cancelled");
            case FAILED -> {
                Throwable cause = cause();
                if (cause instanceof RuntimeException unchecked) throw unchecked;
                if (cause instanceof Error error) throw error;
                throw new CompletionException(cause);
            }
        };
    }

    /**
     * Why it failed; null if it succeeded.
     *
     * @throws IllegalStateException while it is pending
     * @throws CancellationException if it was cancelled
     */
    public final @Nullable Throwable exception() {
        return switch (state) {
            case PENDING -> throw new IllegalStateException("the task is not done");
            case SUCCEEDED -> null;
            case CANCELLED -> throw new CancellationException("the task was cancelled");
            case FAILED -> cause();
        };
    }

    /**
     * How it ended, for whoever wants to decide rather than to catch.
     *
     * @throws IllegalStateException while it is pending
     */
    public final Outcome<T> outcome() {
        return switch (state) {
            case PENDING -> throw new IllegalStateException("the task is not done");
            case SUCCEEDED -> new Outcome.Success<>(value());
            case FAILED -> new Outcome.Failure<>(cause());
            case CANCELLED -> new Outcome.Cancelled<>();
        };
    }

    // ---- cancellation

    /**
     * Asks the task to end. A request, not a command: what the task waits for is cancelled, and the task ends when that has
     * ended. Work that could not be stopped any more may still succeed.
     *
     * @return whether the request was taken; false once the task is done
     */
    public final boolean cancel() {
        loop.assertInLoop();
        if (isDone()) return false;
        cancelRequests++;
        return requestCancel();
    }

    /** How many times it was asked to end. */
    public final int cancelRequests() {
        return cancelRequests;
    }

    abstract boolean requestCancel();

    // ---- callbacks

    /** Runs {@code callback} in a later turn once the task is done; in the next turn if it is done already. */
    public final void addDoneCallback(Consumer<? super Task<T>> callback) {
        whenDone(new DoneCallback<>(this, callback));
    }

    /**
     * Takes back every copy of {@code callback} that is still to be scheduled.
     *
     * @return how many there were
     */
    public final int removeDoneCallback(Consumer<? super Task<T>> callback) {
        loop.assertInLoop();
        DoneCallback<T> removed = new DoneCallback<>(this, callback);
        int count = 0;
        if (moreCallbacks != null) {
            int before = moreCallbacks.size();
            moreCallbacks.removeIf(removed::equals);
            count = before - moreCallbacks.size();
        }
        if (removed.equals(this.callback)) {
            count++;
            this.callback = moreCallbacks == null || moreCallbacks.isEmpty() ? null : moreCallbacks.removeFirst();
        }
        return count;
    }

    private record DoneCallback<T extends @Nullable Object>(Task<T> task, Consumer<? super Task<T>> callback)
            implements Runnable {
        @Override
        public void run() {
            callback.accept(task);
        }
    }

    final void whenDone(Runnable added) {
        loop.assertInLoop();
        if (isDone()) {
            loop.callSoon(added);
        } else if (callback == null) {
            callback = added;
        } else {
            if (moreCallbacks == null) moreCallbacks = new ArrayList<>(2);
            moreCallbacks.add(added);
        }
    }

    // ---- tasks made of this one. Cancelling such a task cancels what it waits for, this one first.

    /** Succeeds with what {@code mapping} makes of the result; fails with what it throws, or as this one fails. */
    public final <R extends @Nullable Object> Task<R> map(Function<? super T, ? extends R> mapping) {
        return new ChainedTask.Mapped<T, R>(this, mapping);
    }

    /** Goes on with the task that {@code next} makes of the result, and ends as that one ends. */
    public final <R extends @Nullable Object> Task<R> then(Function<? super T, ? extends Task<R>> next) {
        return new ChainedTask.Then<T, R>(this, next);
    }

    /** Where this one fails, goes on with the task that {@code handler} makes of the failure. A cancel is not a failure. */
    public final Task<T> recover(Function<? super Throwable, ? extends Task<T>> handler) {
        return new ChainedTask.Recovered<>(this, handler);
    }

    /**
     * Cancels this task when {@code limit} is over, and once it has ended by that, fails with a
     * {@link java.util.concurrent.TimeoutException}. If it ends otherwise in spite of the cancel, that is the outcome.
     */
    public final Task<T> withTimeout(Duration limit) {
        return new TimedTask<>(this, limit);
    }

    // ---- completing it

    final boolean trySucceed(T value) {
        return tryEnd(State.SUCCEEDED, value);
    }

    final boolean tryEndFailed(Throwable cause) {
        return cause instanceof CancellationException ? tryEndCancelled() : tryEnd(State.FAILED, cause);
    }

    final boolean tryEndCancelled() {
        return tryEnd(State.CANCELLED, null);
    }

    /** Ends as {@code other}, which is done, did. */
    final void endAs(Task<? extends T> other) {
        tryEnd(other.state(), other.rawOutcome());
    }

    private State state() {
        return state;
    }

    private @Nullable Object rawOutcome() {
        return outcome;
    }

    private boolean tryEnd(State end, @Nullable Object result) {
        loop.assertInLoop();
        if (isDone()) return false;
        state = end;
        outcome = result;
        if (callback != null) loop.callSoon(callback);
        if (moreCallbacks != null) moreCallbacks.forEach(loop::callSoon);
        callback = null;
        moreCallbacks = null;
        return true;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // by construction a T, which may be a nullable type
    private T value() {
        return (T) outcome;
    }

    private Throwable cause() {
        if (outcome instanceof Throwable cause) return cause;
        throw new IllegalStateException("not failed");
    }
}
