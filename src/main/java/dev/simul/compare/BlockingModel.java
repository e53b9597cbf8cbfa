package dev.simul.compare;

import dev.simul.fetch.FetchConfig;
import dev.simul.sink.RecordSink;
import dev.simul.source.SourceLine;
import dev.simul.source.UrlSource;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The models that block a thread for each visit. They differ in where the threads come from, and in nothing else.
 *
 * <p>The calling thread reads the list and hands the lines out while there are permits, so that no more lines are in memory
 * than the model can have in flight, or twice as many for a pool, whose threads find the next line waiting.
 */
final class BlockingModel {
    private final BlockingFetcher fetcher;
    private final BlockingSink sink;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();
    private final AtomicLong records = new AtomicLong();

    private BlockingModel(BlockingFetcher fetcher, BlockingSink sink) {
        this.fetcher = fetcher;
        this.sink = sink;
    }

    /**
     * Blocks until every line has its record.
     *
     * @param keepsConnections whether they may serve further requests; the JDK keeps them for all clients of a process, so
     *     a warm-up must not
     */
    static Measures run(UrlSource source, RecordSink sink, FetchConfig fetch, Model model, boolean keepsConnections)
            throws IOException, GeneralSecurityException, InterruptedException {
        try (BlockingFetcher fetcher = BlockingFetcher.open(fetch, keepsConnections)) {
            BlockingModel running = new BlockingModel(fetcher, new BlockingSink(sink));
            BlockingLines lines = new BlockingLines(source);
            Meter meter = Meter.start();
            int size = model.parallelism();
            switch (model.kind()) {
                case SEQUENTIAL -> running.run(lines, Runnable::run, 1);
                case THREADS -> {
                    try (ExecutorService pool = Executors.newFixedThreadPool(size)) {
                        running.run(lines, pool, 2 * size);
                    }
                }
                case VIRTUAL -> {
                    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                        running.run(lines, threads, size);
                    }
                }
                case LOOP -> throw new IllegalArgumentException("the event loop does not block");
            }
            sink.close(); // waits until the last record is written
            return meter.read(running.mostInFlight.get(), running.records.get());
        }
    }

    private void run(BlockingLines lines, Executor executor, int permits) throws IOException, InterruptedException {
        Semaphore free = new Semaphore(permits);
        SourceLine line = lines.next();
        while (line != null) {
            SourceLine next = line;
            free.acquire();
            executor.execute(() -> {
                visit(next);
                free.release();
            });
            line = lines.next();
        }
        free.acquire(permits);
    }

    private void visit(SourceLine line) {
        mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        sink.put(fetcher.visit(line));
        inFlight.decrementAndGet();
        records.incrementAndGet();
    }
}
