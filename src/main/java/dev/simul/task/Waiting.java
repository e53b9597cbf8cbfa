package dev.simul.task;

import static dev.simul.task.Step.await;
import static dev.simul.task.Step.done;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One wait for several tasks, which it never cancels: asyncio's {@code wait}. */
final class Waiting<T extends @Nullable Object> {
    private final Set<Task<T>> tasks;
    private final WaitUntil until;
    private final Promise<Void> over;
    private final @Nullable TimerHandle timer;
    private int pending;

    private Waiting(Loop loop, Set<Task<T>> tasks, WaitUntil until, @Nullable Duration limit) {
        this.tasks = tasks;
        this.until = until;
        this.pending = tasks.size();
        this.over = loop.promise(this);
        this.timer = limit == null ? null : loop.callLater(limit, () -> over.tryComplete(Step.nothing()));
    }

    static <T extends @Nullable Object> Step<Waited<T>> begin(
            Loop loop, List<? extends Task<T>> tasks, WaitUntil until, @Nullable Duration limit) {
        if (tasks.isEmpty()) throw new IllegalArgumentException("there is no task to wait for");
        return new Waiting<>(loop, new LinkedHashSet<Task<T>>(tasks), until, limit).begin();
    }

    private Step<Waited<T>> begin() {
        for (Task<T> task : tasks) task.whenDone(new Completion<>(this, task));
        return await(
                over,
                ended -> {
                    leave();
                    return done(result());
                },
                cancelled -> {
                    leave();
                    throw cancelled;
                });
    }

    /** The callback of one of the tasks; a record, so that it can be taken back by an equal one. */
    private record Completion<T extends @Nullable Object>(Waiting<T> waiting, Task<T> task) implements Runnable {
        @Override
        public void run() {
            waiting.completed(task);
        }
    }

    private void completed(Task<T> task) {
        pending--;
        boolean enough = pending <= 0
                || switch (until) {
                    case FIRST_COMPLETED -> true;
                    case FIRST_EXCEPTION -> !task.isCancelled() && task.exception() != null;
                    case ALL_COMPLETED -> false;
                };
        if (!enough) return;
        if (timer != null) timer.cancel();
        over.tryComplete(Step.nothing());
    }

    private void leave() {
        if (timer != null) timer.cancel();
        for (Task<T> task : tasks) task.forget(new Completion<>(this, task));
    }

    private Waited<T> result() {
        List<Task<T>> done = new ArrayList<>();
        List<Task<T>> pending = new ArrayList<>();
        for (Task<T> task : tasks) (task.isDone() ? done : pending).add(task);
        return new Waited<>(done, pending);
    }

    Set<Task<T>> tasks() {
        return tasks;
    }

    /** Whether it can end only when all tasks have. */
    boolean needsAll() {
        return until == WaitUntil.ALL_COMPLETED && timer == null;
    }

    @Override
    public String toString() {
        return pending + " of " + tasks.size() + " tasks";
    }
}
