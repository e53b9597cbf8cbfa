package dev.simul.testing;

import dev.simul.task.Loop;
import dev.simul.task.Task;
import dev.simul.task.Transport;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A real loop with real sockets, whose clock stands still unless the test moves it. So a peer may take as long as it takes, no
 * time-out strikes because the machine is busy, and one of an hour strikes at once when it is wanted.
 *
 * <p>The thread that opens it owns it.
 */
public final class FrozenTime implements AutoCloseable {
    /** In real time, for what should come in no time at all. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long PAUSE_NANOS = 20_000;

    private final MockTicker clock = Ticker.newMockTicker();
    private final OpenChannels channels = new OpenChannels();
    private final Loop loop = Loop.open(channels.watching(Transport.best().handlerFactory()), clock);
    private final long startNanos = clock.nanoTime();

    private FrozenTime() {}

    public static FrozenTime open() {
        return new FrozenTime();
    }

    public Loop loop() {
        return loop;
    }

    /** How many sockets of this loop are open. */
    public int openChannels() {
        return channels.count();
    }

    /** How many timers Netty has of its own on this loop. */
    public int nettyTimers() {
        return NettyTimers.of(loop.eventLoop());
    }

    /** How far the test has moved the clock. */
    public Duration elapsed() {
        return Duration.ofNanos(clock.nanoTime() - startNanos);
    }

    /** Runs until {@code task} is done. */
    public <T extends @Nullable Object> T run(Task<T> task) {
        until(task::isDone, "a task that is done");
        return task.result();
    }

    /** Runs until {@code condition} holds. */
    public void until(BooleanSupplier condition, String what) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) throw new AssertionError("waited in vain for " + what);
            turns(1);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Runs so many turns. */
    public void turns(int count) {
        for (int i = 0; i < count; i++) loop.runUntilComplete(loop.sleep(Duration.ZERO));
    }

    /** Moves the clock, and runs what is due by that. */
    public void advance(Duration duration) {
        clock.advance(duration.toNanos(), TimeUnit.NANOSECONDS);
        turns(2);
    }

    @Override
    public void close() {
        loop.close();
    }
}
