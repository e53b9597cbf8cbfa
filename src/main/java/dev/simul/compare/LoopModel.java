package dev.simul.compare;

import dev.simul.crawl.AcceptedStatuses;
import dev.simul.crawl.Crawl;
import dev.simul.crawl.CrawlConfig;
import dev.simul.crawl.CrawlEnd;
import dev.simul.crawl.PagePolicy;
import dev.simul.fetch.AdmissionLimits;
import dev.simul.fetch.Endurance;
import dev.simul.fetch.FetchConfig;
import dev.simul.fetch.FetchPipeline;
import dev.simul.fetch.Shard;
import dev.simul.http.ExchangeKeeper;
import dev.simul.measure.ProcessMeter;
import dev.simul.sink.RecordSink;
import dev.simul.source.UrlSource;
import dev.simul.task.Loop;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;

/** The event loop: exactly what {@code simul crawl} does. */
final class LoopModel {
    private LoopModel() {}

    static Measures run(
            UrlSource source, RecordSink sink, FetchConfig fetch, int concurrency, TimelineRecorder timeline)
            throws IOException {
        Clock clock = Clock.systemUTC();
        CrawlConfig config = new CrawlConfig(
                CrawlConfig.DEFAULT_LOOK_AHEAD,
                false,
                AcceptedStatuses.parse("100..=999"),
                PagePolicy.TITLE,
                CrawlConfig.DEFAULT_GRACE);
        AdmissionLimits limits =
                AdmissionLimits.fixed(concurrency, fetch.policy().perHost());
        try (Loop loop = Loop.open()) {
            try (FetchPipeline pipeline = FetchPipeline.build(
                    loop,
                    fetch,
                    limits,
                    Endurance.PLAIN,
                    null,
                    Shard.ALL,
                    ExchangeKeeper.NONE,
                    ThreadLocalRandom.current(),
                    clock)) {
                loop.runUntilComplete(pipeline.prepareTls()); // as the blocking models have it ready before they start
                loop.runUntilComplete(pipeline.prepareCodings());
                VisitTimes visits = new VisitTimes(loop, timeline);
                Crawl crawl =
                        new Crawl(loop, clock, pipeline.fetcher(), pipeline.admission(), source, sink, config, visits);
                ProcessMeter meter = ProcessMeter.start();
                timeline.start(loop.nanoTime());
                loop.observeTurns(timeline.busyMoments());
                loop.resetLoad();
                CrawlEnd end = loop.runUntilComplete(crawl.start());
                LoopFigures load = LoopFigures.of(loop.load(), null);
                sink.close(); // waits until the last record is written
                Measures measures = new Measures(
                        meter.read(), visits.read(), pipeline.admission().mostInFlight(), load, 0);
                return switch (end) {
                    case CrawlEnd.Completed completed -> measures;
                    case CrawlEnd.SourceFailed failed -> throw failed.cause();
                    case CrawlEnd.SinkFailed failed -> throw failed.cause();
                    case CrawlEnd.NetworkLost lost -> throw new IOException("the network is gone");
                    case CrawlEnd.FrontierFailed failed -> throw failed.cause();
                    case CrawlEnd.Interrupted interrupted -> throw new IOException("the crawl was interrupted");
                };
            }
        }
    }
}
