package dev.simul.task;

import static dev.simul.task.Step.await;
import static dev.simul.task.Step.done;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that begin and end together: the group ends when all of them have, and the first failure cancels the others. Loop
 * thread only.
 */
public final class TaskGroup {
    private final Loop loop;
    /** In the order in which they were made. */
    private final Set<Task<?>> children = new LinkedHashSet<>();

    private final List<Throwable> failures = new ArrayList<>();
    /** Whose part the group is; null until the body begins. */
    private @Nullable CoroutineTask<?> parent;
    /** The body has ended, and the group waits for its children. */
    private boolean exiting;
    /** The children were cancelled, and no new ones are taken. */
    private boolean aborting;
    /** A child has failed while the body ran, and so the body was cancelled. */
    private boolean parentCancelled;
    /** What the exit waits for, while it does. */
    private @Nullable Promise<Void> allEnded;

    public TaskGroup(Loop loop) {
        this.loop = loop;
    }

    /**
     * Runs {@code body}, which spawns the children, in the task that awaits this, then waits until all children have ended.
     * Once.
     *
     * <p>If a child or the body fails, cancels all others, the body among them, and fails with an {@link ExceptionGroup} of all
     * failures when they have ended. If the task is cancelled, cancels the children and ends as cancelled when they have.
     * Children that were cancelled are no failures.
     */
    public <T extends @Nullable Object> Coroutine<T> around(Awaitable<T> body) {
        return () -> {
            if (parent != null) throw new IllegalStateException("the task group was entered before");
            parent = loop.requireTask();
            return await(
                    body,
                    result -> await(exit(null), ended -> done(result)),
                    failure -> await(exit(failure), ended -> {
                        throw failure;
                    }));
        };
    }

    /**
     * Spawns a child.
     *
     * @param label what reports call it, by its {@code toString}
     * @throws IllegalStateException before the body has begun, when the group has ended, or once it cancels its children
     */
    public <T extends @Nullable Object> Task<T> spawn(Object label, Coroutine<T> coroutine) {
        if (parent == null) throw new IllegalStateException("the task group was not entered");
        if (exiting && children.isEmpty()) throw new IllegalStateException("the task group has ended");
        if (aborting) throw new IllegalStateException("the task group is shutting down");
        Task<T> child = loop.spawn(label, coroutine);
        children.add(child);
        child.whenDone(() -> childDone(child));
        return child;
    }

    private void childDone(Task<?> child) {
        children.remove(child);
        if (allEnded != null && children.isEmpty()) allEnded.tryComplete(Step.nothing());
        if (child.isCancelled()) return;
        Throwable failure = child.exception();
        if (failure == null) return;
        failures.add(failure);
        if (!aborting && !parentCancelled) {
            abort();
            parentCancelled = true;
            requireParent().cancel();
        }
    }

    private void abort() {
        aborting = true;
        for (Task<?> child : List.copyOf(children)) child.cancel();
    }

    /**
     * Waits for the children; fails if anything has.
     *
     * @param ofBody what the body has failed with; null if it has not
     */
    private Coroutine<Void> exit(@Nullable Throwable ofBody) {
        return () -> {
            exiting = true;
            if (ofBody != null && !aborting) abort();
            return waitForChildren(ofBody, ofBody instanceof CancellationException ? ofBody : null);
        };
    }

    /** @param cancel what has cancelled the task, here or in the body; null if nothing has */
    private Step<Void> waitForChildren(@Nullable Throwable ofBody, @Nullable Throwable cancel) throws Throwable {
        if (children.isEmpty()) return end(ofBody, cancel);
        Promise<Void> waited = loop.promise(this);
        allEnded = waited;
        return await(
                waited,
                ended -> {
                    allEnded = null;
                    return waitForChildren(ofBody, cancel);
                },
                cancelled -> {
                    allEnded = null;
                    if (aborting) return waitForChildren(ofBody, cancel);
                    abort();
                    return waitForChildren(ofBody, cancelled);
                });
    }

    private Step<Void> end(@Nullable Throwable ofBody, @Nullable Throwable cancel) throws Throwable {
        CoroutineTask<?> task = requireParent();
        // The request to end was the group's own, unless somebody else made one, too.
        boolean wasOurs = parentCancelled && task.uncancel() == 0;
        if (cancel != null && !wasOurs && failures.isEmpty()) throw cancel;
        if (ofBody != null && !(ofBody instanceof CancellationException)) failures.add(ofBody);
        if (failures.isEmpty()) return done();
        if (task.cancelRequests() > 0) {
            // The failures hide a request from outside: the next wait shall meet it.
            task.uncancel();
            task.cancel();
        }
        throw new ExceptionGroup(failures);
    }

    private CoroutineTask<?> requireParent() {
        CoroutineTask<?> task = parent;
        if (task == null) throw new IllegalStateException("the task group was not entered");
        return task;
    }

    Set<Task<?>> children() {
        return children;
    }

    @Override
    public String toString() {
        return "a task group with " + children.size() + (children.size() == 1 ? " task" : " tasks");
    }
}
