package dev.simul.task;

import org.jspecify.annotations.Nullable;

/**
 * A computation in steps that has not begun. {@link Loop#spawn} makes a task of it; awaited by another one it runs as a part of
 * that one's task, at once and without a turn of its own.
 *
 * <p>All that runs between two waits is one call, so nothing else on the loop runs meanwhile. State that lives longer is
 * in what the steps capture, or in fields.
 */
@FunctionalInterface
public non-sealed interface Coroutine<T extends @Nullable Object> extends Awaitable<T> {
    /**
     * Runs up to the first wait. Called by the task that runs this, on the loop's thread; a coroutine that keeps its state in
     * what {@code begin} makes can be begun any number of times.
     *
     * @throws Throwable what the computation fails with; a {@link java.util.concurrent.CancellationException} ends it as
     *     cancelled
     */
    Step<T> begin() throws Throwable;
}
