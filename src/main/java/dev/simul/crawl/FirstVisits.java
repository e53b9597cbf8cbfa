package dev.simul.crawl;

import dev.simul.sink.Spill;
import dev.simul.sink.Weight;
import dev.simul.task.Loop;
import dev.simul.task.Task;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lines that have failed and are to be visited once more when all others are done. Memory: a few hundred; the others are on disk,
 * written and read by a worker thread. Loop thread.
 */
final class FirstVisits {
    /** See {@link Weight}. */
    private static final int BATCH = 256;

    private final Loop loop;
    private final Spill<FirstVisit> disk;
    private final Runnable onReady;
    private final Consumer<List<FirstVisit>> onRefused;

    private List<FirstVisit> incoming = new ArrayList<>();
    private int incomingWeight;
    private final Deque<FirstVisit> outgoing = new ArrayDeque<>();
    /** What a worker thread does at present; null: nothing. */
    private @Nullable Task<?> job;

    private long size;

    /**
     * Makes an empty one.
     *
     * @param onReady called when there is room, or something to take, again
     * @param onRefused called with those that could not be kept
     */
    FirstVisits(Loop loop, Spill<FirstVisit> disk, Runnable onReady, Consumer<List<FirstVisit>> onRefused) {
        this.loop = loop;
        this.disk = disk;
        this.onReady = onReady;
        this.onRefused = onRefused;
    }

    /** How many wait. */
    long size() {
        return size;
    }

    /** Whether more should be added now; if not, {@code onReady} tells when. */
    boolean hasRoom() {
        return incomingWeight < 2 * BATCH;
    }

    void add(FirstVisit failed) {
        incoming.add(failed);
        incomingWeight += Weight.of(failed.record());
        size++;
        writeIfWorthIt();
    }

    private void writeIfWorthIt() {
        if (incomingWeight >= BATCH && job == null) write();
    }

    private void write() {
        List<FirstVisit> batch = incoming;
        incoming = new ArrayList<>();
        incomingWeight = 0;
        run(
                () -> {
                    disk.add(batch);
                    return batch;
                },
                written -> {},
                () -> {
                    size -= batch.size();
                    onRefused.accept(batch);
                });
    }

    /** Takes one; null if none has been read yet, and then {@code onReady} tells when. */
    @Nullable
    FirstVisit take() {
        FirstVisit next = outgoing.poll();
        if (next != null) {
            size--;
            return next;
        }
        if (job != null) return null;
        if (disk.isEmpty()) {
            outgoing.addAll(incoming);
            incoming.clear();
            incomingWeight = 0;
            return outgoing.isEmpty() ? null : take();
        }
        run(disk::take, outgoing::addAll, () -> {
            throw new IllegalStateException("a temporary file cannot be read any more");
        });
        return null;
    }

    private void run(Callable<List<FirstVisit>> work, Consumer<List<FirstVisit>> onDone, Runnable onFailure) {
        Task<List<FirstVisit>> running = loop.runInThread(work);
        job = running;
        running.addDoneCallback(done -> {
            job = null;
            if (done.exception() == null) {
                onDone.accept(done.result());
            } else {
                onFailure.run();
            }
            writeIfWorthIt();
            onReady.run();
        });
    }
}
