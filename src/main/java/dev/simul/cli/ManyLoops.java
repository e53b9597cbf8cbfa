package dev.simul.cli;

import dev.simul.crawl.Crawl;
import dev.simul.crawl.CrawlEnd;
import dev.simul.crawl.CrawlSummary;
import dev.simul.crawl.FirstVisit;
import dev.simul.crawl.HoldupMeter;
import dev.simul.crawl.LinkFollower;
import dev.simul.crawl.Sitemaps;
import dev.simul.fetch.FetchPipeline;
import dev.simul.html.PageMemory;
import dev.simul.loops.LoopState;
import dev.simul.loops.LoopThread;
import dev.simul.loops.Seat;
import dev.simul.loops.SharedCrawl;
import dev.simul.save.BodyDisk;
import dev.simul.save.BodySaver;
import dev.simul.sink.RecordSink;
import dev.simul.sink.Spill;
import dev.simul.source.LineFeed;
import dev.simul.source.UrlSource;
import dev.simul.task.Loop;
import dev.simul.task.LoopLoad;
import dev.simul.task.Task;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A {@link CrawlRun} on several loops, each on a thread of its own; the calling thread's is between them. */
final class ManyLoops {
    private final CrawlRun run;
    private final LineFeed source;
    private final Supplier<UrlSource.Total> total;
    private final RecordSink records;
    private final int count;
    private final Clock clock = Clock.systemUTC();
    private final PageMemory memory = PageMemory.ofHeap();

    /** What one loop came to. */
    private record LoopEnd(LoopLoad load, boolean isWhole) {}

    ManyLoops(CrawlRun run, LineFeed source, Supplier<UrlSource.Total> total, RecordSink records) {
        this.run = run;
        this.source = source;
        this.total = total;
        this.records = records;
        this.count = run.conduct().loops();
    }

    /** As {@link CrawlRun#run}. */
    CrawlRun.Outcome run() throws IOException {
        BodyDisk bodies = run.folder() == null ? null : BodyDisk.start(run.folder());
        try (Spills disks = Spills.open(run.conduct().rechecks() ? count : 0);
                Loop loop = Loop.open();
                Notices notices = new Notices(run.console().err())) {
            SharedCrawl shared = new SharedCrawl(
                    loop,
                    source,
                    new SharedCrawl.Terms(
                            count, run.config().lookAhead(), run.config().ordered()));
            List<Task<LoopEnd>> threads = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                int index = i;
                Task<LoopEnd> thread = LoopThread.start(
                        loop,
                        "simul-loop-" + (i + 1),
                        its -> crawl(shared.seat(index, its), its, loop, disks.of(index), bodies, notices));
                thread.addDoneCallback(done -> {
                    Throwable defect = done.exception();
                    if (defect != null) shared.fail(defect);
                });
                threads.add(thread);
            }
            loop.runUntilComplete(shared.ready());
            RecordSink sink =
                    run.archive() == null ? records : run.keptFirst(records, run.archive(), loop, shared::holdFresh);
            CrawlSummary summary = new CrawlSummary(loop);
            CrawlRun.onSignals(notices, shared::interrupt, shared::cancel);
            run.show(loop, summary, shared::state, total, notices);
            HeapWatch.start(loop);
            CrawlEnd end =
                    loop.runUntilComplete(shared.begin(sink, summary, run.troubles(notices, shared::onNetworkLost)));
            List<LoopEnd> ends = loop.runUntilComplete(loop.gather(threads));
            List<LoopLoad> loads = ends.stream().map(LoopEnd::load).toList();
            CrawlFigures figures = run.figures(summary, shared.state(), loads);
            end = CrawlRun.closed(sink::close, end);
            if (bodies != null) end = CrawlRun.closed(bodies::close, end);
            return new CrawlRun.Outcome(end, figures, ends.stream().allMatch(LoopEnd::isWhole));
        }
    }

    /** One loop's part, on its thread. */
    private LoopEnd crawl(
            Seat seat,
            Loop loop,
            Loop between,
            @Nullable Spill<FirstVisit> disk,
            @Nullable BodyDisk bodies,
            Notices notices) {
        loop.setWorkerThreads(Math.max(1, Runtime.getRuntime().availableProcessors() / count));
        try (FetchPipeline pipeline = run.pipeline(loop, clock, seat.shard())) {
            if (run.fetch().everythingAt() != null) {
                MockCheck.run(loop, pipeline, clock);
            } else {
                loop.callLater(CrawlRun.CODINGS_AFTER, pipeline::prepareCodings);
            }
            LinkCrawl links = run.links();
            LinkFollower follower =
                    links == null ? null : links.follower(loop, run.config().accepted());
            Crawl crawl = new Crawl(
                    loop,
                    clock,
                    pipeline.fetcher(),
                    pipeline.admission(),
                    seat.lines(),
                    follower,
                    seat.records(),
                    run.config(),
                    seat.listener());
            crawl.share(count, memory);
            crawl.send(seat.abroad());
            if (disk != null) crawl.recheck(disk);
            if (bodies != null) crawl.save(new BodySaver(loop, bodies));
            Sitemaps sitemaps = links == null ? null : links.sitemaps(loop, clock, pipeline, notices, seat.shard());
            if (sitemaps != null) crawl.read(sitemaps);
            pipeline.listener(seat.troubles());
            HoldupMeter holdups = new HoldupMeter(loop, () -> LoopState.holdup(crawl, pipeline));
            run.shown().slow().watch(loop, between);
            loop.observeTurns(holdups);
            loop.resetLoad();
            loop.runUntilComplete(seat.take(crawl, pipeline, holdups));
            return new LoopEnd(loop.load(), sitemaps == null || !sitemaps.hasFailed());
        }
    }

    /** For what each loop visits once more. */
    private record Spills(List<Spill<FirstVisit>> all) implements AutoCloseable {
        /** @throws IOException if there is no room for temporary files */
        static Spills open(int count) throws IOException {
            Spills opened = new Spills(new ArrayList<>(count));
            try {
                while (opened.all.size() < count) opened.all.add(new Spill<>());
                return opened;
            } catch (IOException e) {
                opened.close();
                throw e;
            }
        }

        /** That of a loop; null where none was asked for. */
        @Nullable
        Spill<FirstVisit> of(int index) {
            return all.isEmpty() ? null : all.get(index);
        }

        @Override
        public void close() throws IOException {
            for (Spill<FirstVisit> each : all) each.close();
        }
    }
}
