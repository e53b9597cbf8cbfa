package dev.simul.compare;

import dev.simul.fetch.FetchConfig;
import dev.simul.measure.Latencies;
import dev.simul.measure.ProcessMeter;
import dev.simul.result.CrawlRecord;
import dev.simul.sink.RecordSink;
import dev.simul.source.BlockingLines;
import dev.simul.source.SourceLine;
import dev.simul.source.UrlSource;
import java.io.Closeable;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The models that block a thread for each visit. They differ in where the threads come from, and in nothing else; those of
 * {@code processes} block until their process has the result.
 *
 * <p>The calling thread reads the list and hands the lines out while there are permits, so that no more lines are in memory
 * than the model can have in flight, or twice as many for a pool, whose threads find the next line waiting.
 */
final class BlockingModel {
    private final LineFeed feed;
    private final LineVisitor visitor;
    private final Closeable results;
    private final TimelineRecorder timeline;
    private final ProcessMeter meter;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();
    private final Latencies latencies = new Latencies();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private BlockingModel(LineFeed feed, LineVisitor visitor, Closeable results, TimelineRecorder timeline) {
        this.feed = feed;
        this.visitor = visitor;
        this.results = results;
        this.timeline = timeline;
        this.meter = ProcessMeter.start(); // last, since the clock runs from here on
        timeline.start(System.nanoTime());
    }

    /**
     * Blocks until every line has its record.
     *
     * @param keepsConnections whether they may serve further requests; the JDK keeps them for all clients of a process, so
     *     a warm-up must not
     */
    static Measures run(
            UrlSource source,
            RecordSink sink,
            FetchConfig fetch,
            Model model,
            boolean keepsConnections,
            TimelineRecorder timeline)
            throws IOException, GeneralSecurityException, InterruptedException, RunFailure {
        try (BlockingFetcher fetcher = BlockingFetcher.open(fetch, keepsConnections)) {
            BlockingSink records = new BlockingSink(sink);
            LineVisitor visitor = line -> {
                CrawlRecord record = fetcher.visit(line);
                records.put(record);
                return VisitTrace.of(record);
            };
            return run(model, new BlockingLines(source)::next, visitor, sink::close, timeline);
        }
    }

    /**
     * Blocks until every line is done.
     *
     * @param results closed within the time that is measured: waits until the last one is written
     */
    static Measures run(Model model, LineFeed feed, LineVisitor visitor, Closeable results, TimelineRecorder timeline)
            throws IOException, InterruptedException, RunFailure {
        int size = model.parallelism();
        return switch (model.kind()) {
            case SEQUENTIAL -> new BlockingModel(feed, visitor, results, timeline).run(Runnable::run, 1);
            case THREADS, PROCESSES -> {
                try (ExecutorService pool = Executors.newFixedThreadPool(size)) {
                    yield new BlockingModel(feed, visitor, results, timeline).run(pool, 2 * size);
                }
            }
            case VIRTUAL -> {
                try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    yield new BlockingModel(feed, visitor, results, timeline).run(threads, size);
                }
            }
            case LOOP, LOOP_AND_THREADS -> throw new IllegalArgumentException("the event loop does not block");
        };
    }

    /** Reads the meter before the threads end. */
    private Measures run(Executor executor, int permits) throws IOException, InterruptedException, RunFailure {
        Semaphore free = new Semaphore(permits);
        SourceLine line = feed.next();
        while (line != null && failure.get() == null) {
            SourceLine next = line;
            free.acquire();
            executor.execute(() -> {
                visit(next);
                free.release();
            });
            line = feed.next();
        }
        free.acquire(permits);
        rethrowFailure();
        results.close();
        return new Measures(meter.read(), latencies.read(), mostInFlight.get(), null, 0);
    }

    private void visit(SourceLine line) {
        mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        long startNanos = System.nanoTime();
        try {
            VisitTrace trace = visitor.visit(line);
            long now = System.nanoTime();
            latencies.record(now - startNanos);
            timeline.add(line.sequence(), startNanos, now, trace);
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
        }
        inFlight.decrementAndGet();
    }

    private void rethrowFailure() throws IOException, InterruptedException, RunFailure {
        Throwable thrown = failure.get();
        if (thrown == null) return;
        if (thrown instanceof RunFailure known) throw known;
        if (thrown instanceof IOException known) throw known;
        if (thrown instanceof InterruptedException known) throw known;
        throw new IllegalStateException("a visit has failed", thrown);
    }
}
