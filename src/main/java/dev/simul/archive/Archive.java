package dev.simul.archive;

import dev.simul.http.ExchangeKeeper;
import dev.simul.http.HeaderField;
import dev.simul.http.Reply;
import dev.simul.http.ResponseHead;
import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.sink.DiskThread;
import dev.simul.sink.OutputFile;
import dev.simul.sink.SinkException;
import dev.simul.url.Url;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes exchanges from a loop, or several, and writes them to a WARC file on a thread of its own, a daemon: who does not {@link #close} loses
 * the last of them.
 *
 * <p>It is full while more than {@link #mark} bytes are kept in memory, those of responses that are still coming among them, and
 * takes none beyond {@link #limit}. Any thread, each exchange on one; {@link #close} comes after all loops.
 */
public final class Archive implements ExchangeKeeper {
    private static final long MOST_MARK = 64L * 1024 * 1024;

    /** What an exchange takes beside its body, about: its fields, and objects. */
    private static final int EXCHANGE_BYTES = 2048;

    private final WarcFile file;
    private final Clock clock;
    private final long mark;
    private final long limit;
    private final DiskThread thread;
    private final AtomicLong handedOver = new AtomicLong();
    private final AtomicLong written = new AtomicLong();
    private Runnable onDropped = () -> {};

    private Archive(WarcFile file, Clock clock, DiskThread thread, long mark, long limit) {
        this.file = file;
        this.clock = clock;
        this.thread = thread;
        this.mark = mark;
        this.limit = limit;
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
            return new Archive(warc, clock, DiskThread.start("simul-archive", name, warc, file.sync()), mark, limit);
        } catch (IOException e) {
            try (channel) {
                throw new SinkException(name, e);
            } catch (SinkException failure) {
                throw failure;
            } catch (IOException closing) {
                throw new SinkException(name, closing);
            }
        }
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
            thread.hold(heldBytes);
        }

        @Override
        public void body(byte[] bytes, int offset, int length) throws FetchFailure {
            int more = body.wants(length);
            if (more > 0) {
                heldBytes += more;
                if (thread.hold(more) > limit) {
                    throw new FetchFailure(new FetchError.TooLarge("what is kept of bodies in memory", limit));
                }
            }
            body.add(bytes, offset, length);
        }

        @Override
        public void end(Reply reply) {
            handedOver.incrementAndGet(); // first, so that whoever reads it has counted all that is in the queue
            Exchanged exchanged = new Exchanged(url, sent, at, head, codings, body, reply);
            thread.add(() -> write(exchanged), heldBytes);
        }

        @Override
        public void drop() {
            thread.release(heldBytes);
            onDropped.run();
        }
    }

    /** How many exchanges it has been given: when so many are written, those are that the caller knows of. Any thread. */
    long handedOver() {
        return handedOver.get();
    }

    /** How many of them are in the file. Any thread. */
    long written() {
        return written.get();
    }

    boolean isFull() {
        return thread.held() > mark && failure() == null;
    }

    /** Why nothing is written any more; null while something is. Any thread. */
    @Nullable
    SinkException failure() {
        return thread.failure();
    }

    /** Sets what is run, on any thread, when something was written or given up, or writing has failed. */
    void onProgress(Runnable told) {
        onDropped = told;
        thread.onProgress(told);
    }

    private void write(Exchanged exchanged) throws IOException {
        file.write(exchanged);
        written.incrementAndGet();
    }

    /**
     * Writes what is pending, and closes the file. Blocks: not for the loop's thread while it runs.
     *
     * @throws SinkException if something could not be written
     */
    void close() throws SinkException {
        thread.close();
    }
}
