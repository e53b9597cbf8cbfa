package dev.simul.save;

import dev.simul.sink.DiskThread;
import dev.simul.sink.SinkException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A folder and the thread that works on it, for the {@link BodySaver} of each loop. Any thread. */
public final class BodyDisk {
    private static final long MOST_HELD = 64L * 1024 * 1024;

    private final SaveFolder folder;
    private final DiskThread thread;
    private final long mark;
    private final long limit;
    private final AtomicLong bodies = new AtomicLong();
    private final List<Runnable> savers = new CopyOnWriteArrayList<>();

    /**
     * Starts one with limits.
     *
     * @param mark how many bytes may be on their way to the disk before nothing more is read
     * @param limit how many may be, of what comes all the same, before a body fails
     */
    BodyDisk(SaveFolder folder, long mark, long limit) {
        this.folder = folder;
        this.mark = mark;
        this.limit = limit;
        this.thread = DiskThread.start("simul-save", folder.name(), folder, Duration.ZERO);
        thread.onProgress(() -> savers.forEach(Runnable::run));
    }

    /** Begins to save into {@code folder}, and closes it in the end. */
    public static BodyDisk start(SaveFolder folder) {
        long heap = Runtime.getRuntime().maxMemory();
        return new BodyDisk(folder, Math.min(MOST_HELD, heap / 8), heap / 4);
    }

    SaveFolder folder() {
        return folder;
    }

    DiskThread thread() {
        return thread;
    }

    long mark() {
        return mark;
    }

    long limit() {
        return limit;
    }

    /** A number that no other body has. */
    long nextBody() {
        return bodies.getAndIncrement();
    }

    /** Adds what is run, on the disk's thread, after each piece of work, and when one has failed. Before the first. */
    void onProgress(Runnable saver) {
        savers.add(saver);
    }

    int savers() {
        return savers.size();
    }

    /**
     * Saves what is pending, and closes the folder. Blocks; after the loops.
     *
     * @throws SinkException if something could not be saved
     */
    public void close() throws SinkException {
        thread.close();
    }
}
