package dev.simul.archive;

import dev.simul.result.CrawlRecord;
import dev.simul.sink.RecordSink;
import dev.simul.sink.SinkException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands records on once all is kept that came before them: so a record that is written means that what it tells of is kept. It is
 * full while the archive is.
 *
 * <p>Loop thread, but for {@link #close}, which comes after the loop and closes both.
 */
public final class KeptFirst implements RecordSink {
    /** Of records, those of lines that nobody was asked for among them: the archive does not count these. */
    private static final int MOST_WAITING = 10_000;

    private final RecordSink next;
    private final Archive archive;
    private final Executor loop;
    private final Consumer<Boolean> hold;

    /** How many exchanges have to be written before. */
    private record Waiting(CrawlRecord record, long exchanges) {}

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final AtomicBoolean lookIsDue = new AtomicBoolean();
    private Runnable resume = () -> {};
    private Consumer<SinkException> listener = failure -> {};
    private boolean nextIsFull;
    private boolean resumeIsOwed;
    private boolean failureIsTold;

    /**
     * Puts {@code archive} before {@code next}.
     *
     * @param loop runs what is given to it on the loop's thread
     * @param hold is told, on the loop, whether the archive is full
     */
    public KeptFirst(RecordSink next, Archive archive, Executor loop, Consumer<Boolean> hold) {
        this.next = next;
        this.archive = archive;
        this.loop = loop;
        this.hold = hold;
        next.onReady(() -> onLoop(this::onNextReady));
        archive.onProgress(this::lookSoon);
    }

    @Override
    public boolean write(CrawlRecord record) {
        if (archive.failure() != null) return true;
        waiting.add(new Waiting(record, archive.handedOver()));
        handOn();
        boolean isFull = nextIsFull || isFull();
        hold.accept(isFull());
        resumeIsOwed |= isFull;
        return !isFull;
    }

    private boolean isFull() {
        return archive.isFull() || waiting.size() >= MOST_WAITING;
    }

    private void handOn() {
        long written = archive.written();
        for (Waiting first = waiting.peek(); first != null && first.exchanges() <= written; first = waiting.peek()) {
            waiting.remove();
            if (!next.write(first.record())) nextIsFull = true;
        }
    }

    private void onNextReady() {
        nextIsFull = false;
        resumeIfReady();
    }

    /** From the archive's thread. Many of them are one look. */
    private void lookSoon() {
        if (lookIsDue.compareAndSet(false, true)) onLoop(this::look);
    }

    private void look() {
        lookIsDue.set(false);
        SinkException failure = archive.failure(); // read first: what was written before it counts
        handOn();
        if (failure != null) {
            waiting.clear(); // what they tell of is not kept
            tellListener(failure);
        }
        hold.accept(isFull());
        resumeIfReady();
    }

    private void resumeIfReady() {
        if (!resumeIsOwed || nextIsFull || isFull()) return;
        resumeIsOwed = false;
        resume.run();
    }

    private void onLoop(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            // The loop has ended: close hands on what is left.
        }
    }

    private void tellListener(SinkException failure) {
        if (failureIsTold) return;
        failureIsTold = true;
        listener.accept(failure);
    }

    @Override
    public void onReady(Runnable newResume) {
        resume = newResume;
    }

    @Override
    public void onFailure(Consumer<SinkException> newListener) {
        listener = newListener;
        next.onFailure(newListener);
    }

    @Override
    public void close() throws SinkException {
        @Nullable SinkException failure = null;
        try {
            archive.close();
        } catch (SinkException e) {
            failure = e;
        }
        handOn();
        waiting.clear();
        try {
            next.close();
        } catch (SinkException e) {
            if (failure == null) failure = e;
        }
        if (failure != null) throw failure;
    }
}
