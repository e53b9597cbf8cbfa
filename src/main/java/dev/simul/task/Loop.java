package dev.simul.task;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One thread that runs what is ready, waits for I/O and timers, and runs again.
 *
 * <p>The thread that opens a loop owns it and drives it with {@link #runUntilComplete}. Except where it is said otherwise
 * methods may be called by that thread only.
 */
public final class Loop implements Executor, AutoCloseable {
    private final Turns turns;
    private final WorkerThreads workers = new WorkerThreads(this);
    /** Whose step runs; null outside of all tasks. */
    private @Nullable CoroutineTask<?> currentTask;

    private int tasksMade;
    private boolean stopAsked;

    private Loop(Turns turns) {
        this.turns = turns;
    }

    /** Opens a loop on the calling thread, on the best transport of this machine and on its clock. */
    public static Loop open() {
        return open(Transport.best().handlerFactory(), Ticker.systemTicker());
    }

    /**
     * Opens a loop on the calling thread.
     *
     * @param transport which kinds of channels it serves
     * @param ticker its clock: a mock one makes time virtual
     */
    public static Loop open(IoHandlerFactory transport, Ticker ticker) {
        return new Loop(new Turns(transport, ticker));
    }

    // ---- any thread

    /** Whether the calling thread is the one that owns the loop. Any thread. */
    public boolean inLoop() {
        return turns.io().inEventLoop();
    }

    /**
     * Refuses every thread but the loop's own. Any thread.
     *
     * @throws IllegalStateException on another thread
     */
    public void assertInLoop() {
        if (!turns.io().inEventLoop())
            throw new IllegalStateException("not on the loop's thread: " + Thread.currentThread());
    }

    /** Runs {@code callback} on the loop in one of its next turns, and wakes it for that. Any thread. */
    @Override
    public void execute(Runnable callback) {
        turns.execute(callback);
    }

    /** The clock of everything on this loop, in nanoseconds from an arbitrary origin. Any thread. */
    public long nanoTime() {
        return turns.nanoTime();
    }

    /** Netty's side of the loop, to register channels with. */
    public IoEventLoop eventLoop() {
        return turns.io();
    }

    // ---- the loop's thread

    /** Runs {@code callback} in the next turn, after all that is ready already. */
    public Handle callSoon(Runnable callback) {
        assertInLoop();
        Handle handle = new Handle(callback);
        turns.ready(handle);
        return handle;
    }

    /**
     * Runs {@code callback} in the first turn that begins {@code delay} or more from now; at the soonest in the next one, where a
     * negative delay comes before a shorter one.
     */
    public TimerHandle callLater(Duration delay, Runnable callback) {
        return callAt(deadline(delay), callback);
    }

    /** Runs {@code callback} in the first turn that begins at or after {@code deadlineNanos} of {@link #nanoTime}. */
    public TimerHandle callAt(long deadlineNanos, Runnable callback) {
        assertInLoop();
        return turns.timers().add(callback, deadlineNanos);
    }

    // ---- tasks

    /** Makes a task of {@code coroutine}; its first step runs in the next turn. */
    public <T extends @Nullable Object> Task<T> spawn(Coroutine<T> coroutine) {
        assertInLoop();
        return CoroutineTask.spawn(this, null, coroutine);
    }

    /**
     * Makes a task of {@code coroutine}; its first step runs in the next turn.
     *
     * @param label what reports call it, by its {@code toString}
     */
    public <T extends @Nullable Object> Task<T> spawn(Object label, Coroutine<T> coroutine) {
        assertInLoop();
        return CoroutineTask.spawn(this, label, coroutine);
    }

    /** The task whose step runs right now; null in a callback that is none. */
    public @Nullable Task<?> currentTask() {
        assertInLoop();
        return currentTask;
    }

    /** A task that somebody else completes. */
    public <T extends @Nullable Object> Promise<T> promise() {
        return promise("a promise");
    }

    /**
     * A task that somebody else completes.
     *
     * @param label what it is for; reports call it so, by its {@code toString}
     */
    public <T extends @Nullable Object> Promise<T> promise(Object label) {
        assertInLoop();
        return new Promise<>(this, label);
    }

    /** A task that has succeeded already. */
    public <T extends @Nullable Object> Task<T> succeeded(T value) {
        Promise<T> promise = promise();
        promise.tryComplete(value);
        return promise;
    }

    /** A task that has failed already. */
    public <T extends @Nullable Object> Task<T> failed(Throwable cause) {
        Promise<T> promise = promise();
        promise.tryFail(cause);
        return promise;
    }

    /**
     * Completes after {@code delay}. If that is not positive, after exactly one turn: whoever waits goes on in the next one,
     * and it cannot be cancelled any more. To cancel another one frees its timer.
     */
    public Task<Void> sleep(Duration delay) {
        if (!delay.isPositive()) return pause();
        Promise<Void> awake = promise(new Sleep(delay));
        TimerHandle timer = callLater(delay, () -> awake.tryComplete(Step.nothing()));
        awake.stopBy(timer::cancel);
        return awake;
    }

    private record Sleep(Duration delay) {
        @Override
        public String toString() {
            return "a sleep of " + delay.toMillis() + " ms";
        }
    }

    /** Lets others run: whoever waits for this goes on in the next turn, after all that is ready already. */
    public Task<Void> pause() {
        assertInLoop();
        return new Pause(this);
    }

    // ---- several tasks

    /**
     * Succeeds with all results in the order of {@code awaitables}; the first failure is its own, and the others go on. One that
     * is cancelled counts as one that has failed. To cancel it cancels all that are not done. Of coroutines tasks are made.
     */
    public <T extends @Nullable Object> Task<List<T>> gather(List<? extends Awaitable<T>> awaitables) {
        return new Gather.OfResults<T>(this, tasksOf(awaitables)).start();
    }

    /** Succeeds with how each of {@code awaitables} ended, in their order, when all have ended. */
    public <T extends @Nullable Object> Task<List<Outcome<T>>> gatherOutcomes(List<? extends Awaitable<T>> awaitables) {
        return new Gather.OfOutcomes<T>(this, tasksOf(awaitables)).start();
    }

    /**
     * Waits for some of {@code tasks} or for all, and gives those that are done and those that are not. Neither cancels them
     * nor fails as they fail. Fails with an {@link IllegalArgumentException} if there are none.
     *
     * @param limit after which the wait is over in any case; null for none
     */
    public <T extends @Nullable Object> Coroutine<Waited<T>> wait(
            List<? extends Task<T>> tasks, WaitUntil until, @Nullable Duration limit) {
        return () -> Waiting.begin(this, tasks, until, limit);
    }

    /**
     * Gives {@code tasks} one after the other, in the order in which they complete.
     *
     * @param limit from now on, after which those that have not completed are given up; null for none
     */
    public <T extends @Nullable Object> AsCompleted<T> asCompleted(
            List<? extends Task<T>> tasks, @Nullable Duration limit) {
        assertInLoop();
        return new AsCompleted<>(this, tasks, limit);
    }

    /**
     * Waits for {@code awaited} as long as {@code limit}, then cancels it, waits until it has ended, and fails with a
     * {@link java.util.concurrent.TimeoutException}; if it ends in another way than by the cancel, ends so, too.
     *
     * @param limit zero or less: fails at once unless {@code awaited} is done; null for none
     */
    public <T extends @Nullable Object> Coroutine<T> waitFor(Awaitable<T> awaited, @Nullable Duration limit) {
        return () -> WaitFor.begin(this, awaited, limit);
    }

    /** A limit on the time of a part of a task, from now on; null for none, as it can be set later. */
    public Timeout timeout(@Nullable Duration limit) {
        assertInLoop();
        return new Timeout(this, limit == null ? null : deadline(limit));
    }

    /**
     * A limit on the time of a part of a task.
     *
     * @param deadlineNanos on {@link #nanoTime}'s clock
     */
    public Timeout timeoutAt(long deadlineNanos) {
        assertInLoop();
        return new Timeout(this, deadlineNanos);
    }

    /** Ends as {@code awaited} does, but to cancel it does not cancel that. Of a coroutine a task is made. */
    public <T extends @Nullable Object> Task<T> shield(Awaitable<T> awaited) {
        return Shield.around(taskOf(awaited));
    }

    <T extends @Nullable Object> Task<T> taskOf(Awaitable<T> awaitable) {
        return switch (awaitable) {
            case Task<T> task -> task;
            case Coroutine<T> coroutine -> spawn(coroutine);
        };
    }

    private <T extends @Nullable Object> List<Task<T>> tasksOf(List<? extends Awaitable<T>> awaitables) {
        assertInLoop();
        List<Task<T>> tasks = new ArrayList<>(awaitables.size());
        for (Awaitable<T> each : awaitables) tasks.add(taskOf(each));
        return tasks;
    }

    // ---- the world outside of the loop

    /**
     * Runs {@code work} on one of a few worker threads and delivers its outcome on the loop: the way to compute or block
     * without holding everybody up. A cancel ends the task at once; work that has not begun then never does, other goes on and
     * its outcome is dropped.
     */
    public <T extends @Nullable Object> Task<T> runInThread(Callable<T> work) {
        return runInThread("a job", work);
    }

    /**
     * As {@link #runInThread(Callable)}.
     *
     * @param name what reports call it
     */
    public <T extends @Nullable Object> Task<T> runInThread(String name, Callable<T> work) {
        assertInLoop();
        return workers.run(name, work);
    }

    /**
     * Sets how many worker threads there are; without it as many as the machine has processors.
     *
     * @param threads 1 or more
     * @throws IllegalStateException once there are some
     */
    public void setWorkerThreads(int threads) {
        assertInLoop();
        workers.limit(threads);
    }

    /**
     * A task that ends as {@code stage} does, whatever thread completes that. To cancel the task ends it at once, and cancels
     * the stage.
     */
    public <T extends @Nullable Object> Task<T> adopt(CompletionStage<T> stage) {
        assertInLoop();
        return Stages.taskOf(this, "a completion stage", stage);
    }

    /** Who hears of exceptions that escape from callbacks; null: they end {@link #runUntilComplete}. */
    public void setExceptionHandler(@Nullable Consumer<Throwable> handler) {
        assertInLoop();
        turns.exceptionHandler(handler);
    }

    // ---- driving it

    /**
     * Runs the loop until {@code task} is done.
     *
     * @return its result
     * @throws java.util.concurrent.CancellationException if it was cancelled
     * @throws RuntimeException as {@link Task#result} throws the failure of a task, or what escaped from a callback
     */
    public <T extends @Nullable Object> T runUntilComplete(Task<T> task) {
        assertInLoop();
        while (!task.isDone()) turns.next();
        return task.result();
    }

    /** Runs the loop until {@link #stop} is called. */
    public void runForever() {
        assertInLoop();
        do turns.next();
        while (!takeStop());
    }

    /** Ends {@link #runForever} after this turn; what becomes ready meanwhile waits until the loop is run again. */
    public void stop() {
        assertInLoop();
        stopAsked = true;
    }

    /** Whether {@link #stop} was called since the last question. */
    boolean takeStop() {
        boolean asked = stopAsked;
        stopAsked = false;
        return asked;
    }

    boolean turn(long waitNanos) {
        return turns.turn(waitNanos);
    }

    /** Adds to what runs in the next turn. */
    void ready(Runnable callback) {
        turns.ready(callback);
    }

    /** Runs {@code callback} now, as one of those that were ready. */
    void run(Runnable callback) {
        turns.run(callback);
    }

    /**
     * {@code task}'s step begins.
     *
     * @return whose step it interrupts, to be given back to {@link #leave}
     */
    @Nullable
    CoroutineTask<?> enter(CoroutineTask<?> task) {
        CoroutineTask<?> interrupted = currentTask;
        currentTask = task;
        return interrupted;
    }

    void leave(@Nullable CoroutineTask<?> interrupted) {
        currentTask = interrupted;
    }

    CoroutineTask<?> requireTask() {
        assertInLoop();
        CoroutineTask<?> task = currentTask;
        if (task == null) throw new IllegalStateException("not inside of a task");
        return task;
    }

    int nextTaskNumber() {
        return ++tasksMade;
    }

    @Nullable
    SlowCallbackWatch watch() {
        return turns.watch();
    }

    WorkerThreads workers() {
        return workers;
    }

    /** {@code delay} from now, or before. */
    long deadline(Duration delay) {
        return nanoTime() + saturatedNanos(delay);
    }

    @Nullable
    Long nextDeadlineNanos() {
        return turns.nextDeadlineNanos();
    }

    /** How busy the loop was since it was opened, or {@link #resetLoad} called, and how long it kept others waiting. */
    public LoopLoad load() {
        assertInLoop();
        return turns.meter().read();
    }

    /** Lets {@link #load} begin anew. */
    public void resetLoad() {
        assertInLoop();
        turns.meter().reset();
    }

    /** Tells {@code listener} of each turn that did something; null: nobody. */
    public void observeTurns(@Nullable TurnListener listener) {
        assertInLoop();
        turns.meter().listener(listener);
    }

    /**
     * Reports callbacks that hold the loop so long that others notice: what it was, for whom, and where it was while it did.
     *
     * <p>Costs two looks at the clock a callback, and a thread that looks on.
     *
     * @param threshold from which time on; more than zero
     * @param listener called on the loop's thread, when the callback has ended; null: nobody, and the thread ends
     */
    public void reportSlowCallbacks(Duration threshold, @Nullable Consumer<SlowCallback> listener) {
        assertInLoop();
        if (!threshold.isPositive()) throw new IllegalArgumentException("threshold must be positive: " + threshold);
        turns.watch(threshold, listener);
    }

    /**
     * Says for whom the present callback works, where that is not the task that runs: {@link SlowCallback} tells. Forgotten at the
     * end of the callback.
     *
     * @param whom named by its {@code toString}
     */
    public void workingFor(Object whom) {
        SlowCallbackWatch watch = turns.watch();
        if (watch != null) watch.workingFor(whom);
    }

    /** How many turns there have been. */
    public long turns() {
        return turns.count();
    }

    /** How many timers wait. */
    public int pendingTimers() {
        return turns.timers().size();
    }

    /** How many calls of {@link #runInThread} have not come back yet. */
    public int pendingWork() {
        return workers.pending();
    }

    private static long saturatedNanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException tooLong) {
            return duration.isNegative() ? 0 : Long.MAX_VALUE / 2;
        }
    }

    /**
     * Ends the loop: worker threads are told to end, Netty's side is shut down. What was still to run is not run; open
     * channels should have been closed by whoever opened them.
     */
    @Override
    public void close() {
        assertInLoop();
        workers.close();
        turns.close();
    }
}
