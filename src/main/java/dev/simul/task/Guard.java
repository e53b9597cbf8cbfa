package dev.simul.task;

import static dev.simul.task.Step.await;
import static dev.simul.task.Step.awaitFinally;

import org.jspecify.annotations.Nullable;

/** What is acquired before some work and released after it: a {@link Semaphore}, a {@link Lock}, a {@link Condition}'s lock. */
public sealed interface Guard permits Semaphore, Lock, Condition {
    /**
     * Waits its turn, first come, first served. Once it has succeeded the caller must {@link #release}; a cancel before that
     * gives up the place in the line, and what had been handed over already goes to the next.
     */
    Coroutine<Void> acquire();

    /** Gives back what {@link #acquire} has got, to the first in the line if there is one. Does not wait. */
    void release();

    /** Whether {@link #acquire} would have to wait. */
    boolean isLocked();

    /** Runs {@code body} between {@link #acquire} and {@link #release}, which comes however the body ends. */
    default <T extends @Nullable Object> Coroutine<T> with(Coroutine<T> body) {
        return () -> await(acquire(), acquired -> awaitFinally(body, this::release));
    }
}
