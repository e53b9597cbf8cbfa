package dev.simul.loops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.crawl.AcceptedStatuses;
import dev.simul.crawl.Crawl;
import dev.simul.crawl.CrawlConfig;
import dev.simul.crawl.CrawlEnd;
import dev.simul.crawl.CrawlSummary;
import dev.simul.crawl.HoldupMeter;
import dev.simul.crawl.PagePolicy;
import dev.simul.fetch.AdmissionLimits;
import dev.simul.fetch.Endurance;
import dev.simul.fetch.FetchConfig;
import dev.simul.fetch.FetchListener;
import dev.simul.fetch.FetchPipeline;
import dev.simul.fetch.FetchPolicy;
import dev.simul.fetch.Shard;
import dev.simul.html.PageMemory;
import dev.simul.http.ExchangeKeeper;
import dev.simul.http.HttpLimits;
import dev.simul.http.HttpVersions;
import dev.simul.http.RequestFields;
import dev.simul.net.Addressing;
import dev.simul.net.ClientTls;
import dev.simul.net.ProxyRules;
import dev.simul.sink.RecordSink;
import dev.simul.source.LineFeed;
import dev.simul.task.Task;
import dev.simul.testing.FrozenTime;
import dev.simul.testing.MemorySink;
import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A crawl on several loops, all of them on the test's thread and turned one after the other, with real connections and frozen time; it
 * must leave nothing behind.
 */
final class SeveralLoops implements AfterEachCallback {
    static final int LOOPS = 3;
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-28T06:00:00Z"), ZoneOffset.UTC);

    private final InetSocketAddress everything;
    private final FrozenTime between = FrozenTime.open();
    private final List<FrozenTime> times =
            Stream.generate(FrozenTime::open).limit(LOOPS).toList();
    private final List<FetchPipeline> pipelines = new ArrayList<>();
    /** What each loop has asked for. */
    final List<List<String>> asked = new ArrayList<>();

    final MemorySink sink = new MemorySink();
    final CrawlSummary summary = new CrawlSummary(between.loop());
    int perHost = AdmissionLimits.NO_LIMIT;
    int lookAhead = 1_000;

    /** All hosts are at one address. */
    SeveralLoops(InetSocketAddress everything) {
        this.everything = everything;
    }

    /** The k-th host of a loop, by its number among all that are called h0.test and so on. */
    static String host(int loop, int k) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "h" + i + ".test")
                .filter(host -> ownerOf("http://" + host + "/") == loop)
                .skip(k)
                .findFirst()
                .orElseThrow();
    }

    static int ownerOf(String url) {
        try {
            return Shard.ownerOf(Url.parse(url), LOOPS);
        } catch (UrlSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** A crawl, and its end. */
    record Started(SharedCrawl shared, Task<CrawlEnd> end) {}

    Started start(LineFeed source) {
        return start(source, sink, false);
    }

    Started start(LineFeed source, RecordSink into, boolean ordered) {
        SharedCrawl shared = take(source, ordered);
        until(() -> shared.ready().isDone(), "all seats being taken");
        return new Started(shared, shared.begin(into, summary, FetchListener.NOBODY));
    }

    private SharedCrawl take(LineFeed source, boolean ordered) {
        SharedCrawl shared = new SharedCrawl(between.loop(), source, new SharedCrawl.Terms(LOOPS, lookAhead, ordered));
        CrawlConfig config = new CrawlConfig(
                lookAhead, ordered, AcceptedStatuses.parse("200..=399"), PagePolicy.TITLE, Duration.ofSeconds(5));
        for (int i = 0; i < LOOPS; i++) take(shared.seat(i, times.get(i).loop()), config);
        return shared;
    }

    private void take(Seat seat, CrawlConfig config) {
        FetchConfig fetch = new FetchConfig(
                new FetchPolicy(5, 0, perHost),
                new HttpLimits(Duration.ofSeconds(30), 64 * 1024, 1024 * 1024),
                Duration.ofSeconds(10),
                new ClientTls(ClientTls.Trust.NOBODY, List.of()),
                RequestFields.of("simul/test", List.of()),
                HttpVersions.HTTP_1_1,
                ProxyRules.NONE,
                100,
                Addressing.at(everything));
        List<String> its = new ArrayList<>();
        ExchangeKeeper keeper = (url, sent, head, codings) -> {
            its.add(url.href());
            return ExchangeKeeper.NONE.begin(url, sent, head, codings);
        };
        FetchPipeline pipeline = FetchPipeline.build(
                seat.loop(),
                fetch,
                AdmissionLimits.fixed(100, perHost).part(seat.shard()),
                new Endurance(Double.POSITIVE_INFINITY, Endurance.DEFAULT_PATIENCE),
                null,
                seat.shard(),
                keeper,
                () -> 0L,
                CLOCK);
        asked.add(its);
        pipelines.add(pipeline);
        Crawl crawl = new Crawl(
                seat.loop(),
                CLOCK,
                pipeline.fetcher(),
                pipeline.admission(),
                seat.lines(),
                seat.records(),
                config,
                seat.listener());
        crawl.share(LOOPS, PageMemory.ofHeap());
        crawl.send(seat.abroad());
        seat.take(crawl, pipeline, new HoldupMeter(seat.loop(), crawl::holdup));
    }

    FetchPipeline pipeline(int loop) {
        return pipelines.get(loop);
    }

    CrawlEnd await(Started crawl) {
        until(crawl.end()::isDone, "the end");
        return crawl.end().result();
    }

    void until(BooleanSupplier condition, String what) {
        between.until(
                () -> {
                    for (FrozenTime each : times) each.turns(1);
                    return condition.getAsBoolean();
                },
                what);
    }

    /** So many turns of each loop. */
    void turns(int count) {
        for (int i = 0; i < count; i++) {
            between.turns(1);
            for (FrozenTime each : times) each.turns(1);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        try {
            turns(3);
            if (context.getExecutionException().isPresent()) return; // one failure is enough
            for (FetchPipeline each : pipelines) {
                assertThat(each.admission().inFlight()).as("requests in flight").isZero();
                assertThat(each.admission().fresh()).as("lines that wait").isZero();
                assertThat(each.leased()).as("connections that are lent out").isZero();
            }
        } finally {
            pipelines.forEach(FetchPipeline::close);
            turns(2);
            times.forEach(FrozenTime::close);
            between.close();
        }
    }
}
