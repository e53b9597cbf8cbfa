package dev.simul.cluster;

import dev.simul.crawl.Crawl;
import dev.simul.crawl.CrawlEnd;
import dev.simul.crawl.CrawlSummary;
import dev.simul.crawl.HoldupMeter;
import dev.simul.fetch.FetchListener;
import dev.simul.fetch.FetchPipeline;
import dev.simul.fetch.Shard;
import dev.simul.html.PageMemory;
import dev.simul.http.ExchangeKeeper;
import dev.simul.loops.LoopState;
import dev.simul.task.Loop;
import dev.simul.task.LoopLoad;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.jspecify.annotations.Nullable;

/** A subtask's event loop, on a thread of its own, with the crawl that runs on it. The subtask's thread, but where it is said otherwise. */
final class FetchLoop implements AutoCloseable {
    private static final Duration STATE_EVERY = Duration.ofSeconds(1);

    /** Lag is told of so much time. */
    private static final int STATES_A_LOAD = 10;

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    /** How many there are in this process, which may have some of the subtasks or all. */
    private static final AtomicInteger LIVE = new AtomicInteger();

    private final Thread thread;
    private final CompletableFuture<Running> running = new CompletableFuture<>();
    private volatile Pulse pulse = new Pulse(LoopState.NOTHING, null, 0, 0);
    private volatile @Nullable Throwable failure;

    /**
     * How it stands with a loop, a moment ago.
     *
     * @param load of some seconds; null in the first of them
     * @param done records since its start
     * @param failed of them
     */
    record Pulse(LoopState state, @Nullable LoopLoad load, long done, long failed) {}

    /** What there is once the loop runs. */
    private record Running(Loop loop, Crawl crawl, Inbox inbox, Outbox outbox) {}

    private FetchLoop(CrawlSettings settings, Shard shard, PageMemory memory) {
        this.thread = Thread.ofPlatform()
                .name("simul-loop-" + shard.index())
                .daemon()
                .unstarted(() -> run(settings, shard, memory));
    }

    /**
     * Starts one; returns when it is ready.
     *
     * @param shard which hosts are its
     * @param memory for the pages of all loops of this process
     * @throws IOException if it cannot begin
     */
    static FetchLoop start(CrawlSettings settings, Shard shard, PageMemory memory)
            throws IOException, InterruptedException {
        FetchLoop started = new FetchLoop(settings, shard, memory);
        started.thread.start();
        try {
            started.running.get();
            return started;
        } catch (ExecutionException e) {
            throw new IOException("the crawl cannot begin: " + JobFailure.reason(e), e);
        } catch (InterruptedException e) {
            started.close();
            throw e;
        }
    }

    /**
     * Visits a line.
     *
     * @throws IOException if the loop has ended since there is no network, or by a defect
     */
    void visit(PreparedLine line, ResultFuture<Outbox.Settled> result) throws IOException {
        Throwable why = failure;
        if (why != null) throw new IOException(String.valueOf(why.getMessage()), why);
        running.join().inbox().put(line, result);
    }

    /** Any thread. */
    Pulse pulse() {
        return pulse;
    }

    /** Cuts off what is in flight, and returns when the thread has ended. */
    @Override
    public void close() {
        running.thenAccept(all -> {
            try {
                all.loop().execute(() -> {
                    all.outbox().close();
                    all.crawl().cancel();
                });
            } catch (RejectedExecutionException ended) {
                // By itself.
            }
        });
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) { // Flink repeats it where a task does not end at once
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    // ---- its own thread

    private void run(CrawlSettings settings, Shard shard, PageMemory memory) {
        try {
            work(settings, shard, memory);
        } catch (Throwable defect) { // Flink has it
            failure = defect;
            if (!running.completeExceptionally(defect)) fail(defect);
        }
    }

    private void work(CrawlSettings settings, Shard shard, PageMemory memory) throws Exception {
        try (CrawlSettings.Opened opened = settings.open();
                Loop loop = Loop.open()) {
            LIVE.incrementAndGet();
            try {
                loop.setWorkerThreads(Math.max(1, PROCESSORS / LIVE.get()));
                crawl(opened, shard, memory, loop);
            } finally {
                LIVE.decrementAndGet();
            }
        }
    }

    private void crawl(CrawlSettings.Opened opened, Shard shard, PageMemory memory, Loop loop) {
        Clock clock = Clock.systemUTC();
        try (FetchPipeline pipeline = FetchPipeline.build(
                loop,
                opened.fetch().part(shard),
                opened.limits().part(shard),
                opened.endurance(),
                opened.robot(),
                shard,
                ExchangeKeeper.NONE,
                ThreadLocalRandom.current(),
                clock)) {
            CrawlSummary summary = new CrawlSummary(loop);
            Outbox outbox = new Outbox(summary);
            Inbox inbox = new Inbox(outbox);
            Crawl crawl = new Crawl(
                    loop, clock, pipeline.fetcher(), pipeline.admission(), inbox, outbox, opened.config(), outbox);
            crawl.share(Math.min(shard.count(), PROCESSORS), memory);
            pipeline.listener(new FetchListener() {
                @Override
                public void onNetworkLost(Duration after) {
                    fail(new IOException("the network has not come back for " + after.toSeconds() + " s"));
                    crawl.onNetworkLost(after);
                }
            });
            loop.callSoon(pipeline::prepareCodings);
            HoldupMeter holdups = new HoldupMeter(loop, () -> LoopState.holdup(crawl, pipeline));
            loop.observeTurns(holdups);
            loop.resetLoad();
            refresh(loop, pipeline, holdups, summary, 1);
            running.complete(new Running(loop, crawl, inbox, outbox));
            CrawlEnd end = loop.runUntilComplete(crawl.start());
            if (failure == null) failure = new IOException("the loop has ended: " + end);
        }
    }

    /** Whoever waits is told, and whoever comes: Flink restarts the task. */
    private void fail(Throwable why) {
        failure = why;
        Running all = running.getNow(null);
        if (all != null) all.outbox().fail(why);
    }

    private void refresh(Loop loop, FetchPipeline pipeline, HoldupMeter holdups, CrawlSummary summary, int count) {
        LoopLoad load = pulse.load();
        if (count % STATES_A_LOAD == 0) {
            load = loop.load();
            loop.resetLoad();
        }
        pulse = new Pulse(LoopState.of(pipeline, holdups), load, summary.done(), summary.failed());
        loop.callLater(STATE_EVERY, () -> refresh(loop, pipeline, holdups, summary, count + 1));
    }
}
