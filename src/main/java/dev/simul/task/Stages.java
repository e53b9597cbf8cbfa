package dev.simul.task;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The way between tasks and the Java ecosystem's {@link CompletionStage}, in both directions. */
final class Stages {
    private Stages() {}

    /**
     * A task that ends as {@code stage} does, on whatever thread that completes. To cancel the task cancels the stage, in the
     * next turn.
     */
    static <T extends @Nullable Object> Task<T> taskOf(Loop loop, Object purpose, CompletionStage<T> stage) {
        Promise<T> promise = loop.promise(purpose);
        promise.whenDone(() -> {
            if (promise.isCancelled()) cancel(stage);
        });
        stage.whenComplete((result, failure) -> onLoop(loop, () -> complete(promise, result, failure)));
        return promise;
    }

    private static void cancel(CompletionStage<?> stage) {
        try {
            // No interrupt: it would reach whatever the work has called; asyncio's threads cannot be interrupted
            // either.
            stage.toCompletableFuture().cancel(false);
        } catch (UnsupportedOperationException notToBeCancelled) {
            // It goes on, and nobody hears of it.
        }
    }

    private static <T extends @Nullable Object> void complete(
            Promise<T> promise, T result, @Nullable Throwable failure) {
        Throwable wrapped = failure instanceof CompletionException ? failure.getCause() : null;
        Throwable cause = wrapped == null ? failure : wrapped;
        if (cause == null) {
            promise.tryComplete(result);
        } else if (cause instanceof CancellationException) {
            promise.cancel();
        } else {
            promise.tryFail(cause);
        }
    }

    /** A future that completes as {@code task} does; to cancel it asks the task to end. */
    static <T extends @Nullable Object> CompletableFuture<T> futureOf(Task<T> task) {
        CompletableFuture<T> future = new CompletableFuture<>();
        future.whenComplete((result, failure) -> {
            if (future.isCancelled()) onLoop(task.loop, task::cancel);
        });
        task.whenDone(() -> {
            switch (task.outcome()) {
                case Outcome.Success<T> success -> future.complete(success.value());
                case Outcome.Failure<T> failure -> future.completeExceptionally(failure.cause());
                case Outcome.Cancelled<T> cancelled -> future.cancel(false);
            }
        });
        return future;
    }

    private static void onLoop(Loop loop, Runnable callback) {
        try {
            loop.execute(callback);
        } catch (RejectedExecutionException closed) {
            // The loop has ended meanwhile; nobody is left who waits for this.
        }
    }
}
