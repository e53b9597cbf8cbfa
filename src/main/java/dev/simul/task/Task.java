package dev.simul.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A result that will be: it succeeds, fails or is cancelled once, and never changes after that. What asyncio calls a
 * {@code Future}; the one that {@link Loop#spawn} makes is asyncio's {@code Task}.
 *
 * <p>Callbacks run in the order in which they were added, in a later turn of the loop, never inside the call that completes
 * the task. All methods are for the loop's thread, except {@link #join}.
 */
public abstract sealed class Task<T extends @Nullable Object> implements Awaitable<T>
        permits CoroutineTask, Gather, Pause, Promise {
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
    /** It has failed, and nobody has asked why. */
    private boolean failureUnseen;

    Task(Loop loop) {
        this.loop = loop;
    }

    // ---- its state

    /** What it is called in reports: what it was spawned with or is for, else a name that tells it from others on the loop. */
    public final String name() {
        return label().toString();
    }

    /** What makes its name, by {@code toString}: most are never asked for it. */
    abstract Object label();

    public final boolean isDone() {
        return state != State.PENDING;
    }

    /** Whether it was cancelled. Not so where it failed with a {@link CancellationException} that somebody set. */
    public final boolean isCancelled() {
        return state == State.CANCELLED;
    }

    public final boolean isSucceeded() {
        return state == State.SUCCEEDED;
    }

    /**
     * Whether it failed and nobody has looked why: neither by {@link #result}, {@link #exception} or {@link #outcome}, nor by
     * waiting for it, nor by asking it to end.
     */
    public final boolean isFailureUnseen() {
        return failureUnseen;
    }

    /**
     * The result.
     *
     * @throws InvalidStateException while it is pending
     * @throws CancellationException if it was cancelled
     * @throws RuntimeException its failure: itself if it is unchecked, else as the cause of a {@link CompletionException}
     */
    public final T result() {
        requireDone();
        Throwable failure = failureToRaise();
        if (failure == null) return value();
        if (failure instanceof RuntimeException unchecked) throw unchecked;
        if (failure instanceof Error error) throw error;
        throw new CompletionException(failure);
    }

    /**
     * Why it failed; null if it succeeded.
     *
     * @throws InvalidStateException while it is pending
     * @throws CancellationException if it was cancelled
     */
    public final @Nullable Throwable exception() {
        requireDone();
        if (state == State.CANCELLED) throw cancellation();
        return failureToRaise();
    }

    /**
     * How it ended, for whoever wants to decide rather than to catch.
     *
     * @throws InvalidStateException while it is pending
     */
    public final Outcome<T> outcome() {
        requireDone();
        if (state == State.CANCELLED) return new Outcome.Cancelled<>();
        Throwable failure = failureToRaise();
        return failure == null ? new Outcome.Success<>(value()) : new Outcome.Failure<>(failure);
    }

    private void requireDone() {
        if (state == State.PENDING) throw new InvalidStateException("the task is not done: " + name());
    }

    /** What waiting for this raises: the failure, or a new {@link CancellationException}; null if it succeeded. It is done. */
    final @Nullable Throwable failureToRaise() {
        failureUnseen = false;
        return switch (state) {
            case FAILED -> (Throwable) outcome;
            case CANCELLED -> cancellation();
            case SUCCEEDED, PENDING -> null;
        };
    }

    /** The result of a task that has succeeded. */
    final @Nullable Object rawResult() {
        return outcome;
    }

    static CancellationException cancellation() {
        return new CancellationException("the task was cancelled");
    }

    /** What it waits for; null where it waits for nothing that is a task, or is done. */
    @Nullable
    Task<?> awaited() {
        return null;
    }

    // ---- cancellation

    /**
     * Asks the task to end. A request, not a command: what the task waits for is cancelled, a {@link CancellationException}
     * arrives where it waits, and it may clean up, go on, or end in another way. Work that could not be stopped any more may
     * still succeed.
     *
     * @return whether the request was taken; false once the task is done
     */
    public final boolean cancel() {
        loop.assertInLoop();
        if (isDone()) {
            refuseCancel();
            return false;
        }
        cancelRequests++;
        return requestCancel();
    }

    /** How many requests to end there were that {@link #uncancel} has not taken back. */
    public final int cancelRequests() {
        return cancelRequests;
    }

    /**
     * Takes one request to end back, for whoever made it and has dealt with it. Where none is left, one that has not been
     * delivered yet is dropped.
     *
     * @return how many are left
     */
    public final int uncancel() {
        loop.assertInLoop();
        if (cancelRequests > 0 && --cancelRequests == 0) dropCancelRequest();
        return cancelRequests;
    }

    abstract boolean requestCancel();

    /** Is asked to end, but has already: whoever asks has no use for its failure. */
    void refuseCancel() {
        failureUnseen = false;
    }

    void dropCancelRequest() {}

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
        return forget(new DoneCallback<>(this, callback));
    }

    /** One callback of a task. */
    record DoneCallback<T extends @Nullable Object>(Task<T> task, Consumer<? super Task<T>> callback)
            implements Runnable {
        @Override
        public void run() {
            callback.accept(task);
        }
    }

    final void whenDone(Runnable added) {
        loop.assertInLoop();
        if (isDone()) {
            loop.ready(added);
        } else if (callback == null) {
            callback = added;
        } else {
            if (moreCallbacks == null) moreCallbacks = new ArrayList<>(2);
            moreCallbacks.add(added);
        }
    }

    /**
     * Takes back every callback that equals {@code removed}.
     *
     * @return how many there were
     */
    final int forget(Runnable removed) {
        loop.assertInLoop();
        int count = 0;
        if (moreCallbacks != null) {
            int before = moreCallbacks.size();
            moreCallbacks.removeIf(removed::equals);
            count = before - moreCallbacks.size();
        }
        if (removed.equals(callback)) {
            count++;
            callback = moreCallbacks == null || moreCallbacks.isEmpty() ? null : moreCallbacks.removeFirst();
        }
        return count;
    }

    // ---- tasks made of this one. Cancelling such a task cancels what it waits for, this one first.

    /** Succeeds with what {@code mapping} makes of the result; fails with what it throws, or as this one fails. */
    public final <R extends @Nullable Object> Task<R> map(Function<? super T, ? extends R> mapping) {
        return after(result -> Step.done(mapping.apply(result)), null);
    }

    /** Goes on with what {@code next} makes of the result, and ends as that ends. */
    public final <R extends @Nullable Object> Task<R> then(Function<? super T, ? extends Awaitable<R>> next) {
        return after(result -> Step.await(next.apply(result)), null);
    }

    /** Goes on with {@code next}, and ends as that does: as {@link #then}, for what mostly need not wait any more. */
    public final <R extends @Nullable Object> Task<R> goOn(Step.Next<T, R> next) {
        return after(next, null);
    }

    /** Where this one fails, goes on with what {@code handler} makes of the failure. A cancel is not a failure. */
    public final Task<T> recover(Function<? super Throwable, ? extends Awaitable<T>> handler) {
        return after(Step::done, failure -> {
            if (failure instanceof CancellationException) throw failure;
            return Step.await(handler.apply(failure));
        });
    }

    /** Ends as this one does; where that is by a cancel, {@code cleanUp} has run before. */
    public final Task<T> onCancel(Runnable cleanUp) {
        return after(Step::done, failure -> {
            if (failure instanceof CancellationException) cleanUp.run();
            throw failure;
        });
    }

    /**
     * Cancels this one once {@code limit} is over, and then fails with a {@link java.util.concurrent.TimeoutException}; if this
     * one does not obey and ends in another way, ends so, too.
     */
    public final Task<T> withTimeout(Duration limit) {
        return CoroutineTask.begin(loop, loop.waitFor(this, limit));
    }

    private <R extends @Nullable Object> Task<R> after(Step.Next<T, R> next, Step.@Nullable Handler<R> handler) {
        return CoroutineTask.after(this, new Step.Await<>(this, next, handler));
    }

    // ---- the world outside of the loop

    /**
     * Blocks the calling thread until the task is done. Any thread but the loop's own.
     *
     * @return its result
     * @throws IllegalStateException on the loop's thread, which would wait for itself
     * @throws DeadlockException on a worker thread of the loop, if the task needs a worker and all of them wait like this
     * @throws CancellationException if it was cancelled
     * @throws RuntimeException as {@link #result} throws the failure of a task
     */
    public final T join() throws InterruptedException {
        return Join.join(this);
    }

    /**
     * The same result for the Java ecosystem. Its dependents run on the loop's thread, inside the turn in which the task's
     * callbacks run; to cancel it, on any thread, asks the task to end.
     */
    public final CompletableFuture<T> toCompletableFuture() {
        return Stages.futureOf(this);
    }

    // ---- completing it

    final boolean trySucceed(T value) {
        return tryEnd(State.SUCCEEDED, value);
    }

    final boolean tryEndFailed(Throwable cause) {
        if (!tryEnd(State.FAILED, cause)) return false;
        failureUnseen = true;
        return true;
    }

    final boolean tryEndCancelled() {
        return tryEnd(State.CANCELLED, null);
    }

    private boolean tryEnd(State end, @Nullable Object result) {
        loop.assertInLoop();
        if (isDone()) return false;
        state = end;
        outcome = result;
        Runnable first = callback;
        List<Runnable> more = moreCallbacks;
        callback = null;
        moreCallbacks = null;
        if (first != null) schedule(first);
        if (more == null) return true;
        for (Runnable each : more) schedule(each);
        return true;
    }

    /** Has a callback run, now that the task is done. */
    void schedule(Runnable callback) {
        loop.ready(callback);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // by construction a T, which may be a nullable type
    private T value() {
        return (T) outcome;
    }

    @Override
    public String toString() {
        return name() + " (" + state.name().toLowerCase(java.util.Locale.ROOT) + ")";
    }
}
