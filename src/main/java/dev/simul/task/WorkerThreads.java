package dev.simul.task;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The few threads that compute or block on behalf of the loop. Made when first needed; daemons, so that a stuck one cannot
 * keep the program alive. Its state belongs to the loop's thread.
 */
final class WorkerThreads {
    /** One piece of work. */
    static final class Job {
        private static final ThreadLocal<@Nullable Job> CURRENT = new ThreadLocal<>();

        private final String name;
        /** Written by the thread that does it. */
        private volatile boolean begun;

        private Job(String name) {
            this.name = name;
        }

        /** The job that the calling thread does; null if that is no worker. Any thread. */
        static @Nullable Job current() {
            return CURRENT.get();
        }

        @Override
        public String toString() {
            return begun ? name : name + ", which waits for a worker thread";
        }
    }

    /** What a job waits for instead of working. */
    private record Joining(Task<?> task, Consumer<Throwable> refuse) {}

    private final Loop loop;
    private final Map<Job, Joining> joining = new LinkedHashMap<>();
    private int threads = Runtime.getRuntime().availableProcessors();
    private @Nullable ExecutorService pool;
    private int pending;

    WorkerThreads(Loop loop) {
        this.loop = loop;
    }

    /**
     * Sets how many threads there may be, 1 or more.
     *
     * @throws IllegalStateException once there are some
     */
    void limit(int threads) {
        if (threads < 1) throw new IllegalArgumentException("there must be 1 worker thread or more, not " + threads);
        if (pool != null) throw new IllegalStateException("there are worker threads already");
        this.threads = threads;
    }

    /** How many jobs have neither ended nor been dropped. */
    int pending() {
        return pending;
    }

    /** How many threads work, rather than wait for a task that may need time. */
    int computing() {
        return Math.min(pending, threads) - joining.size();
    }

    <T extends @Nullable Object> Task<T> run(String name, Callable<T> work) {
        CompletableFuture<T> future = new CompletableFuture<>();
        Job job = new Job(name);
        pending++;
        pool().execute(() -> {
            job.begun = true;
            Job.CURRENT.set(job);
            Runnable end = future.isDone() ? () -> {} : ending(work, future);
            Job.CURRENT.remove();
            try {
                loop.execute(
                        () -> { // together, so that nobody sees the one without the other
                            pending--;
                            end.run();
                        });
            } catch (RejectedExecutionException closed) {
                // The loop has ended meanwhile; nobody is left who waits for this.
            }
        });
        Task<T> task = Stages.taskOf(loop, job, future);
        // In the next turn, for only then is it seen who awaits the new job; and not on the way of those whom nobody
        // joins.
        if (joining.size() >= threads) loop.callSoon(this::refuseDeadlock);
        return task;
    }

    /** Does the work, and returns what ends the future by its outcome. */
    private static <T extends @Nullable Object> Runnable ending(Callable<T> work, CompletableFuture<T> future) {
        try {
            T result = work.call();
            return () -> future.complete(result);
        } catch (Throwable e) {
            return () -> future.completeExceptionally(e);
        }
    }

    // ---- workers that wait for tasks

    /**
     * {@code job} waits for {@code task} from now on.
     *
     * @param refuse makes it give up
     */
    void joining(Job job, Task<?> task, Consumer<Throwable> refuse) {
        joining.put(job, new Joining(task, refuse));
        refuseDeadlock();
    }

    void joined(Job job) {
        joining.remove(job);
    }

    /** If each worker waits for what only a worker could bring about, the one that came last has to give up. */
    private void refuseDeadlock() {
        if (joining.size() < threads
                || !joining.values().stream().allMatch(each -> needsWorker(WaitChain.from(each.task())))) return;
        String waits = joining.entrySet().stream()
                .map(each -> waits(each.getKey(), each.getValue().task()))
                .collect(Collectors.joining("; "));
        Job last = null;
        for (Job job : joining.keySet()) last = job;
        Joining refused = joining.remove(last);
        String all = threads == 1 ? "the only worker thread waits" : "all " + threads + " worker threads wait";
        if (refused != null) refused.refuse().accept(new DeadlockException("deadlock: " + all + ": " + waits));
    }

    /** For example {@code report waits for sum; sum waits for adding up, which waits for a worker thread}. */
    private static String waits(Job job, Task<?> task) {
        String direct = job + " waits for " + task.name();
        return task.awaited() == null ? direct : direct + "; " + WaitChain.from(task);
    }

    private boolean needsWorker(WaitChain chain) {
        return !chain.isLimited()
                && chain.end() instanceof Promise<?> promise
                && promise.label() instanceof Job job
                && (!job.begun || joining.containsKey(job));
    }

    private ExecutorService pool() {
        if (pool == null) {
            AtomicInteger number = new AtomicInteger();
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
