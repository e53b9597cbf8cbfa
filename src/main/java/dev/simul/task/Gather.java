package dev.simul.task;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Waits for many tasks and collects what they give, in their order: asyncio's {@code gather}.
 *
 * @param <R> what is collected of each task: its result, or its outcome
 */
abstract sealed class Gather<T extends @Nullable Object, R extends @Nullable Object> extends Task<List<R>> {
    private final List<Task<T>> children;
    private int pending;
    private boolean cancelAsked;

    private Gather(Loop loop, List<? extends Task<T>> tasks) {
        super(loop);
        this.children = List.copyOf(tasks);
        this.pending = children.size();
    }

    /** Called once after construction. What is done already counts at once. */
    final Gather<T, R> start() {
        List<Task<T>> done = new ArrayList<>();
        for (Task<T> child : children) {
            if (child.isDone()) {
                done.add(child);
            } else {
                child.whenDone(() -> childDone(child));
            }
        }
        done.forEach(this::childDone);
        if (children.isEmpty()) trySucceed(List.of());
        return this;
    }

    /** Whether {@code child}, which is done, ends the whole now. */
    abstract boolean endsBy(Task<T> child);

    abstract R collect(Task<T> child);

    private void childDone(Task<T> child) {
        pending--;
        if (isDone() || endsBy(child) || pending > 0) return;
        if (cancelAsked) {
            tryEndCancelled();
            return;
        }
        List<R> results = new ArrayList<>(children.size());
        for (Task<T> each : children) results.add(collect(each));
        trySucceed(results);
    }

    /** Cancels the children; the whole ends when they have. */
    @Override
    boolean requestCancel() {
        boolean taken = false;
        for (Task<T> child : children) taken |= child.cancel();
        cancelAsked |= taken;
        return taken;
    }

    /** The first failure or cancel is the whole's; the siblings go on. */
    static final class OfResults<T extends @Nullable Object> extends Gather<T, T> {
        OfResults(Loop loop, List<? extends Task<T>> tasks) {
            super(loop, tasks);
        }

        @Override
        boolean endsBy(Task<T> child) {
            if (child.isCancelled()) return tryEndCancelled();
            Throwable failure = child.exception();
            return failure != null && tryEndFailed(failure);
        }

        @Override
        T collect(Task<T> child) {
            return child.result();
        }
    }

    /** Failures and cancels are results like others. */
    static final class OfOutcomes<T extends @Nullable Object> extends Gather<T, Outcome<T>> {
        OfOutcomes(Loop loop, List<? extends Task<T>> tasks) {
            super(loop, tasks);
        }

        @Override
        boolean endsBy(Task<T> child) {
            return false;
        }

        @Override
        Outcome<T> collect(Task<T> child) {
            return child.outcome();
        }
    }
}
