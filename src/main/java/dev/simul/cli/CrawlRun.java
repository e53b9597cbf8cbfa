package dev.simul.cli;

import dev.simul.archive.Archive;
import dev.simul.archive.KeptFirst;
import dev.simul.crawl.Crawl;
import dev.simul.crawl.CrawlConfig;
import dev.simul.crawl.CrawlEnd;
import dev.simul.crawl.CrawlSummary;
import dev.simul.crawl.FirstVisit;
import dev.simul.crawl.Holdup;
import dev.simul.crawl.HoldupMeter;
import dev.simul.crawl.LinkFollower;
import dev.simul.crawl.Sitemaps;
import dev.simul.fetch.FetchConfig;
import dev.simul.fetch.FetchPipeline;
import dev.simul.frontier.FrontierException;
import dev.simul.frontier.LeftOut;
import dev.simul.http.ExchangeKeeper;
import dev.simul.save.BodySaver;
import dev.simul.save.SaveFolder;
import dev.simul.sink.RecordSink;
import dev.simul.sink.SinkException;
import dev.simul.sink.Spill;
import dev.simul.source.LineFeed;
import dev.simul.source.UrlSource;
import dev.simul.task.Loop;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
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
    private static final Duration CODINGS_AFTER = Duration.ofMillis(100);

    /**
     * Runs it; the calling thread becomes the loop's.
     *
     * @param total how many lines there are
     * @return the exit status
     * @throws IOException if there is no room for temporary files; nothing was fetched
     */
    int run(LineFeed source, Supplier<UrlSource.Total> total, RecordSink records) throws IOException {
        CrawlEnd end;
        CrawlFigures figures;
        Sitemaps sitemaps;
        try (Loop loop = Loop.open();
                Spill<FirstVisit> disk = conduct.rechecks() ? new Spill<>() : null) {
            Clock clock = Clock.systemUTC();
            try (FetchPipeline pipeline = pipeline(loop, clock)) {
                if (fetch.everythingAt() != null) {
                    MockCheck.run(loop, pipeline, clock);
                } else {
                    loop.callLater(CODINGS_AFTER, pipeline::prepareCodings);
                }
                RecordSink sink = archive == null ? records : keptFirst(records, archive, loop, pipeline);
                CrawlSummary summary = new CrawlSummary(loop);
                LinkFollower follower = links == null ? null : links.follower(loop, config.accepted());
                Crawl crawl = new Crawl(
                        loop, clock, pipeline.fetcher(), pipeline.admission(), source, follower, sink, config, summary);
                if (disk != null) crawl.recheck(disk);
                BodySaver saver = folder == null ? null : new BodySaver(loop, folder);
                if (saver != null) crawl.save(saver);
                HoldupMeter holdups = new HoldupMeter(loop, () -> holdup(crawl, pipeline));
                try (Notices notices = new Notices(console.err())) {
                    sitemaps = links == null ? null : links.sitemaps(loop, clock, pipeline, notices);
                    if (sitemaps != null) crawl.read(sitemaps);
                    watch(loop, crawl, pipeline, notices);
                    if (shown.progress()) {
                        new Progress(loop, summary, pipeline.admission(), total, () -> words.name(holdups.recent()))
                                .show(notices, shown.redraws());
                    }
                    if (metrics != null) publish(loop, summary, pipeline, holdups, metrics);
                    loop.observeTurns(holdups);
                    loop.resetLoad();
                    end = loop.runUntilComplete(crawl.start());
                }
                figures = new CrawlFigures(
                        summary,
                        pipeline.admission().mostInFlight(),
                        loop.load(),
                        holdups.total(),
                        pipeline.refusedRetries(),
                        links == null ? LeftOut.NOTHING : links.leftOut());
                end = closed(sink::close, end);
                if (saver != null) end = closed(saver::close, end);
            }
        }
        int status = report(end, figures);
        console.err().print(shown.slow().text());
        if (links == null || !(end instanceof CrawlEnd.Completed)) return status;
        // What a sitemap names that was not to be had, --resume may get.
        boolean isWhole = sitemaps == null || !sitemaps.hasFailed();
        return isWhole ? completed(links, status) : ExitStatus.STOPPED_EARLY;
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

    private FetchPipeline pipeline(Loop loop, Clock clock) {
        return FetchPipeline.build(
                loop,
                fetch,
                conduct.limits(),
                conduct.endurance(),
                conduct.robot(),
                archive == null ? ExchangeKeeper.NONE : archive,
                ThreadLocalRandom.current(),
                clock);
    }

    /** In order, a full sink may wait for a line that waits: then the archive alone says that nothing is to be begun. */
    private RecordSink keptFirst(RecordSink records, Archive kept, Loop loop, FetchPipeline pipeline) {
        Consumer<Boolean> hold = config.ordered() ? pipeline.admission()::holdFresh : full -> {};
        return new KeptFirst(records, kept, loop, hold);
    }

    private static Holdup holdup(Crawl crawl, FetchPipeline pipeline) {
        Holdup holdup = crawl.holdup();
        return holdup == Holdup.CONCURRENCY && pipeline.waitsForNames() ? Holdup.DNS : holdup;
    }

    private void watch(Loop loop, Crawl crawl, FetchPipeline pipeline, Notices notices) {
        AtomicInteger signals = new AtomicInteger();
        Interrupts.handle(() -> {
            switch (signals.incrementAndGet()) {
                case 1 -> {
                    notices.say("interrupted; waiting for what is in flight, once more to stop at once");
                    crawl.interrupt();
                }
                case 2 -> crawl.cancel();
                default -> Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
            }
        });
        pipeline.listener(new TroubleNotices(
                notices,
                crawl,
                conduct.limits().concurrency(),
                conduct.endurance().patience()));
        shown.slow().watch(loop);
    }

    private static void publish(
            Loop loop, CrawlSummary summary, FetchPipeline pipeline, HoldupMeter holdups, Metrics metrics) {
        metrics.publish(MetricsText.of(summary, pipeline, holdups.total()));
        loop.callLater(METRICS_EVERY, () -> publish(loop, summary, pipeline, holdups, metrics));
    }

    private interface Closing {
        void close() throws SinkException;
    }

    /** Writes what is pending; if that fails, it is what ended the crawl. */
    private static CrawlEnd closed(Closing closing, CrawlEnd end) {
        try {
            closing.close();
            return end;
        } catch (SinkException e) {
            return new CrawlEnd.SinkFailed(e);
        }
    }

    private int report(CrawlEnd end, CrawlFigures figures) {
        return switch (end) {
            case CrawlEnd.Completed completed -> {
                summarise(figures);
                yield figures.summary().failed() == 0 ? ExitStatus.OK : ExitStatus.SOME_FAILED;
            }
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
