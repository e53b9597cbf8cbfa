package dev.simul.task;

import io.netty.channel.IoHandlerContext;
import io.netty.util.concurrent.Ticker;
import org.jspecify.annotations.Nullable;

/** Knows when the last poll for I/O stopped waiting and began to work: Netty's handlers report that to their context. */
final class PollClock implements IoHandlerContext {
    private static final Object IO = new Object() {
        @Override
        public String toString() {
            return "I/O";
        }
    };

    private final Ticker ticker;
    /** Work is reported by the system's clock, which means nothing on another one. */
    private final boolean onSystemClock;

    private long waitEndedNanos;
    private @Nullable IoHandlerContext context;
    private @Nullable SlowCallbackWatch watch;

    PollClock(Ticker ticker) {
        this.ticker = ticker;
        this.onSystemClock = ticker.equals(Ticker.systemTicker());
        this.waitEndedNanos = ticker.nanoTime();
    }

    /** This, in place of {@code context} for one poll. */
    PollClock polling(IoHandlerContext context) {
        this.context = context;
        return this;
    }

    /** When the last poll stopped waiting, on the ticker's clock. */
    long waitEndedNanos() {
        return waitEndedNanos;
    }

    /** Who looks on while I/O is worked on; null: nobody. */
    void onWork(@Nullable SlowCallbackWatch watch) {
        this.watch = watch;
    }

    /** Asked when the wait is over, before the work. */
    @Override
    public boolean shouldReportActiveIoTime() {
        if (watch != null) watch.begins(IO);
        return true;
    }

    @Override
    public void reportActiveIoTime(long activeNanos) {
        waitEndedNanos = ticker.nanoTime() - (onSystemClock ? activeNanos : 0);
    }

    @Override
    public boolean canBlock() {
        return context != null && context.canBlock();
    }

    @Override
    public long delayNanos(long currentTimeNanos) {
        return context == null ? 0 : context.delayNanos(currentTimeNanos);
    }

    @Override
    public long deadlineNanos() {
        return context == null ? -1 : context.deadlineNanos();
    }
}
