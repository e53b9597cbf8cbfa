package dev.simul.crawl;

import static dev.simul.crawl.CrawlFixture.lines;
import static dev.simul.crawl.CrawlFixture.urls;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.CrawlRecord;
import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.sink.Spill;
import dev.simul.task.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What has failed is visited once more, when all else is done. */
class RecheckTest {
    private static final FetchError RESET = new FetchError.Protocol("nonsense");

    @RegisterExtension
    final CrawlFixture crawl = new CrawlFixture();

    private Spill<FirstVisit> disk;

    RecheckTest() throws IOException {
        disk = new Spill<>();
    }

    @BeforeEach
    void recheck() {
        crawl.recheck = disk;
    }

    @AfterEach
    void close() throws IOException {
        disk.close();
    }

    private CrawlRecord record(long line) {
        return crawl.sink.records().stream()
                .filter(record -> record.target().line() == line)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_record_is_that_of_the_second_visit_with_the_effort_of_both() {
        Task<CrawlEnd> end = crawl.start(2, urls(3));
        crawl.awaitOpen(2);
        crawl.web.answer(0, 404);
        crawl.web.fail(0, new FetchFailure(RESET));
        crawl.awaitOpen(1);
        assertThat(crawl.sink.records()).isEmpty();
        crawl.time.advance(Duration.ofSeconds(7));
        crawl.web.answer(0, 200);
        crawl.awaitOpen(2);

        assertThat(crawl.web.openUrls()).containsExactly("http://a.test/0", "http://a.test/1");
        crawl.time.advance(Duration.ofSeconds(1));
        crawl.web.answer(0, 200);
        crawl.web.answer(0, 404);
        assertThat(crawl.time.run(end)).isEqualTo(new CrawlEnd.Completed());

        assertThat(record(1).answer().status()).isEqualTo(200);
        assertThat(record(1).effort().elapsed()).isEqualTo(Duration.ofSeconds(8));
        assertThat(record(2).answer().status()).isEqualTo(404);
        assertThat(record(2).error()).isNull();
        assertThat(crawl.summary.done()).isEqualTo(3);
        assertThat(crawl.summary.failed()).isEqualTo(1);
        assertThat(crawl.summary.transientFailures()).isEqualTo(1);
        assertThat(crawl.summary.persistentFailures()).isEqualTo(1);
    }

    @Test
    void what_no_host_was_asked_for_is_not_visited_again() {
        crawl.wanted = new EqualUrls(crawl.wanted);
        Task<CrawlEnd> end = crawl.start(5, lines("nonsense", "ftp://a.test/", "http://a.test/", "http://a.test"));
        assertThat(crawl.answerAll(end)).isEqualTo(new CrawlEnd.Completed());

        assertThat(crawl.web.asked).containsExactly("http://a.test/");
        assertThat(crawl.sink.records()).hasSize(4);
        assertThat(crawl.summary.persistentFailures()).isZero();
    }

    @Test
    void thousands_wait_on_disk_and_each_has_one_record() {
        Task<CrawlEnd> end = crawl.start(50, urls(3_000));
        int[] answered = {0};
        crawl.time.until(
                () -> {
                    while (crawl.web.open() > 0) crawl.web.answer(0, answered[0]++ < 3_000 ? 503 : 200);
                    return end.isDone();
                },
                "the end");

        assertThat(crawl.sink.records())
                .extracting(record -> record.target().line())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 3_000).boxed().toList());
        assertThat(crawl.summary.transientFailures()).isEqualTo(3_000);
        assertThat(crawl.summary.failed()).isZero();
    }

    @Test
    void an_interrupt_before_the_second_round_writes_what_the_first_one_found() {
        Task<CrawlEnd> end = crawl.start(2, urls(3));
        crawl.awaitOpen(2);
        crawl.web.answer(0, 500);
        crawl.awaitOpen(2);
        crawl.crawl().interrupt();
        crawl.time.until(() -> crawl.sink.records().size() == 1, "the record");
        assertThat(record(1).answer().status()).isEqualTo(500);

        crawl.web.answer(0, 404);
        crawl.web.answer(0, 200);
        assertThat(crawl.time.run(end)).isEqualTo(new CrawlEnd.Interrupted());
        assertThat(crawl.sink.records()).hasSize(3);
    }

    @Test
    void an_interrupt_in_the_second_round_does_so_too() {
        Task<CrawlEnd> end = crawl.start(2, urls(6));
        for (int i = 0; i < 6; i++) {
            crawl.time.until(() -> crawl.web.open() > 0, "a request");
            crawl.web.answer(0, 500 + i);
        }
        crawl.awaitOpen(2);
        assertThat(crawl.web.asked).hasSize(8);
        crawl.crawl().cancel();

        assertThat(crawl.time.run(end)).isEqualTo(new CrawlEnd.Interrupted());
        assertThat(crawl.sink.records())
                .extracting(record -> record.answer().status())
                .containsExactlyInAnyOrder(500, 501, 502, 503, 504, 505);
        assertThat(crawl.summary.failed()).isEqualTo(6);
    }

    @Test
    void where_the_disk_is_full_the_first_record_counts() throws Exception {
        disk.close();
        Task<CrawlEnd> end = crawl.start(50, urls(1_000));
        crawl.time.until(
                () -> {
                    while (crawl.web.open() > 0) crawl.web.answer(0, 503);
                    return end.isDone();
                },
                "the end");

        assertThat(crawl.sink.records()).hasSize(1_000);
        assertThat(crawl.sink.records())
                .extracting(record -> record.target().line())
                .doesNotHaveDuplicates();
        assertThat(crawl.web.asked).as("the last ones did not need the disk").hasSizeBetween(1_000, 1_700);
    }
}
