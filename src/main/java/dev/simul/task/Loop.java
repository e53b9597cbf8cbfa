package dev.simul.task;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ManualIoEventLoop;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Callable;
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
    private static final long BLOCK_UNTIL_WOKEN = 0;
    private static final long DO_NOT_BLOCK = -1;

    private final Ticker ticker;
    private final PollClock polls;
    private final ManualIoEventLoop io;
    private final TurnMeter meter;
    private final ArrayDeque<Runnable> ready = new ArrayDeque<>();
    private final TimerHeap timers = new TimerHeap();
    private final WorkerThreads workers;
    private @Nullable Consumer<Throwable> exceptionHandler;
    private @Nullable Throwable defect;
    private long turns;

    private Loop(IoHandlerFactory transport, Ticker ticker) {
        this.ticker = ticker;
        this.polls = new PollClock(ticker);
        this.io = new ManualIoEventLoop(
                null,
                Thread.currentThread(),
                executor -> new TimedIoHandler(transport.newHandler(executor), polls),
                ticker);
        this.meter = new TurnMeter(ticker);
        this.workers = new WorkerThreads(this);
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
        return new Loop(transport, ticker);
    }

    // ---- any thread

    /** Whether the calling thread is the one that owns the loop. Any thread. */
    public boolean inLoop() {
        return io.inEventLoop();
    }

    /**
     * Refuses every thread but the loop's own. Any thread.
     *
     * @throws IllegalStateException on another thread
     */
    public void assertInLoop() {
        if (!io.inEventLoop()) throw new IllegalStateException("not on the loop's thread: " + Thread.currentThread());
    }

    /** Runs {@code callback} on the loop in one of its next turns, and wakes it for that. Any thread. */
    @Override
    public void execute(Runnable callback) {
        if (io.inEventLoop()) {
            ready.add(callback);
        } else {
            io.execute(() -> ready.add(callback));
        }
    }

    /** The clock of everything on this loop, in nanoseconds from an arbitrary origin. Any thread. */
    public long nanoTime() {
        return ticker.nanoTime();
    }

    /** Netty's side of the loop, to register channels with. */
    public IoEventLoop eventLoop() {
        return io;
    }

    // ---- the loop's thread

    /** Runs {@code callback} in the next turn, after all that is ready already. */
    public void callSoon(Runnable callback) {
        assertInLoop();
        ready.add(callback);
    }

    /** Runs {@code callback} in the first turn that begins {@code delay} or more from now; at the soonest in the next one. */
    public TimerHandle callLater(Duration delay, Runnable callback) {
        return callAt(nanoTime() + Math.max(0, saturatedNanos(delay)), callback);
    }

    /** Runs {@code callback} in the first turn that begins at or after {@code deadlineNanos} of {@link #nanoTime}. */
    public TimerHandle callAt(long deadlineNanos, Runnable callback) {
        assertInLoop();
        return timers.add(callback, deadlineNanos);
    }

    /** A task that somebody else completes. */
    public <T extends @Nullable Object> Promise<T> promise() {
        assertInLoop();
        return new Promise<>(this);
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

    /** Completes after {@code delay}; if that is not positive, after exactly one turn. Cancelling it frees its timer. */
    public Task<@Nullable Void> sleep(Duration delay) {
        Promise<@Nullable Void> awake = promise();
        if (!delay.isPositive()) {
            callSoon(() -> awake.tryComplete(null));
            return awake;
        }
        TimerHandle timer = callLater(delay, () -> awake.tryComplete(null));
        awake.onCancel(timer::cancel);
        return awake;
    }

    /**
     * Runs {@code work} on one of a few worker threads and delivers its outcome on the loop: the way to compute or block
     * without holding everybody up. A cancel before the work has begun prevents it, later it only discards the outcome.
     */
    public <T extends @Nullable Object> Task<T> runInThread(Callable<T> work) {
        assertInLoop();
        return workers.run(work);
    }

    /** Succeeds with all results in the order of {@code tasks}; the first failure or cancel is its own, the others go on. */
    public <T extends @Nullable Object> Task<List<T>> gather(List<? extends Task<T>> tasks) {
        assertInLoop();
        return new Gather.OfResults<T>(this, tasks).start();
    }

    /** Succeeds with how each of {@code tasks} ended, in their order, when all have ended. */
    public <T extends @Nullable Object> Task<List<Outcome<T>>> gatherOutcomes(List<? extends Task<T>> tasks) {
        assertInLoop();
        return new Gather.OfOutcomes<T>(this, tasks).start();
    }

    /** Who hears of exceptions that escape from callbacks; null: they end {@link #runUntilComplete}. */
    public void setExceptionHandler(@Nullable Consumer<Throwable> handler) {
        assertInLoop();
        exceptionHandler = handler;
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
        while (!task.isDone()) turn(waitNanos());
        return task.result();
    }

    /**
     * One turn.
     *
     * @param waitNanos how long to wait for I/O: 0 without end, negative not at all
     * @return whether anything was done
     */
    boolean turn(long waitNanos) {
        int done = io.run(waitNanos);
        takeDueTimers();
        turns++;
        int count = ready.size();
        for (int i = 0; i < count; i++) run(ready.remove());
        boolean worked = done + count > 0;
        if (worked) meter.turnEnded(polls.waitEndedNanos());
        rethrowDefect();
        return worked;
    }

    /** When the next turn has something to do for certain; null where only I/O or another thread can bring it. */
    @Nullable
    Long nextDeadlineNanos() {
        if (!ready.isEmpty()) return nanoTime();
        TimerHandle next = timers.peek();
        return next == null ? null : next.deadlineNanos;
    }

    /** How busy the loop was since it was opened, or {@link #resetLoad} called, and how long it kept others waiting. */
    public LoopLoad load() {
        assertInLoop();
        return meter.read();
    }

    /** Lets {@link #load} begin anew. */
    public void resetLoad() {
        assertInLoop();
        meter.reset();
    }

    /** Tells {@code listener} of each turn that did something; null: nobody. */
    public void observeTurns(@Nullable TurnListener listener) {
        assertInLoop();
        meter.listener(listener);
    }

    /** How many turns there have been. */
    public long turns() {
        return turns;
    }

    /** How many timers wait. */
    public int pendingTimers() {
        return timers.size();
    }

    /** How many calls of {@link #runInThread} have not come back yet. */
    public int pendingWork() {
        return workers.pending();
    }

    private long waitNanos() {
        if (!ready.isEmpty()) return DO_NOT_BLOCK;
        TimerHandle next = timers.peek();
        if (next == null) return BLOCK_UNTIL_WOKEN;
        long nanos = next.deadlineNanos - nanoTime();
        return nanos <= 0 ? DO_NOT_BLOCK : nanos;
    }

    private void takeDueTimers() {
        TimerHandle next = timers.peek();
        if (next == null) return;
        long now = nanoTime();
        while (next != null && next.deadlineNanos - now <= 0) {
            timers.remove(next);
            ready.add(next::fire);
            next = timers.peek();
        }
    }

    private void run(Runnable callback) {
        try {
            callback.run();
        } catch (Throwable e) {
            if (exceptionHandler != null) {
                exceptionHandler.accept(e);
            } else if (defect == null) {
                defect = e;
            } else {
                defect.addSuppressed(e);
            }
        }
    }

    private void rethrowDefect() {
        Throwable thrown = defect;
        if (thrown == null) return;
        defect = null;
        if (thrown instanceof Error error) throw error;
        throw new LoopDefectException(thrown);
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
    @SuppressWarnings("deprecation") // the graceful way sleeps for 100 ms, and for ever if the clock stands still
    public void close() {
        assertInLoop();
        workers.close();
        io.shutdown();
        while (!io.isTerminated()) io.run(DO_NOT_BLOCK);
    }
}
