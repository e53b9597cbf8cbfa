package dev.simul.task;

import static dev.simul.task.Step.await;
import static dev.simul.task.Step.done;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One wait that is limited in time and cancels what it waits for when that is over: asyncio's {@code wait_for}. */
final class WaitFor {
    private WaitFor() {}

    static <T extends @Nullable Object> Step<T> begin(Loop loop, Awaitable<T> awaited, @Nullable Duration limit) {
        if (limit == null || limit.isPositive())
            return await(loop.timeout(limit).around(awaited));
        Task<T> task = loop.taskOf(awaited);
        return task.isDone() ? await(task) : await(ended(task), ended -> overdue(task));
    }

    /** Cancels {@code task} and waits for its end, but not for its result: this wait can itself be cancelled. */
    private static Coroutine<Void> ended(Task<?> task) {
        return () -> {
            Promise<Void> ended = task.loop.promise(task);
            Runnable taskEnded = () -> ended.tryComplete(Step.nothing());
            task.whenDone(taskEnded);
            task.cancel();
            return Step.awaitFinally(ended, () -> task.forget(taskEnded));
        };
    }

    private static <T extends @Nullable Object> Step<T> overdue(Task<T> task) throws Throwable {
        Throwable failure = task.failureToRaise();
        if (failure instanceof CancellationException) {
            throw new TimeoutException("there was no time").initCause(failure);
        }
        if (failure != null) throw failure;
        return done(task.result());
    }
}
