package dev.simul.task;

import static dev.simul.task.Step.await;
import static dev.simul.task.Step.done;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Gives tasks in the order in which they complete, which it never cancels: asyncio's {@code as_completed}. Loop thread only. */
public final class AsCompleted<T extends @Nullable Object> {
    /** Empty: the time was over. */
    private final Queue<Optional<Task<T>>> completed;
    /** Those that have not completed in time. */
    private final Set<Task<T>> pending = new LinkedHashSet<>();

    private final @Nullable TimerHandle timer;
    private int left;

    AsCompleted(Loop loop, List<? extends Task<T>> tasks, @Nullable Duration limit) {
        completed = new Queue<>(loop);
        pending.addAll(tasks);
        left = pending.size();
        for (Task<T> task : pending) task.whenDone(new Completion<>(this, task));
        timer = limit == null || pending.isEmpty() ? null : loop.callLater(limit, this::timeIsOver);
    }

    /** Whether there is one more that {@link #next} was not called for. */
    public boolean hasNext() {
        return left > 0;
    }

    /**
     * Waits for the next task to complete, and gives it; awaiting that one then gives its result at once. Fails with a
     * {@link TimeoutException} if the time is over before. Each call stands for one task, also if the wait for it is cancelled.
     *
     * @throws NoSuchElementException if there is none left
     */
    public Coroutine<Task<T>> next() {
        if (left == 0) throw new NoSuchElementException("all tasks were given");
        left--;
        return () -> await(completed.get(), task -> {
            if (task.isEmpty()) throw new TimeoutException("the time is over");
            return done(task.get());
        });
    }

    private record Completion<T extends @Nullable Object>(AsCompleted<T> iterator, Task<T> task) implements Runnable {
        @Override
        public void run() {
            iterator.completed(task);
        }
    }

    private void completed(Task<T> task) {
        if (!pending.remove(task)) return; // too late
        completed.putNow(Optional.of(task));
        if (pending.isEmpty() && timer != null) timer.cancel();
    }

    private void timeIsOver() {
        for (Task<T> task : pending) {
            task.forget(new Completion<>(this, task));
            completed.putNow(Optional.empty());
        }
        pending.clear();
    }
}
