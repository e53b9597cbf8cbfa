package dev.simul.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.fetch.Admission;
import dev.simul.fetch.AdmissionLimits;
import dev.simul.sink.OrderedSink;
import dev.simul.sink.RecordSink;
import dev.simul.sink.Spill;
import dev.simul.source.LineFilter;
import dev.simul.source.SourceException;
import dev.simul.source.SourceSpec;
import dev.simul.source.UrlSource;
import dev.simul.task.Task;
import dev.simul.testing.FrozenTime;
import dev.simul.testing.MemorySink;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A crawl with a real source, a web that answers when it is told to, and frozen time; it must leave nothing behind. */
final class CrawlFixture implements AfterEachCallback {
    static final Duration GRACE = Duration.ofSeconds(5);
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T06:00:00Z"), ZoneOffset.UTC);

    static final int LOOK_AHEAD = 50;

    final FrozenTime time = FrozenTime.open();
    final ScriptedWeb web = new ScriptedWeb(time.loop());
    final MemorySink sink = new MemorySink();
    final CrawlSummary summary = new CrawlSummary(time.loop());
    /** By concurrency. */
    IntFunction<AdmissionLimits> limits = concurrency -> AdmissionLimits.fixed(concurrency, AdmissionLimits.NO_LIMIT);

    LineFilter wanted = LineFilter.all();

    /** For those to be visited once more; null: none is. */
    @Nullable
    Spill<FirstVisit> recheck;

    private @Nullable Admission admission;
    private @Nullable Crawl crawl;

    static InputStream lines(String... lines) {
        return new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    /** {@code http://a.test/0} and so on, so many. */
    static InputStream urls(int count) {
        return lines(
                IntStream.range(0, count).mapToObj(i -> "http://a.test/" + i).toArray(String[]::new));
    }

    Task<CrawlEnd> start(int concurrency, InputStream input) {
        return start(concurrency, input, sink);
    }

    Task<CrawlEnd> start(int concurrency, InputStream input, RecordSink into) {
        CrawlConfig config = new CrawlConfig(
                LOOK_AHEAD, into instanceof OrderedSink, AcceptedStatuses.parse("200..=399"), PagePolicy.TITLE, GRACE);
        Admission made = new Admission(time.loop(), limits.apply(concurrency), CLOCK);
        admission = made;
        Crawl started = new Crawl(time.loop(), CLOCK, web, made, source(input), into, config, summary);
        crawl = started;
        if (recheck != null) started.recheck(recheck);
        return started.start();
    }

    private UrlSource source(InputStream input) {
        try {
            return UrlSource.open(List.of(new SourceSpec.StandardInput()), input, wanted);
        } catch (SourceException e) {
            throw new AssertionError(e);
        }
    }

    Admission admission() {
        if (admission == null) throw new AssertionError("not started");
        return admission;
    }

    Crawl crawl() {
        if (crawl == null) throw new AssertionError("not started");
        return crawl;
    }

    /** Waits until so many requests are in flight. */
    void awaitOpen(int count) {
        time.until(() -> web.open() == count, count + " requests in flight");
        time.turns(20);
        assertThat(web.open()).as("and not more").isEqualTo(count);
    }

    /** Answers whatever is asked, up to the end. */
    CrawlEnd answerAll(Task<CrawlEnd> end) {
        time.until(
                () -> {
                    if (web.open() > 0) web.answer(0, 200);
                    return end.isDone();
                },
                "the end");
        return end.result();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        try {
            time.turns(2);
            if (context.getExecutionException().isPresent()) return; // one failure is enough
            assertThat(admission().inFlight()).as("requests in flight").isZero();
            assertThat(admission().fresh()).as("lines that wait").isZero();
            assertThat(admission().hosts()).as("hosts that are remembered").isZero();
            assertThat(time.loop().pendingTimers()).as("timers that wait").isZero();
        } finally {
            time.close();
        }
    }
}
