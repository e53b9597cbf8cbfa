package dev.simul.cluster;

import dev.simul.source.LineFeed;
import dev.simul.source.SourceException;
import dev.simul.source.SourcePoll;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.jspecify.annotations.Nullable;

/**
 * The lines that Flink has given to a subtask, on their way to its loop. How many they may be is the operator's capacity. {@link #put}
 * belongs to the subtask's thread, the rest to the loop's, except where {@link LineFeed} says otherwise.
 */
final class Inbox implements LineFeed {
    private final Outbox outbox;
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    /** Set by a poll in vain; whoever resets it wakes the loop. */
    private final AtomicBoolean starved = new AtomicBoolean();

    private volatile Runnable wake = () -> {};
    private volatile boolean isClosed;
    private long sequence;

    private record Arrival(PreparedLine line, ResultFuture<Outbox.Settled> result) {}

    Inbox(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Puts a line in, whose record is to be given to {@code result}. */
    void put(PreparedLine line, ResultFuture<Outbox.Settled> result) {
        arrivals.add(new Arrival(line, result));
        wakeIfStarved();
    }

    private void wakeIfStarved() {
        if (starved.get() && starved.compareAndSet(true, false)) wake.run();
    }

    @Override
    public SourcePoll poll() {
        if (isClosed) return SourcePoll.Signal.END;
        Arrival next = arrivals.poll();
        if (next == null) {
            starved.set(true);
            next = arrivals.poll(); // something may have come before the flag could be seen
            if (next == null) return SourcePoll.Signal.EMPTY;
            starved.set(false); // should somebody have reset it already, the loop is woken for nothing
        }
        outbox.expect(sequence, next.result());
        return next.line().toSourceLine(sequence++);
    }

    @Override
    public void onReady(Runnable newWake) {
        wake = newWake;
    }

    @Override
    public @Nullable SourceException failure() {
        return null;
    }

    @Override
    public void close() {
        isClosed = true;
        arrivals.clear();
        wakeIfStarved();
    }
}
