package dev.simul.task;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The few threads that compute or block on behalf of the loop. Made when first needed; daemons, so that a stuck one cannot
 * keep the program alive.
 */
final class WorkerThreads {
    private final Loop loop;
    private @Nullable ExecutorService pool;
    private int pending;

    WorkerThreads(Loop loop) {
        this.loop = loop;
    }

    int pending() {
        return pending;
    }

    <T extends @Nullable Object> Task<T> run(Callable<T> work) {
        Promise<T> promise = loop.promise();
        pending++;
        Future<?> job = pool().submit(() -> {
            Runnable delivery = call(work, promise);
            try {
                loop.execute(() -> {
                    pending--;
                    delivery.run();
                });
            } catch (RejectedExecutionException closed) {
                // The loop has ended meanwhile; nobody is left who waits for this.
            }
        });
        promise.onCancel(() -> {
            // An interrupt would reach whatever the work has called; asyncio's threads cannot be interrupted either.
            if (job.cancel(false)) pending--;
        });
        return promise;
    }

    private static <T extends @Nullable Object> Runnable call(Callable<T> work, Promise<T> promise) {
        try {
            T value = work.call();
            return () -> promise.tryComplete(value);
        } catch (Throwable e) {
            return () -> promise.tryFail(e);
        }
    }

    private ExecutorService pool() {
        if (pool == null) {
            AtomicInteger number = new AtomicInteger();
            int threads = Runtime.getRuntime().availableProcessors();
            pool = Executors.newFixedThreadPool(threads, job -> {
                Thread thread = new Thread(job, "simul-worker-" + number.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });
        }
        return pool;
    }

    void close() {
        if (pool != null) pool.shutdownNow();
    }
}
