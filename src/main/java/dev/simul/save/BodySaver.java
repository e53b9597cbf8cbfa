package dev.simul.save;

import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.sink.DiskThread;
import dev.simul.sink.SinkException;
import dev.simul.url.Url;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes bodies from one loop, as many at a time as there are, and has them saved by a {@link BodyDisk}. Loop thread.
 */
public final class BodySaver {
    /** What each body in flight may take beside what is on its way to the disk. */
    private static final int BLOCK_BYTES = 32 * 1024;

    private static final int FIRST_BYTES = 4 * 1024;

    /** What comes of a body, about, before it can be told to hold again. */
    private static final int BYTES_AT_ONCE = 256 * 1024;

    private final Executor loop;
    private final BodyDisk disk;
    private final DiskThread thread;
    /** Those that were told to hold, in that order. */
    private final Set<Body> holding = new LinkedHashSet<>();
    /** Those that wait for their names. */
    private final Set<Body> finishing = new LinkedHashSet<>();

    /** Whether there are any: for the disk thread. */
    private volatile boolean someHold;

    private Consumer<SinkException> listener = failure -> {};
    private boolean failureIsTold;

    /**
     * Makes one.
     *
     * @param loop runs what is given to it on the loop's thread
     */
    public BodySaver(Executor loop, BodyDisk disk) {
        this.loop = loop;
        this.disk = disk;
        this.thread = disk.thread();
        disk.onProgress(() -> {
            if (someHold || thread.failure() != null) lookSoon();
        });
    }

    BodyDisk disk() {
        return disk;
    }

    /** Sets who is told, once, that nothing can be saved any more. */
    public void onFailure(Consumer<SinkException> newListener) {
        listener = newListener;
    }

    /** Whether the disk is what is waited for. */
    public boolean isFull() {
        return !holding.isEmpty();
    }

    /**
     * Begins a body.
     *
     * @param hold is told to bring no more for now (true), and to go on (false)
     */
    public Body begin(Consumer<Boolean> hold) {
        return new Body(hold, disk.nextBody());
    }

    /** One body. Ends by exactly one of {@link #finish} and {@link #drop}. Loop thread. */
    public final class Body {
        private final Consumer<Boolean> hold;
        private final long id;
        private byte[] block = new byte[0];
        private int used;
        private boolean isBegun;
        /** What is still on its way to the disk need not get there. */
        private volatile boolean isDropped;

        private Consumer<@Nullable String> then = path -> {};

        private Body(Consumer<Boolean> hold, long id) {
            this.hold = hold;
            this.id = id;
        }

        /**
         * Takes a piece; the array is valid during the call only.
         *
         * @throws FetchFailure with {@link FetchError.TooLarge} if there is no memory for it
         */
        public void accept(byte[] bytes, int offset, int length) throws FetchFailure {
            if (thread.held() > disk.limit() && thread.failure() == null) {
                throw new FetchFailure(new FetchError.TooLarge("what waits for the disk", disk.limit()));
            }
            int at = offset;
            int end = offset + length;
            while (at < end) {
                if (used == BLOCK_BYTES) handOver();
                int count = Math.min(end - at, BLOCK_BYTES - used);
                makeRoom(count);
                System.arraycopy(bytes, at, block, used, count);
                used += count;
                at += count;
            }
        }

        private void makeRoom(int count) {
            if (used + count <= block.length) return;
            int size = Math.max(used + count, Math.max(FIRST_BYTES, 2 * block.length));
            block = Arrays.copyOf(block, Math.min(size, BLOCK_BYTES));
        }

        private void handOver() {
            byte[] full = block;
            int length = used;
            boolean isFirst = !isBegun;
            block = new byte[BLOCK_BYTES];
            used = 0;
            isBegun = true;
            thread.hold(length);
            thread.add(
                    () -> {
                        if (!isDropped) disk.folder().append(id, full, length, isFirst);
                    },
                    length);
            if (thread.held() > disk.mark()) holdOn();
        }

        private void holdOn() {
            if (thread.failure() != null || !holding.add(this)) return;
            hold.accept(true);
            someHold = true;
            if (thread.held() <= disk.mark() / 2) lookSoon(); // it was done before it could know that somebody waits
        }

        /**
         * It is whole.
         *
         * @param url of the list; the name is made of it
         * @param newThen is given the path from the folder, later, on the loop; null if it could not be saved: then nothing can
         */
        public void finish(Url url, Consumer<@Nullable String> newThen) {
            holding.remove(this);
            finishing.add(this);
            then = newThen;
            byte[] last = block;
            int length = used;
            boolean isFirst = !isBegun;
            thread.hold(length);
            thread.add(
                    () -> {
                        if (length > 0 || isFirst) disk.folder().append(id, last, length, isFirst);
                        String path = disk.folder().finish(id, SavedName.of(url));
                        onLoop(() -> finished(path));
                    },
                    length);
            if (thread.failure() != null) onLoop(BodySaver.this::look);
        }

        private void finished(@Nullable String path) {
            if (finishing.remove(this)) then.accept(path);
        }

        /** It will not become whole, or is not wanted. */
        public void drop() {
            holding.remove(this);
            isDropped = true;
            if (isBegun) thread.add(() -> disk.folder().drop(id), 0);
        }
    }

    private void lookSoon() {
        onLoop(this::look);
    }

    private void look() {
        SinkException failure = thread.failure();
        if (failure != null) {
            if (!failureIsTold) {
                failureIsTold = true;
                listener.accept(failure); // first, so that nobody takes what follows for the end of a visit
            }
            for (Body lost : List.copyOf(finishing)) lost.finished(null);
        }
        long held = thread.held();
        if (failure == null && held > disk.mark() / 2) return;
        // As many as there is room for, so that some are done before others begin; all if those leave the disk idle.
        long room = (disk.mark() - held) / disk.savers();
        long most = failure != null || held <= disk.mark() / 8 ? Long.MAX_VALUE : 1 + room / BYTES_AT_ONCE;
        List<Body> ready = holding.stream().limit(most).toList();
        ready.forEach(holding::remove);
        someHold = !holding.isEmpty();
        for (Body body : ready) body.hold.accept(false);
    }

    private void onLoop(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            // The loop has ended: nobody asks any more.
        }
    }
}
