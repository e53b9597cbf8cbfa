package dev.simul.cli;

import dev.simul.archive.Archive;
import dev.simul.archive.KeptFirst;
import dev.simul.crawl.Crawl;
import dev.simul.crawl.CrawlConfig;
import dev.simul.crawl.CrawlEnd;
import dev.simul.crawl.CrawlSummary;
import dev.simul.crawl.FirstVisit;
import dev.simul.crawl.HoldupMeter;
import dev.simul.crawl.LinkFollower;
import dev.simul.crawl.Sitemaps;
import dev.simul.fetch.FetchConfig;
import dev.simul.fetch.FetchPipeline;
import dev.simul.fetch.Shard;
import dev.simul.frontier.FrontierException;
import dev.simul.frontier.LeftOut;
import dev.simul.http.ExchangeKeeper;
import dev.simul.loops.LoopState;
import dev.simul.save.BodyDisk;
import dev.simul.save.BodySaver;
import dev.simul.save.SaveFolder;
import dev.simul.sink.RecordSink;
import dev.simul.sink.SinkException;
import dev.simul.sink.Spill;
import dev.simul.source.LineFeed;
import dev.simul.source.UrlSource;
import dev.simul.task.Loop;
import dev.simul.task.LoopLoad;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One crawl, from the opening of the loop to what is said of it at the end.
 *
 * @param links where those that are followed are kept; null where none are
 * @param words for what holds it up
 * @param again how what has failed is tried again; null where there is no way
 * @param metrics is told how it goes; null: nobody asked for that
 * @param archive keeps every response; null: nobody asked for that
 * @param folder for bodies; null: nobody asked for that
 */
record CrawlRun(
        Console console,
        CrawlConfig config,
        FetchConfig fetch,
        Conduct conduct,
        @Nullable LinkCrawl links,
        ProgressOptions shown,
        HoldupText words,
        @Nullable String again,
        @Nullable Metrics metrics,
        @Nullable Archive archive,
        @Nullable SaveFolder folder) {
    /** Of lines, where pages bring more of them. */
    static final Supplier<UrlSource.Total> UNKNOWN_TOTAL = () -> new UrlSource.Total(UrlSource.UNKNOWN, false);

    private static final Duration METRICS_EVERY = Duration.ofSeconds(1);

    /** A crawl of a few URLs may be over before they are needed. */
    static final Duration CODINGS_AFTER = Duration.ofMillis(100);

    /**
     * What came of the loops.
     *
     * @param isWhole whether all sitemaps were to be had
     */
    record Outcome(CrawlEnd end, CrawlFigures figures, boolean isWhole) {}

    /**
     * Runs it; the calling thread becomes the loop's, or that of the loop between several.
     *
     * @param total how many lines there are
     * @return the exit status
     * @throws IOException if there is no room for temporary files; nothing was fetched
     */
    int run(LineFeed source, Supplier<UrlSource.Total> total, RecordSink records) throws IOException {
        Outcome outcome = conduct.loops() == 1
                ? runOneLoop(source, total, records)
                : new ManyLoops(this, source, total, records).run();
        int status = report(outcome.end(), outcome.figures());
        console.err().print(shown.slow().text());
        if (links == null || !(outcome.end() instanceof CrawlEnd.Completed)) return status;
        // What a sitemap names that was not to be had, --resume may get.
        return outcome.isWhole() ? completed(links, status) : ExitStatus.STOPPED_EARLY;
    }

    private Outcome runOneLoop(LineFeed source, Supplier<UrlSource.Total> total, RecordSink records)
            throws IOException {
        try (Loop loop = Loop.open();
                Spill<FirstVisit> disk = conduct.rechecks() ? new Spill<>() : null) {
            Clock clock = Clock.systemUTC();
            try (FetchPipeline pipeline = pipeline(loop, clock, Shard.ALL)) {
                if (fetch.everythingAt() != null) {
                    MockCheck.run(loop, pipeline, clock);
                } else {
                    loop.callLater(CODINGS_AFTER, pipeline::prepareCodings);
                }
                RecordSink sink =
                        archive == null ? records : keptFirst(records, archive, loop, pipeline.admission()::holdFresh);
                CrawlSummary summary = new CrawlSummary(loop);
                LinkFollower follower = links == null ? null : links.follower(loop, config.accepted());
                Crawl crawl = new Crawl(
                        loop, clock, pipeline.fetcher(), pipeline.admission(), source, follower, sink, config, summary);
                if (disk != null) crawl.recheck(disk);
                BodyDisk bodies = folder == null ? null : BodyDisk.start(folder);
                if (bodies != null) crawl.save(new BodySaver(loop, bodies));
                HoldupMeter holdups = new HoldupMeter(loop, () -> LoopState.holdup(crawl, pipeline));
                CrawlEnd end;
                Sitemaps sitemaps;
                try (Notices notices = new Notices(console.err())) {
                    sitemaps = links == null ? null : links.sitemaps(loop, clock, pipeline, notices, Shard.ALL);
                    if (sitemaps != null) crawl.read(sitemaps);
                    onSignals(notices, crawl::interrupt, crawl::cancel);
                    pipeline.listener(troubles(notices, crawl::onNetworkLost));
                    shown.slow().watch(loop, Runnable::run);
                    show(loop, summary, () -> LoopState.of(pipeline, holdups), total, notices);
                    loop.observeTurns(holdups);
                    HeapWatch.start(loop);
                    loop.resetLoad();
                    end = loop.runUntilComplete(crawl.start());
                }
                CrawlFigures figures = figures(summary, LoopState.of(pipeline, holdups), List.of(loop.load()));
                end = closed(sink::close, end);
                if (bodies != null) end = closed(bodies::close, end);
                return new Outcome(end, figures, sitemaps == null || !sitemaps.hasFailed());
            }
        }
    }

    CrawlFigures figures(CrawlSummary summary, LoopState state, List<LoopLoad> loads) {
        return new CrawlFigures(
                summary,
                state.mostInFlight(),
                loads,
                state.holdups(),
                state.refusedRetries(),
                links == null ? LeftOut.NOTHING : links.leftOut());
    }

    private int completed(LinkCrawl links, int status) {
        try {
            links.complete();
            return status;
        } catch (FrontierException notDeleted) {
            console.complain(notDeleted);
            return ExitStatus.STOPPED_EARLY;
        }
    }

    /** That of the loop whose hosts {@code shard} says. Its thread. */
    FetchPipeline pipeline(Loop loop, Clock clock, Shard shard) {
        return FetchPipeline.build(
                loop,
                fetch.part(shard),
                conduct.limits().part(shard),
                conduct.endurance(),
                conduct.robot(),
                shard,
                archive == null ? ExchangeKeeper.NONE : archive,
                ThreadLocalRandom.current(),
                clock);
    }

    /** In order, a full sink may wait for a line that waits: then the archive alone says that nothing is to be begun. */
    RecordSink keptFirst(RecordSink records, Archive kept, Loop loop, Consumer<Boolean> holdFresh) {
        return new KeptFirst(records, kept, loop, config.ordered() ? holdFresh : full -> {});
    }

    static void onSignals(Notices notices, Runnable interrupt, Runnable cancel) {
        AtomicInteger signals = new AtomicInteger();
        Interrupts.handle(() -> {
            switch (signals.incrementAndGet()) {
                case 1 -> {
                    notices.say("interrupted; waiting for what is in flight, once more to stop at once");
                    interrupt.run();
                }
                case 2 -> cancel.run();
                default -> Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
            }
        });
    }

    TroubleNotices troubles(Notices notices, Consumer<Duration> onNetworkLost) {
        return new TroubleNotices(
                notices,
                onNetworkLost,
                conduct.limits().concurrency(),
                conduct.endurance().patience());
    }

    /** Progress and metrics, as far as somebody has asked for them, for as long as the loop runs. */
    void show(
            Loop loop,
            CrawlSummary summary,
            Supplier<LoopState> state,
            Supplier<UrlSource.Total> total,
            Notices notices) {
        if (shown.progress()) {
            new Progress(
                            loop,
                            summary,
                            () -> state.get().inFlight(),
                            total,
                            () -> words.name(state.get().recent()))
                    .show(notices, shown.redraws());
        }
        if (metrics != null) publish(loop, summary, state, metrics);
    }

    private static void publish(Loop loop, CrawlSummary summary, Supplier<LoopState> state, Metrics metrics) {
        metrics.publish(MetricsText.of(summary, state.get()));
        loop.callLater(METRICS_EVERY, () -> publish(loop, summary, state, metrics));
    }

    interface Closing {
        void close() throws SinkException;
    }

    /** Writes what is pending; if that fails, it is what ended the crawl. */
    static CrawlEnd closed(Closing closing, CrawlEnd end) {
        try {
            closing.close();
            return end;
        } catch (SinkException e) {
            return new CrawlEnd.SinkFailed(e);
        }
    }

    private int report(CrawlEnd end, CrawlFigures figures) {
        // Apart from the others: a switch by type is linked by the JVM when it first runs, which takes a short crawl
        // long.
        if (end instanceof CrawlEnd.Early early) return reportEarly(early, figures);
        summarise(figures);
        return figures.summary().failed() == 0 ? ExitStatus.OK : ExitStatus.SOME_FAILED;
    }

    private int reportEarly(CrawlEnd.Early end, CrawlFigures figures) {
        return switch (end) {
            case CrawlEnd.Interrupted interrupted -> {
                summarise(figures);
                yield ExitStatus.INTERRUPTED;
            }
            case CrawlEnd.NetworkLost lost -> {
                console.complain("the network has not come back for " + SummaryText.elapsed(lost.away())
                        + " (--patience); with -o and --resume the crawl goes on from here");
                summarise(figures);
                yield ExitStatus.STOPPED_EARLY;
            }
            case CrawlEnd.SourceFailed failed -> {
                console.complain(failed.cause());
                summarise(figures);
                yield ExitStatus.STOPPED_EARLY;
            }
            case CrawlEnd.FrontierFailed failed -> {
                console.complain(failed.cause());
                summarise(figures);
                yield ExitStatus.STOPPED_EARLY;
            }
            case CrawlEnd.SinkFailed failed -> {
                if (failed.cause().readerGone()) yield ExitStatus.OK;
                console.complain(failed.cause());
                yield ExitStatus.STOPPED_EARLY;
            }
        };
    }

    private void summarise(CrawlFigures figures) {
        if (shown.summary()) console.err().print(SummaryText.of(figures, words, again));
    }
}
