package dev.simul.archive;

import dev.simul.http.ExchangeKeeper;
import dev.simul.http.HeaderField;
import dev.simul.http.Reply;
import dev.simul.http.ResponseHead;
import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.sink.OutputFile;
import dev.simul.sink.SinkException;
import dev.simul.url.Url;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TransferQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes exchanges from the loop, and writes them to a WARC file on a thread of its own, a daemon: who does not {@link #close} loses
 * the last of them.
 *
 * <p>It is full while more than {@link #mark} bytes are kept in memory, those of responses that are still coming among them, and
 * takes none beyond {@link #limit}. Loop thread, but for {@link #close}.
 */
public final class Archive implements ExchangeKeeper {
    private static final long MOST_MARK = 64L * 1024 * 1024;

    /** What an exchange takes beside its body, about: its fields, and objects. */
    private static final int EXCHANGE_BYTES = 2048;

    private final String name;
    private final WarcFile file;
    private final Clock clock;
    private final long mark;
    private final long limit;
    private final long syncNanos;
    private final Thread thread;
    private final TransferQueue<Work> queue = new LinkedTransferQueue<>();

    /** Bytes that are kept in memory. */
    private final AtomicLong held = new AtomicLong();

    private long handedOver;
    private final AtomicLong written = new AtomicLong();
    private volatile @Nullable SinkException failure;
    private volatile Runnable onProgress = () -> {};

    private sealed interface Work {
        record Write(Exchanged exchanged, long heldBytes) implements Work {}

        record End() implements Work {}
    }

    private Archive(String name, WarcFile file, Clock clock, Duration sync, long mark, long limit) {
        this.name = name;
        this.file = file;
        this.clock = clock;
        this.mark = mark;
        this.limit = limit;
        this.syncNanos = sync.toNanos();
        this.thread = Thread.ofPlatform().name("simul-archive").daemon().unstarted(this::run);
    }

    /**
     * Opens the file, cut to what is kept of it, and says in it how it comes about.
     *
     * @throws SinkException if it cannot be written; if it cannot be opened it was not changed
     */
    public static Archive open(OutputFile file, ArchiveInfo info, Clock clock) throws SinkException {
        long heap = Runtime.getRuntime().maxMemory();
        return open(file, info, clock, Math.min(MOST_MARK, heap / 8), heap / 4);
    }

    /** @param mark see {@link Archive}, as for {@code limit} */
    static Archive open(OutputFile file, ArchiveInfo info, Clock clock, long mark, long limit) throws SinkException {
        String name = file.path().toString();
        FileChannel channel = file.open();
        try {
            WarcFile warc = new WarcFile(channel, Files.isRegularFile(file.path()), info, clock);
            Archive archive = new Archive(name, warc, clock, file.sync(), mark, limit);
            archive.thread.start();
            return archive;
        } catch (IOException e) {
            try (channel) {
                throw failed(name, e);
            } catch (SinkException failure) {
                throw failure;
            } catch (IOException closing) {
                throw failed(name, closing);
            }
        }
    }

    /** A reader that goes away is an error here: what the crawl was to keep is lost. */
    private static SinkException failed(String name, Throwable cause) {
        String why = cause instanceof IOException ? cause.getMessage() : "a defect of simul: " + cause;
        return new SinkException(name, why == null ? cause.getClass().getSimpleName() : why);
    }

    // ---- the loop's side

    @Override
    public Keeping begin(Url url, Supplier<List<HeaderField>> sent, ResponseHead head, List<String> codings) {
        return new Kept(url, sent.get(), head, codings);
    }

    private final class Kept implements Keeping {
        private final Url url;
        private final List<HeaderField> sent;
        private final ResponseHead head;
        private final List<String> codings;
        private final Pieces body = new Pieces();
        private final Instant at = clock.instant();
        private long heldBytes = EXCHANGE_BYTES;

        Kept(Url url, List<HeaderField> sent, ResponseHead head, List<String> codings) {
            this.url = url;
            this.sent = sent;
            this.head = head;
            this.codings = codings;
            held.addAndGet(heldBytes);
        }

        @Override
        public void body(byte[] bytes, int offset, int length) throws FetchFailure {
            int more = body.wants(length);
            if (more > 0) {
                heldBytes += more;
                if (held.addAndGet(more) > limit) {
                    throw new FetchFailure(new FetchError.TooLarge("what is kept of bodies in memory", limit));
                }
            }
            body.add(bytes, offset, length);
        }

        @Override
        public void end(Reply reply) {
            if (failure != null) {
                drop();
                return;
            }
            handedOver++;
            Exchanged exchanged = new Exchanged(url, sent, at, head, codings, body, reply);
            queue.add(new Work.Write(exchanged, heldBytes));
        }

        @Override
        public void drop() {
            held.addAndGet(-heldBytes);
            onProgress.run();
        }
    }

    /** How many exchanges it has been given. */
    long handedOver() {
        return handedOver;
    }

    /** How many of them are in the file. Any thread. */
    long written() {
        return written.get();
    }

    boolean isFull() {
        return held.get() > mark && failure == null;
    }

    /** Why nothing is written any more; null while something is. Any thread. */
    @Nullable
    SinkException failure() {
        return failure;
    }

    /** Sets what is run, on any thread, when something was written or given up, or writing has failed. */
    void onProgress(Runnable told) {
        onProgress = told;
    }

    // ---- the thread

    private void run() {
        try {
            writeUntilEnd();
            file.force();
        } catch (IOException | RuntimeException | Error e) { // a crawl that waits for ever would be worse
            fail(failed(name, e));
        }
        try {
            file.close();
        } catch (IOException e) {
            fail(failed(name, e));
        }
    }

    private void writeUntilEnd() throws IOException {
        long forced = System.nanoTime();
        boolean isForced = true;
        while (true) {
            Work work = next();
            if (work instanceof Work.End) return;
            if (work instanceof Work.Write write) {
                try {
                    file.write(write.exchanged());
                } finally {
                    held.addAndGet(-write.heldBytes());
                }
                isForced = false;
                written.incrementAndGet();
                onProgress.run();
            }
            long now = System.nanoTime();
            if (!isForced && syncNanos > 0 && now - forced >= syncNanos) {
                file.force();
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

    private void fail(SinkException newFailure) {
        if (failure == null) failure = newFailure;
        queue.clear();
        onProgress.run();
    }

    /**
     * Writes what is pending, and closes the file. Blocks: not for the loop's thread while it runs.
     *
     * @throws SinkException if something could not be written
     */
    void close() throws SinkException {
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
