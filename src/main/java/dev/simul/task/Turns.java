package dev.simul.task;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ManualIoEventLoop;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The inside of a loop: what is ready, the timers, the poll for I/O, and how a turn is made of them. Loop thread only, but for
 * what is said otherwise.
 */
final class Turns {
    private static final long BLOCK_UNTIL_WOKEN = 0;
    private static final long DO_NOT_BLOCK = -1;

    private final Ticker ticker;
    private final PollClock polls;
    private final ManualIoEventLoop io;
    private final TurnMeter meter;
    /** Who looks for callbacks that hold the loop; null: nobody. */
    private @Nullable SlowCallbackWatch watch;

    private final ArrayDeque<Runnable> ready = new ArrayDeque<>();
    private final TimerHeap timers = new TimerHeap();
    private @Nullable Consumer<Throwable> exceptionHandler;
    /** What has escaped from a callback of this turn, where there is no handler. */
    private @Nullable Throwable defect;

    private long count;

    /** The calling thread owns it. */
    Turns(IoHandlerFactory transport, Ticker ticker) {
        this.ticker = ticker;
        this.polls = new PollClock(ticker);
        this.io = new ManualIoEventLoop(
                null,
                Thread.currentThread(),
                executor -> new TimedIoHandler(transport.newHandler(executor), polls),
                ticker);
        this.meter = new TurnMeter(ticker);
    }

    ManualIoEventLoop io() {
        return io;
    }

    /** Any thread. */
    long nanoTime() {
        return ticker.nanoTime();
    }

    TurnMeter meter() {
        return meter;
    }

    TimerHeap timers() {
        return timers;
    }

    @Nullable
    SlowCallbackWatch watch() {
        return watch;
    }

    void watch(Duration threshold, @Nullable Consumer<SlowCallback> listener) {
        if (watch != null) watch.close();
        watch = listener == null ? null : SlowCallbackWatch.start(ticker, threshold, listener);
        polls.onWork(watch);
    }

    void exceptionHandler(@Nullable Consumer<Throwable> handler) {
        exceptionHandler = handler;
    }

    /** How many there have been. */
    long count() {
        return count;
    }

    /** Adds to what runs in the next turn. */
    void ready(Runnable callback) {
        ready.add(callback);
    }

    /** Adds to what runs in one of the next turns, and wakes the loop for that. Any thread. */
    void execute(Runnable callback) {
        if (io.inEventLoop()) {
            ready.add(callback);
        } else {
            io.execute(() -> ready.add(callback));
        }
    }

    /** One turn, that waits for I/O as long as nothing else is to be done. */
    void next() {
        turn(waitNanos());
    }

    /**
     * One turn.
     *
     * @param waitNanos how long to wait for I/O: 0 without end, negative not at all
     * @return whether anything was done
     */
    boolean turn(long waitNanos) {
        int done = io.run(waitNanos);
        if (watch != null) watch.ended();
        takeDueTimers();
        count++;
        int due = ready.size();
        for (int i = 0; i < due; i++) run(ready.remove());
        boolean worked = done + due > 0;
        if (worked) meter.turnEnded(polls.waitEndedNanos());
        rethrowDefect();
        return worked;
    }

    private long waitNanos() {
        if (!ready.isEmpty()) return DO_NOT_BLOCK;
        TimerHandle next = timers.peek();
        if (next == null) return BLOCK_UNTIL_WOKEN;
        long nanos = next.deadlineNanos - nanoTime();
        return nanos <= 0 ? DO_NOT_BLOCK : nanos;
    }

    /** When the next turn has something to do for certain; null where only I/O or another thread can bring it. */
    @Nullable
    Long nextDeadlineNanos() {
        if (!ready.isEmpty()) return nanoTime();
        TimerHandle next = timers.peek();
        return next == null ? null : next.deadlineNanos;
    }

    private void takeDueTimers() {
        TimerHandle next = timers.peek();
        if (next == null) return;
        long now = nanoTime();
        while (next != null && next.deadlineNanos - now <= 0) {
            timers.remove(next);
            ready.add(next);
            next = timers.peek();
        }
    }

    /** Runs one callback; what escapes from it goes to the exception handler. */
    void run(Runnable callback) {
        SlowCallbackWatch watch = this.watch;
        if (watch != null) watch.begins(callback);
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
        if (watch != null) watch.ended();
    }

    private void rethrowDefect() {
        Throwable thrown = defect;
        if (thrown == null) return;
        defect = null;
        if (thrown instanceof Error error) throw error;
        throw new LoopDefectException(thrown);
    }

    @SuppressWarnings("deprecation") // the graceful way sleeps for 100 ms, and for ever if the clock stands still
    void close() {
        if (watch != null) watch.close();
        io.shutdown();
        while (!io.isTerminated()) io.run(DO_NOT_BLOCK);
    }
}
