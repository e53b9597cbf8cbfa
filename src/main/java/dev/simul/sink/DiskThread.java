package dev.simul.sink;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TransferQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Does what blocks, piece after piece, on a thread of its own, until one fails: what comes after that is dropped. Counts what is
 * kept in memory for it. The thread is a daemon: who does not {@link #close} loses pieces.
 *
 * <p>Loop thread, but for {@link #close}, which comes after the loop; the getters are for any thread.
 */
public final class DiskThread {
    /** A piece of work. Disk thread only. */
    @FunctionalInterface
    public interface Piece {
        void run() throws IOException;
    }

    /** What it works on. Disk thread only. */
    public interface Store {
        /** Makes sure that what was done is on the disk. */
        void force() throws IOException;

        /** Nothing more comes. */
        void close() throws IOException;
    }

    private final String destination;
    private final Store store;
    private final long syncNanos;
    private final Thread thread;
    private final TransferQueue<Work> queue = new LinkedTransferQueue<>();
    private final AtomicLong held = new AtomicLong();
    private volatile @Nullable SinkException failure;
    private volatile Runnable onProgress = () -> {};

    private sealed interface Work {
        record Do(Piece piece, long heldBytes) implements Work {}

        record End() implements Work {}
    }

    private DiskThread(String threadName, String destination, Store store, Duration sync) {
        this.destination = destination;
        this.store = store;
        this.syncNanos = sync.toNanos();
        this.thread = Thread.ofPlatform().name(threadName).daemon().unstarted(this::run);
    }

    /**
     * Starts one.
     *
     * @param destination what messages call it
     * @param sync how long after a piece, at most, the store is forced; zero for never but at the end
     */
    public static DiskThread start(String threadName, String destination, Store store, Duration sync) {
        DiskThread started = new DiskThread(threadName, destination, store, sync);
        started.thread.start();
        return started;
    }

    /** Counts bytes that are kept in memory for a piece to come. @return how many there are now */
    public long hold(long bytes) {
        return held.addAndGet(bytes);
    }

    /** They are not kept any more: no piece of theirs will come. */
    public void release(long bytes) {
        held.addAndGet(-bytes);
    }

    /** Bytes that are kept in memory. */
    public long held() {
        return held.get();
    }

    /**
     * Adds a piece.
     *
     * @param heldBytes what is no longer kept in memory when it is done
     */
    public void add(Piece piece, long heldBytes) {
        if (failure == null) {
            queue.add(new Work.Do(piece, heldBytes));
        } else {
            release(heldBytes);
        }
    }

    /** Why nothing is done any more; null while something is. */
    public @Nullable SinkException failure() {
        return failure;
    }

    /** Sets what is run, on this thread, after each piece, and when one has failed. To be set before the first. */
    public void onProgress(Runnable told) {
        onProgress = told;
    }

    private void run() {
        try {
            workUntilEnd();
            store.force();
        } catch (IOException | RuntimeException | Error e) { // a crawl that waits for ever would be worse
            fail(e);
        }
        try {
            store.close();
        } catch (IOException e) {
            fail(e);
        }
    }

    private void workUntilEnd() throws IOException {
        long forced = System.nanoTime();
        boolean isForced = true;
        while (true) {
            Work work = next();
            if (work instanceof Work.End) return;
            if (work instanceof Work.Do todo) {
                try {
                    todo.piece().run();
                } finally {
                    release(todo.heldBytes());
                }
                isForced = false;
                onProgress.run();
            }
            long now = System.nanoTime();
            if (!isForced && syncNanos > 0 && now - forced >= syncNanos) {
                store.force();
                forced = now;
                isForced = true;
            }
        }
    }

    /** Null if nothing comes for a while. */
    private @Nullable Work next() {
        long most = syncNanos > 0 ? syncNanos : TimeUnit.HOURS.toNanos(1);
        try {
            return queue.poll(most, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    /** A reader that goes away is an error here: what was to be kept is lost. */
    private void fail(Throwable cause) {
        if (failure == null) {
            failure = cause instanceof SinkException known
                    ? known
                    : new SinkException(destination, SinkException.reason(cause));
        }
        queue.clear();
        onProgress.run();
    }

    /**
     * Does what is pending, and closes the store. Blocks: not for the loop's thread while it runs.
     *
     * @throws SinkException if something could not be done
     */
    public void close() throws SinkException {
        queue.add(new Work.End());
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true; // no reason to lose anything
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
        SinkException failed = failure;
        if (failed != null) throw failed;
    }
}
