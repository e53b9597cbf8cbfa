package dev.simul.source;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Where batches change from the reader's thread to the loop's: bounded by weight, lock-free for the loop. Only the reader
 * ever waits, for room.
 */
final class Handover {
    /** 256 Ki characters; with {@link LineBatch#LEAST_WEIGHT} at most 1,024 lines. */
    static final int ROOM = 1024 * LineBatch.LEAST_WEIGHT;

    private final Queue<LineBatch> batches = new ConcurrentLinkedQueue<>();
    private final Semaphore room = new Semaphore(ROOM);

    /** Set by a {@link #take} in vain. Whoever resets it answers for it, so that each is answered once. */
    private final AtomicBoolean starved = new AtomicBoolean();

    private volatile @Nullable Runnable wake;

    /** Reader: waits for room, then hands over. */
    void offer(LineBatch batch) throws InterruptedException {
        room.acquire(batch.weight());
        batches.add(batch);
        wakeIfStarved();
    }

    /** Reader: nothing comes after this. */
    void end() {
        batches.add(LineBatch.END);
        wakeIfStarved();
    }

    /** Loop: the next batch, or null if there is none yet, and then the loop will be woken. */
    @Nullable
    LineBatch take() {
        LineBatch batch = batches.poll();
        if (batch != null) return batch;
        starved.set(true);
        // One may have come before the reader could see the flag.
        return !batches.isEmpty() && starved.compareAndSet(true, false) ? batches.poll() : null;
    }

    /** Loop: all lines of a batch are used up, there is room for others. */
    void release(LineBatch batch) {
        room.release(batch.weight());
    }

    void onReady(Runnable wake) {
        this.wake = wake;
        if (!batches.isEmpty()) wakeIfStarved();
    }

    /** Any thread: answers a {@link #take} in vain, if there is one to answer and somebody to tell. */
    void wakeIfStarved() {
        Runnable wake = this.wake;
        if (wake != null && starved.compareAndSet(true, false)) wake.run();
    }
}
