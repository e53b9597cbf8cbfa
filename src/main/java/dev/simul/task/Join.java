package dev.simul.task;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A thread that waits for a task and is not the loop's: the one place of this package that blocks. */
final class Join {
    private Join() {}

    static <T extends @Nullable Object> T join(Task<T> task) throws InterruptedException {
        Loop loop = task.loop;
        if (loop.inLoop()) {
            throw new IllegalStateException("the loop's thread would wait for itself: await " + task.name()
                    + " in a step, or add a callback to it");
        }
        CompletableFuture<T> done = new CompletableFuture<>();
        WorkerThreads.Job waiter = WorkerThreads.Job.current();
        loop.execute(() -> {
            task.whenDone(() -> {
                if (waiter != null) loop.workers().joined(waiter);
                pass(task, done);
            });
            if (waiter != null && !task.isDone()) loop.workers().joining(waiter, task, done::completeExceptionally);
        });
        try {
            return done.get();
        } catch (ExecutionException e) {
            Throwable failure = e.getCause();
            if (failure instanceof RuntimeException unchecked) throw unchecked;
            if (failure instanceof Error error) throw error;
            throw new CompletionException(failure);
        } catch (InterruptedException e) {
            if (waiter != null) loop.execute(() -> loop.workers().joined(waiter)); // it works again
            throw e;
        }
    }

    private static <T extends @Nullable Object> void pass(Task<T> task, CompletableFuture<T> done) {
        Throwable failure = task.failureToRaise();
        if (failure instanceof CancellationException) {
            done.cancel(false); // get() throws a new one with the stack of the thread that waits
        } else if (failure != null) {
            done.completeExceptionally(failure);
        } else {
            done.complete(task.result());
        }
    }
}
