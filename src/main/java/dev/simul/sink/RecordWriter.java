package dev.simul.sink;

import dev.simul.result.CrawlRecord;
import dev.simul.result.Extract;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes records, in the order of {@link #write}, on a thread of its own: whole batches with one system call each while
 * records come fast, and each record at once while they come slowly.
 *
 * <p>It is full at 1,024 records and has room again at 512; a record with very long texts counts as several. The thread is
 * a daemon: who does not {@link #close} loses records.
 */
public final class RecordWriter implements RecordSink {
    private static final int FULL_AT = 1024;
    private static final int ROOM_AT = 512;

    /**
     * How long the writer rests after a batch. Without it, at 20,000 records a second, each would cost the loop a wake-up
     * and the writer a system call; with it, nobody who watches sees a difference.
     */
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** The only reason for which this gate is ever shut. */
    private static final int QUEUE_FULL = 1;

    private final Outlet outlet;
    private final RecordForm form;

    /** Whether the destination has the beginning of a file already. */
    private final boolean begun;

    private final Thread thread;
    private final Gate gate = new Gate();

    private final Queue<CrawlRecord> queue = new ConcurrentLinkedQueue<>();

    /** Added to before a record enters the queue, taken from after it was written. */
    private final AtomicInteger queuedWeight = new AtomicInteger();

    /** The writer found nothing to do, and waits to be unparked. */
    private volatile boolean asleep;

    private volatile boolean closing;
    private final AtomicBoolean closed = new AtomicBoolean();

    private volatile @Nullable SinkException failure;
    private volatile @Nullable Consumer<SinkException> listener;
    private final AtomicBoolean listenerTold = new AtomicBoolean();

    private RecordWriter(Outlet outlet, RecordForm form, boolean begun) {
        this.outlet = outlet;
        this.form = form;
        this.begun = begun;
        this.thread = Thread.ofPlatform().name("simul-sink").daemon().unstarted(this::run);
    }

    /**
     * Writes to a file, which is created if there is none. What is to be kept of it stays, the rest is cut off. Blocks until a
     * named pipe has a reader. No other process of ours can write to the same file meanwhile.
     *
     * @param shape of the extracts of all records
     * @throws SinkException if it cannot be opened for writing; then it was not changed
     */
    public static RecordWriter toFile(OutputFile file, Extract shape) throws SinkException {
        String name = file.path().toString();
        boolean regular = Files.isRegularFile(file.path()) || !Files.exists(file.path());
        FileChannel channel = file.open();
        // What is no file has no disk, and says so by an error.
        Duration sync = regular ? file.sync() : Duration.ZERO;
        Destination destination = new Destination(channel, name, true, sync);
        boolean begun = file.keptBytes() > 0;
        Outlet outlet = file.isGzip() ? new GzipMembers(destination, file.sync(), !begun) : destination;
        return start(outlet, file.form().open(false, shape), begun);
    }

    /**
     * Writes to a file, which is created, or emptied if there is one; one line a record.
     *
     * @param line makes it, without its end, on the writer's thread; half a surrogate pair is written as U+FFFD
     * @throws SinkException if the file cannot be opened for writing; then it was not changed
     */
    public static RecordWriter toFile(Path file, Function<CrawlRecord, String> line) throws SinkException {
        FileChannel channel = new OutputFile(file, Form.TEXT, List.of(), Duration.ZERO, 0).open();
        return start(new Destination(channel, file.toString(), true), new LineForm(line));
    }

    /**
     * Writes to a stream that stays open, such as standard output.
     *
     * @param stream not buffered: every write has to go out. A {@link java.io.FileOutputStream} is best, because its file
     *     can be cut back if a write fails in the middle of a record
     * @param name what messages call it
     * @param shape of the extracts of all records
     * @param colour whether {@link Form#TEXT} may use a terminal's colours
     */
    public static RecordWriter toStream(OutputStream stream, String name, Form form, Extract shape, boolean colour) {
        return start(new Destination(Channels.newChannel(stream), name, false), form.open(colour, shape));
    }

    static RecordWriter start(Outlet outlet, RecordForm form) {
        return start(outlet, form, false);
    }

    private static RecordWriter start(Outlet outlet, RecordForm form, boolean begun) {
        RecordWriter writer = new RecordWriter(outlet, form, begun);
        writer.thread.start();
        return writer;
    }

    @Override
    public boolean write(CrawlRecord record) {
        if (failure != null) return true;
        if (closing) throw new IllegalStateException("a record after close: " + record.target());
        int weight = queuedWeight.addAndGet(Weight.of(record));
        queue.add(record);
        if (weight >= FULL_AT) {
            gate.shut(QUEUE_FULL);
            // The writer may have made room, or given up, before it could see the gate shut.
            if (queuedWeight.get() <= ROOM_AT || failure != null) gate.open(QUEUE_FULL);
        }
        if (asleep || weight >= FULL_AT) LockSupport.unpark(thread);
        return gate.isOpen();
    }

    @Override
    public void onReady(Runnable resume) {
        gate.onOpen(resume);
    }

    @Override
    public void onFailure(Consumer<SinkException> listener) {
        this.listener = listener;
        tellListener();
    }

    @Override
    public void close() throws SinkException {
        closing = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true; // not a reason to lose records
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
        SinkException failure = this.failure;
        if (closed.compareAndSet(false, true) && failure != null) throw failure;
    }

    private void run() {
        try {
            writeUntilClosing();
            outlet.finish();
        } catch (SinkException e) {
            fail(e);
        } catch (RuntimeException | Error e) { // a loop that waits for ever would be worse
            fail(new SinkException(outlet.name(), e));
        }
        try {
            outlet.close();
        } catch (SinkException e) {
            fail(e);
        }
    }

    private void writeUntilClosing() throws SinkException {
        Batch batch = new Batch();
        if (!begun) {
            form.begin(batch.bytes);
            batch.endRecord();
        }
        while (true) {
            boolean last = closing; // read before the queue: nothing is added after it was set
            int weight = fill(batch);
            boolean idle = batch.isEmpty();
            if (idle && last) return;
            if (!idle) {
                outlet.write(batch);
                batch.clear();
                if (queuedWeight.addAndGet(-weight) <= ROOM_AT) gate.open(QUEUE_FULL);
            }
            long restNanos = outlet.attend(System.nanoTime());
            if (idle) {
                sleep(restNanos);
            } else if (!closing && queue.isEmpty()) {
                LockSupport.parkNanos(this, REST_NANOS);
            }
        }
    }

    private int fill(Batch batch) {
        int weight = 0;
        while (!batch.isFull()) {
            CrawlRecord record = queue.poll();
            if (record == null) break;
            form.append(record, batch.bytes);
            batch.endRecord();
            weight += Weight.of(record);
        }
        return weight;
    }

    private void sleep(long mostNanos) {
        asleep = true;
        if (queue.isEmpty() && !closing) {
            if (mostNanos == Outlet.NEVER) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, mostNanos);
            }
        }
        asleep = false;
    }

    private void fail(SinkException failure) {
        if (this.failure != null) return;
        this.failure = failure;
        tellListener(); // first, so that the crawl hears of it before it pulls more
        queue.clear();
        gate.open(QUEUE_FULL);
    }

    private void tellListener() {
        SinkException failure = this.failure;
        Consumer<SinkException> listener = this.listener;
        if (failure == null || listener == null || !listenerTold.compareAndSet(false, true)) return;
        try {
            listener.accept(failure);
        } catch (RejectedExecutionException e) {
            // The loop has ended: close throws it.
        }
    }
}
