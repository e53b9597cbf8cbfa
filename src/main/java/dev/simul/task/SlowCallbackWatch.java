package dev.simul.task;

import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks on while the loop runs callbacks: measures each on the loop's thread, and on a thread of its own takes the stack of one
 * that holds the loop.
 *
 * <p>The stack is taken when nine tenths of the threshold are over, so that whatever is reported has one.
 */
final class SlowCallbackWatch implements AutoCloseable {
    private static final long IDLE = 0;
    private static final List<StackTraceElement> NOT_SEEN = List.of();

    private record Sample(long began, List<StackTraceElement> stack) {}

    private final Ticker ticker;
    private final long thresholdNanos;
    private final Consumer<SlowCallback> listener;
    private final Thread loopThread = Thread.currentThread();
    private final Thread watcher = new Thread(this::watch, "simul-loop-watch");

    // Of the callback that runs. Loop's thread only.
    private long startNanos;
    private @Nullable Object callback;
    private @Nullable Object whom;

    /** When it began, by the system's clock; {@link #IDLE} between two. Written by the loop's thread. */
    private volatile long began = IDLE;
    /** Written by the watcher. */
    private volatile @Nullable Sample sample;

    private volatile boolean closed;

    private SlowCallbackWatch(Ticker ticker, long thresholdNanos, Consumer<SlowCallback> listener) {
        this.ticker = ticker;
        this.thresholdNanos = thresholdNanos;
        this.listener = listener;
    }

    /** Watches the calling thread. */
    static SlowCallbackWatch start(Ticker ticker, Duration threshold, Consumer<SlowCallback> listener) {
        SlowCallbackWatch watch = new SlowCallbackWatch(ticker, threshold.toNanos(), listener);
        watch.watcher.setDaemon(true);
        watch.watcher.start();
        return watch;
    }

    // ---- the loop's thread

    void begins(Object callback) {
        this.callback = callback instanceof Handle handle ? handle.target() : callback;
        whom = null;
        startNanos = ticker.nanoTime();
        began = System.nanoTime() | 1; // never IDLE
    }

    void workingFor(Object whom) {
        this.whom = whom;
    }

    /** The callback has ended, if there was one. */
    void ended() {
        long began = this.began;
        Object ended = callback;
        if (began == IDLE || ended == null) return;
        this.began = IDLE;
        callback = null;
        long held = ticker.nanoTime() - startNanos;
        if (held < thresholdNanos) return;
        Sample seen = sample;
        List<StackTraceElement> stack = seen != null && seen.began() == began ? seen.stack() : NOT_SEEN;
        listener.accept(new SlowCallback(Duration.ofNanos(held), describe(ended), whomOf(ended), stack));
    }

    /** Whether the watcher has taken the stack of the callback that runs. */
    boolean hasSeen() {
        Sample seen = sample;
        return seen != null && seen.began() == began && !seen.stack().isEmpty();
    }

    private static String describe(Object callback) {
        return switch (callback) {
            case CoroutineTask<?> task -> "a step of a task";
            case Task.DoneCallback<?> done -> "a callback of " + owner(done.callback());
            case Runnable other -> "a callback of " + owner(other);
            default -> callback.toString();
        };
    }

    /** The class that {@code callback} was written in. */
    private static String owner(Object callback) {
        return callback.getClass().getName().replaceFirst("\\$\\$Lambda.*", "");
    }

    private @Nullable String whomOf(Object callback) {
        if (whom != null) return whom.toString();
        if (callback instanceof CoroutineTask<?> task) return task.name();
        return callback instanceof Task.DoneCallback<?> done ? done.task().name() : null;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(watcher);
    }

    // ---- the watcher's thread

    private void watch() {
        long patience = thresholdNanos - thresholdNanos / 10;
        while (!closed) {
            long began = this.began;
            Sample last = sample;
            boolean seen = last != null && last.began() == began;
            long left = began == IDLE || seen ? patience / 2 : patience - (System.nanoTime() - began);
            if (left > 0) {
                LockSupport.parkNanos(this, left);
            } else {
                List<StackTraceElement> stack = stackOf(loopThread.getStackTrace());
                boolean stillTheSame = this.began == began;
                sample = new Sample(began, stillTheSame ? stack : NOT_SEEN);
            }
        }
    }

    /** Without the calls below, by which the loop and Netty come to every callback. */
    private static List<StackTraceElement> stackOf(StackTraceElement[] calls) {
        int end = 0;
        while (end < calls.length && !isOfTheLoop(calls[end])) end++;
        int own = end;
        while (own > 0 && calls[own - 1].getClassName().startsWith("io.netty.")) own--;
        return List.of(calls).subList(0, own > 0 ? own : end);
    }

    private static boolean isOfTheLoop(StackTraceElement call) {
        String type = call.getClassName();
        return type.equals(Loop.class.getName()) || type.equals(TimedIoHandler.class.getName());
    }
}
