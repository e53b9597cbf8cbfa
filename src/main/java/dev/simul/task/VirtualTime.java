package dev.simul.task;

import io.netty.channel.local.LocalIoHandler;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A loop whose clock moves only when nothing is ready, and then straight to the next timer: hours pass in no time, and the
 * same program does the same each time. Its channels are Netty's {@code LocalChannel}s. The thread that opens it owns it.
 */
public final class VirtualTime implements AutoCloseable {
    private final MockTicker clock = Ticker.newMockTicker();
    private final Loop loop = Loop.open(LocalIoHandler.newFactory(), clock);
    private final long startNanos = clock.nanoTime();

    private VirtualTime() {}

    public static VirtualTime open() {
        return new VirtualTime();
    }

    public Loop loop() {
        return loop;
    }

    /** How much virtual time has passed. */
    public Duration elapsed() {
        return Duration.ofNanos(clock.nanoTime() - startNanos);
    }

    /**
     * Runs until {@code task} is done.
     *
     * @throws DeadlockException if nothing is ready, no timer is left, and the task is not done
     */
    public <T extends @Nullable Object> T run(Task<T> task) {
        while (!task.isDone()) {
            if (!step(Long.MAX_VALUE)) {
                throw new DeadlockException(
                        "deadlock: nothing is ready and no timer is left, but " + WaitChain.from(task));
            }
        }
        return task.result();
    }

    /**
     * Runs until nothing is ready and no timer is left, or {@link Loop#stop} is called.
     *
     * @return whether it was stopped
     */
    public boolean runAll() {
        boolean stopped = false;
        while (!stopped && step(Long.MAX_VALUE)) stopped = loop.takeStop();
        return stopped;
    }

    /** Lets time pass inside a callback, as computing would: nothing else runs meanwhile. */
    public void compute(Duration duration) {
        clock.advance(duration.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Lets {@code duration} pass: runs everything that is due meanwhile, each at its time. */
    public void advance(Duration duration) {
        long end = clock.nanoTime() + duration.toNanos();
        while (step(end)) {
            // each step is one turn, or one jump of the clock
        }
        moveTo(end);
        runReady();
    }

    /** Runs what is ready, and what becomes ready by that, without letting time pass. */
    public void runReady() {
        while (step(clock.nanoTime())) {
            // as in advance
        }
    }

    private boolean step(long latestNanos) {
        if (loop.turn(-1)) return true;
        if (loop.workers().computing() > 0) { // time stands still meanwhile
            loop.turn(0);
            return true;
        }
        Long deadline = loop.nextDeadlineNanos();
        if (deadline == null || deadline > latestNanos) return false;
        moveTo(deadline);
        return true;
    }

    private void moveTo(long nanos) {
        if (nanos > clock.nanoTime()) clock.advance(nanos - clock.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        loop.close();
    }
}
