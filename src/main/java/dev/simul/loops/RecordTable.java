package dev.simul.loops;

import dev.simul.crawl.CrawlListener;
import dev.simul.sink.RecordSink;
import dev.simul.sink.SinkException;
import dev.simul.sink.Weight;
import dev.simul.task.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where the records of all loops come together, and go to one sink. Coordinator's thread, except where it is said otherwise. */
final class RecordTable {
    private final Loop loop;
    private final Consumer<Boolean> onFull;
    private final List<RecordDoor> doors = new ArrayList<>();
    private @Nullable RecordSink sink;
    private @Nullable CrawlListener listener;
    private Consumer<RecordDoor> onAnswer = door -> {};
    private volatile boolean isFull;

    /**
     * Makes one.
     *
     * @param onFull told when the sink becomes full, and when it has room again
     */
    RecordTable(Loop loop, Consumer<Boolean> onFull) {
        this.loop = loop;
        this.onFull = onFull;
    }

    /**
     * Begins.
     *
     * @param newSink takes the records of all loops
     * @param newListener hears of each record before it is written
     * @param all of the loops
     */
    void begin(RecordSink newSink, CrawlListener newListener, List<RecordDoor> all) {
        sink = newSink;
        listener = newListener;
        doors.addAll(all);
        newSink.onReady(() -> loop.execute(this::onReady));
        newSink.onFailure(failure -> loop.execute(() -> onFailure(failure)));
    }

    /** Sets who hears which loop's visit has had an answer. */
    void onAnswer(Consumer<RecordDoor> hears) {
        onAnswer = hears;
    }

    /** Whether the sink has no room. Any thread; {@link RecordDoor#resumeIfReady} runs after it has some again. */
    boolean isFull() {
        return isFull;
    }

    /** Takes records of a loop, soon. Any thread. */
    void offer(RecordDoor door, List<Settled> records) {
        loop.execute(() -> take(door, records));
    }

    private void take(RecordDoor door, List<Settled> records) {
        if (sink == null || listener == null) throw new IllegalStateException("a record before the beginning");
        int weight = 0;
        for (Settled each : records) {
            weight += Weight.of(each.record());
            if (each.again()) listener.visitedAgain(each.failed());
            listener.visitEnded(each.record(), each.failed());
            if (each.record().error() == null) onAnswer.accept(door);
            full(!sink.write(each.record()));
        }
        int taken = weight;
        door.loop().execute(() -> door.onTaken(taken));
    }

    private void full(boolean now) {
        if (now == isFull) return;
        isFull = now;
        onFull.accept(now);
        if (!now) doors.forEach(door -> door.loop().execute(door::resumeIfReady));
    }

    private void onReady() {
        full(false);
    }

    private void onFailure(SinkException failure) {
        doors.forEach(door -> door.loop().execute(() -> door.onFailed(failure)));
    }
}
