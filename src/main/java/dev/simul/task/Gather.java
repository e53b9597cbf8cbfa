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

    private Gather(Loop loop, List<Task<T>> children) {
        super(loop);
        this.children = children;
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

    /** Whether {@code child}, which is done, has ended the whole. */
    abstract boolean endsBy(Task<T> child);

    abstract R collect(Task<T> child);

    private void childDone(Task<T> child) {
        pending--;
        if (isDone()) {
            child.failureToRaise(); // has been looked at: there is nobody else whom it could be told
            return;
        }
        if (endsBy(child) || pending > 0) return;
        List<R> results = new ArrayList<>(children.size());
        for (Task<T> each : children) results.add(collect(each));
        if (cancelAsked) {
            tryEndFailed(cancellation());
        } else {
            trySucceed(results);
        }
    }

    @Override
    final Object label() {
        return "a gather of " + children.size();
    }

    List<Task<T>> children() {
        return children;
    }

    /** Cancels the children; the whole ends when they have. */
    @Override
    boolean requestCancel() {
        boolean taken = false;
        for (Task<T> child : children) taken |= child.cancel();
        cancelAsked |= taken;
        return taken;
    }

    @Override
    void refuseCancel() {
        // The failure is still to be looked at.
    }

    /** The first failure is the whole's, and the siblings go on; a cancelled child counts as one that has failed. */
    static final class OfResults<T extends @Nullable Object> extends Gather<T, T> {
        OfResults(Loop loop, List<Task<T>> children) {
            super(loop, children);
        }

        @Override
        boolean endsBy(Task<T> child) {
            Throwable failure = child.failureToRaise();
            return failure != null && tryEndFailed(failure);
        }

        @Override
        T collect(Task<T> child) {
            return child.result();
        }
    }

    /** Failures and cancels are results like others. */
    static final class OfOutcomes<T extends @Nullable Object> extends Gather<T, Outcome<T>> {
        OfOutcomes(Loop loop, List<Task<T>> children) {
            super(loop, children);
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
