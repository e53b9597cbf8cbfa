package dev.simul.task;

import java.util.ArrayDeque;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A task that runs a computation in steps: asyncio's {@code Task}.
 *
 * <p>It is in one of three states: it waits for another task, of which it is a done callback; its next step is among what is
 * ready; or its step runs. The coroutines that await one another are a stack, of which only the top goes on.
 */
final class CoroutineTask<T extends @Nullable Object> extends Task<T> implements Runnable {
    private final int number;
    private final @Nullable Object label;
    /** What is to begin; null once it has. */
    private @Nullable Coroutine<T> coroutine;
    /** How the innermost coroutine goes on; null while a step runs that nobody awaits. */
    private Step.@Nullable Await<?, ?> top;
    /** How those go on that await the innermost one, the outermost first. Made when first needed. */
    private @Nullable ArrayDeque<Step.Await<?, ?>> callers;
    /** What it waits for; null while it does not. */
    private @Nullable Task<?> awaited;
    /** What the next step begins with, if that is not the outcome of {@link #awaited}. */
    private @Nullable Throwable thrown;
    /** A request to end that could not be passed on: the next step begins with it. */
    private boolean mustCancel;
    /** How many timers will ask it to end; see {@link Timeout}. */
    private int limits;

    private CoroutineTask(Loop loop, int number, @Nullable Object label, @Nullable Coroutine<T> coroutine) {
        super(loop);
        this.number = number;
        this.label = label;
        this.coroutine = coroutine;
    }

    /** Begins in the next turn. */
    static <T extends @Nullable Object> CoroutineTask<T> spawn(
            Loop loop, @Nullable Object label, Coroutine<T> coroutine) {
        CoroutineTask<T> task = new CoroutineTask<>(loop, loop.nextTaskNumber(), label, coroutine);
        loop.ready(task);
        return task;
    }

    /** Begins at once, up to its first wait. For computations of this package, which run nothing of a caller's in that step. */
    static <T extends @Nullable Object> CoroutineTask<T> begin(Loop loop, Coroutine<T> coroutine) {
        CoroutineTask<T> task = new CoroutineTask<>(loop, loop.nextTaskNumber(), null, coroutine);
        task.run();
        return task;
    }

    /** Goes on with {@code step} once {@code source} is done: in the next turn if it is already. Goes by the name of that one. */
    static <S extends @Nullable Object, T extends @Nullable Object> CoroutineTask<T> after(
            Task<S> source, Step.Await<S, T> step) {
        // No name is made for it here: hardly any task is ever asked.
        CoroutineTask<T> task = source instanceof CoroutineTask<?> before
                ? new CoroutineTask<>(source.loop, before.number, before.label, null)
                : new CoroutineTask<>(source.loop, 0, source.label(), null);
        task.top = step;
        task.awaited = source;
        source.whenDone(task);
        return task;
    }

    @Override
    Object label() {
        return label == null ? "task-" + number : label;
    }

    @Override
    @Nullable
    Task<?> awaited() {
        return awaited;
    }

    /** Whether it will be asked to end if it waits too long. */
    boolean isLimited() {
        return limits > 0;
    }

    void limitSet() {
        limits++;
    }

    void limitLifted() {
        limits--;
    }

    @Override
    boolean requestCancel() {
        if (awaited == null || !awaited.cancel()) mustCancel = true;
        return true;
    }

    @Override
    void dropCancelRequest() {
        mustCancel = false;
    }

    /** The next step. Called by the loop, as a callback of what this waited for or because it was ready. */
    @Override
    public void run() {
        Task<?> source = awaited;
        Throwable failure = thrown;
        Object result = null;
        awaited = null;
        thrown = null;
        if (source != null) {
            failure = source.failureToRaise();
            if (failure == null) result = source.rawResult();
        }
        if (mustCancel) {
            mustCancel = false;
            if (!(failure instanceof CancellationException)) failure = cancellation();
        }
        Coroutine<T> first = failure == null ? coroutine : null;
        coroutine = null;
        CoroutineTask<?> interrupted = loop.enter(this);
        try {
            goOn(first, result, failure);
        } finally {
            loop.leave(interrupted);
        }
    }

    /**
     * Runs until there is something to wait for, or nothing left to do.
     *
     * @param begun the coroutine to begin; null to go on with the outcome of what the innermost one has waited for
     */
    private void goOn(@Nullable Coroutine<?> begun, @Nullable Object result, @Nullable Throwable failure) {
        while (true) {
            Step<?> step;
            try {
                if (begun != null) {
                    step = begun.begin();
                } else {
                    Step.Await<?, ?> innermost = pop();
                    if (innermost == null) {
                        end(result, failure);
                        return;
                    }
                    step = failure == null ? innermost.after(result) : innermost.afterFailure(failure);
                }
            } catch (Throwable e) {
                begun = null;
                result = null;
                failure = e;
                continue;
            }
            begun = null;
            failure = null;
            // No switch by type: it is linked by the JVM when it first runs, and this is where every task goes through.
            if (step instanceof Step.Await<?, ?> await) {
                if (!await.handsOn()) push(await);
                if (await.awaited instanceof Task<?> task) {
                    if (!task.isDone()) {
                        waitFor(task);
                        return;
                    }
                    failure = task.failureToRaise();
                    result = failure == null ? task.rawResult() : null;
                } else {
                    begun = (Coroutine<?>) await.awaited;
                }
            } else {
                result = ((Step.Done<?>) step).result;
            }
        }
    }

    private void waitFor(Task<?> task) {
        if (task == this) {
            thrown = new IllegalStateException("a task cannot wait for itself: " + name());
            loop.ready(this);
            return;
        }
        task.whenDone(this);
        awaited = task;
        if (mustCancel && task.cancel()) mustCancel = false;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // by construction what the outermost coroutine gives
    private void end(@Nullable Object result, @Nullable Throwable failure) {
        if (failure instanceof CancellationException || (failure == null && mustCancel)) {
            mustCancel = false;
            tryEndCancelled();
        } else if (failure != null) {
            tryEndFailed(failure);
        } else {
            trySucceed((T) result);
        }
    }

    private void push(Step.Await<?, ?> await) {
        if (top != null) {
            if (callers == null) callers = new ArrayDeque<>(4);
            callers.push(top);
        }
        top = await;
    }

    private Step.@Nullable Await<?, ?> pop() {
        Step.Await<?, ?> innermost = top;
        top = callers == null ? null : callers.poll();
        return innermost;
    }
}
