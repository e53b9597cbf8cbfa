package dev.simul.task;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A task that waits for another one and then goes on.
 *
 * <p>A cancel that arrives when the other one is done, but before this one has heard of it, is delivered in place of the
 * outcome, as asyncio does. So a result that must be given back (a permit, a lease) is not to be passed along a chain: use
 * {@link Semaphore#withPermit} or a done callback, which always runs.
 */
abstract sealed class ChainedTask<S extends @Nullable Object, T extends @Nullable Object> extends Task<T>
        implements Runnable {
    private final Task<S> source;
    /** The task that goes on after the source; null before that. */
    private @Nullable Task<T> continuation;

    private boolean mustCancel;

    private ChainedTask(Task<S> source) {
        super(source.loop);
        this.source = source;
        source.whenDone(this);
    }

    /** Ends this task, or names the one to go on with by {@link #goOn}. The source is done and was not cancelled. */
    abstract void accept(Task<S> source);

    final void goOn(Task<T> next) {
        if (next == this) throw new IllegalStateException("a task cannot wait for itself");
        continuation = next;
        if (mustCancel) next.cancel();
        next.whenDone(() -> endAs(next));
    }

    @Override
    public final void run() {
        if (mustCancel || source.isCancelled()) {
            tryEndCancelled();
            return;
        }
        try {
            accept(source);
        } catch (Throwable e) {
            tryEndFailed(e);
        }
    }

    @Override
    final boolean requestCancel() {
        Task<?> awaited = continuation == null ? source : continuation;
        if (!awaited.cancel()) mustCancel = true;
        return true;
    }

    static final class Mapped<S extends @Nullable Object, T extends @Nullable Object> extends ChainedTask<S, T> {
        private final Function<? super S, ? extends T> mapping;

        Mapped(Task<S> source, Function<? super S, ? extends T> mapping) {
            super(source);
            this.mapping = mapping;
        }

        @Override
        void accept(Task<S> source) {
            trySucceed(mapping.apply(source.result()));
        }
    }

    static final class Then<S extends @Nullable Object, T extends @Nullable Object> extends ChainedTask<S, T> {
        private final Function<? super S, ? extends Task<T>> next;

        Then(Task<S> source, Function<? super S, ? extends Task<T>> next) {
            super(source);
            this.next = next;
        }

        @Override
        void accept(Task<S> source) {
            goOn(next.apply(source.result()));
        }
    }

    static final class Recovered<T extends @Nullable Object> extends ChainedTask<T, T> {
        private final Function<? super Throwable, ? extends Task<T>> handler;

        Recovered(Task<T> source, Function<? super Throwable, ? extends Task<T>> handler) {
            super(source);
            this.handler = handler;
        }

        @Override
        void accept(Task<T> source) {
            Throwable failure = source.exception();
            if (failure == null) {
                endAs(source);
            } else {
                goOn(handler.apply(failure));
            }
        }
    }
}
