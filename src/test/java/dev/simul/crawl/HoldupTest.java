package dev.simul.crawl;

import static dev.simul.crawl.CrawlFixture.lines;
import static dev.simul.crawl.CrawlFixture.urls;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.fetch.AdmissionLimits;
import dev.simul.task.Task;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a crawl says that it is held up by, and how that adds up. */
class HoldupTest {
    @RegisterExtension
    final CrawlFixture crawl = new CrawlFixture();

    private void end(Task<CrawlEnd> end) {
        assertThat(crawl.answerAll(end)).isEqualTo(new CrawlEnd.Completed());
    }

    private Holdup holdup() {
        crawl.time.turns(20);
        return crawl.crawl().holdup();
    }

    @Test
    void by_the_limit_in_all_while_so_many_are_in_flight() {
        Task<CrawlEnd> end = crawl.start(2, urls(4));
        crawl.awaitOpen(2);
        assertThat(holdup()).isEqualTo(Holdup.CONCURRENCY);
        end(end);
    }

    @Test
    void by_the_limit_of_a_host_while_its_lines_wait() {
        crawl.limits = concurrency -> AdmissionLimits.fixed(concurrency, 1);
        Task<CrawlEnd> end = crawl.start(5, urls(4));
        crawl.awaitOpen(1);
        assertThat(holdup()).isEqualTo(Holdup.HOST_LIMIT);
        end(end);
    }

    @Test
    void by_the_rate() {
        crawl.limits = concurrency -> new AdmissionLimits(concurrency, 1, 0, Duration.ZERO, false);
        Task<CrawlEnd> end = crawl.start(5, urls(2));
        crawl.awaitOpen(1);
        assertThat(holdup()).isEqualTo(Holdup.RATE);
        crawl.time.advance(Duration.ofSeconds(2));
        end(end);
        crawl.time.advance(Duration.ofSeconds(2));
    }

    @Test
    void by_a_sink_that_is_full() {
        crawl.sink.fill();
        Task<CrawlEnd> end = crawl.start(2, urls(4));
        crawl.awaitOpen(2);
        crawl.web.answer(0, 200);
        crawl.time.until(() -> crawl.sink.records().size() == 1, "the record");
        assertThat(holdup()).isEqualTo(Holdup.SINK);
        crawl.sink.drain();
        end(end);
    }

    @Test
    void by_a_source_that_has_no_line_yet_and_by_the_last_answers() throws IOException {
        PipedOutputStream writer = new PipedOutputStream();
        Task<CrawlEnd> end = crawl.start(2, new PipedInputStream(writer));
        writer.write("http://a.test/\n".getBytes(StandardCharsets.UTF_8));
        writer.flush();
        crawl.awaitOpen(1);
        assertThat(holdup()).isEqualTo(Holdup.SOURCE);

        writer.close();
        crawl.time.until(() -> crawl.crawl().holdup() == Holdup.THE_LAST, "the end of the source");
        end(end);
    }

    @Test
    void each_moment_counts_once() {
        Holdup[] present = {Holdup.SOURCE};
        HoldupMeter meter = new HoldupMeter(crawl.time.loop(), () -> present[0]);
        crawl.start(1, lines());
        long start = crawl.time.loop().nanoTime();
        meter.turnEnded(start, start + 10);
        present[0] = Holdup.RATE;
        meter.turnEnded(start + 110, start + 120);
        meter.turnEnded(start + 1_120, start + 1_130);

        assertThat(meter.total())
                .containsOnlyKeys(Holdup.CPU, Holdup.SOURCE, Holdup.RATE)
                .containsEntry(Holdup.CPU, Duration.ofNanos(30))
                .containsEntry(Holdup.SOURCE, Duration.ofNanos(100))
                .containsEntry(Holdup.RATE, Duration.ofNanos(1_000));
        assertThat(meter.recent()).as("a second has not passed").isEqualTo(Holdup.CPU);
        meter.turnEnded(start + 2_000_000_000L, start + 2_000_000_001L);
        assertThat(meter.recent()).isEqualTo(Holdup.RATE);
    }
}
