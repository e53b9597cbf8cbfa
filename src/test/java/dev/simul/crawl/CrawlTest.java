package dev.simul.crawl;

import static dev.simul.crawl.CrawlFixture.lines;
import static dev.simul.crawl.CrawlFixture.urls;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.CrawlRecord;
import dev.simul.result.ErrorKind;
import dev.simul.result.FetchError;
import dev.simul.sink.OrderedSink;
import dev.simul.sink.RecordSink;
import dev.simul.source.LineFilter;
import dev.simul.task.Task;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is pulled, when, and what becomes of it. */
class CrawlTest {
    @RegisterExtension
    final CrawlFixture crawl = new CrawlFixture();

    // ---- every line

    @Test
    void every_line_that_is_not_blank_or_a_comment_yields_one_record() {
        Task<CrawlEnd> end = crawl.start(
                10,
                lines(
                        "http://a.test/1",
                        "",
                        "# a comment",
                        "no url",
                        "  https://B.test  ",
                        "ftp://a.test/",
                        "http://a.test:x/"));

        assertThat(crawl.answerAll(end)).isEqualTo(new CrawlEnd.Completed());

        assertThat(crawl.sink.records())
                .extracting(record -> record.target().line())
                .containsExactlyInAnyOrder(1L, 4L, 5L, 6L, 7L);
        assertThat(crawl.sink.urls())
                .containsExactlyInAnyOrder(
                        "http://a.test/1", "no url", "https://B.test", "ftp://a.test/", "http://a.test:x/");
        assertThat(crawl.web.asked).containsExactly("http://a.test/1", "https://b.test/");
        assertThat(crawl.summary.done()).isEqualTo(5);
        assertThat(crawl.summary.byError()).containsOnlyKeys(ErrorKind.INVALID_URL, ErrorKind.UNSUPPORTED_SCHEME);
        assertThat(crawl.summary.byError()).containsEntry(ErrorKind.INVALID_URL, 2L);
        assertThat(crawl.summary.byStatus()).containsOnlyKeys(200);
    }

    @Test
    void a_line_that_is_not_tried_has_no_attempts() {
        crawl.start(1, lines("ftp://a.test/x"));
        crawl.time.until(() -> crawl.sink.records().size() == 1, "the record");

        CrawlRecord record = crawl.sink.records().getFirst();

        assertThat(record.error()).isEqualTo(new FetchError.UnsupportedScheme("ftp"));
        assertThat(record.effort().attempts()).isZero();
        assertThat(record.effort().timing()).isNull();
        assertThat(record.effort().fetchedAt()).isEqualTo(CrawlFixture.CLOCK.instant());
        assertThat(record.answer().hasStatus()).isFalse();
    }

    @Test
    void a_repeated_line_has_its_record_as_well_but_is_not_fetched_and_has_not_failed() {
        crawl.wanted = new EqualUrls(LineFilter.all());
        Task<CrawlEnd> end =
                crawl.start(3, lines("http://a.test/1", "http://a.test/2", "http://A.test/./1#x", "no url", "no url"));

        assertThat(crawl.answerAll(end)).isEqualTo(new CrawlEnd.Completed());

        assertThat(crawl.web.asked).containsExactlyInAnyOrder("http://a.test/1", "http://a.test/2");
        assertThat(crawl.sink.records())
                .filteredOn(record -> record.error() instanceof FetchError.Duplicate)
                .extracting(record -> record.target().line())
                .containsExactly(3L);
        assertThat(crawl.summary.byError()).containsEntry(ErrorKind.DUPLICATE, 1L);
        assertThat(crawl.summary.done()).isEqualTo(5);
        assertThat(crawl.summary.failed()).isEqualTo(2);
    }

    @Test
    void nothing_to_do_is_done_at_once() {
        assertThat(crawl.time.run(crawl.start(10, lines("# nothing")))).isEqualTo(new CrawlEnd.Completed());
        assertThat(crawl.sink.records()).isEmpty();
    }

    @Test
    void a_status_that_is_not_accepted_has_failed_but_is_no_error() {
        Task<CrawlEnd> end = crawl.start(3, urls(3));
        crawl.awaitOpen(3);
        crawl.web.answer(0, 200);
        crawl.web.answer(0, 404);
        crawl.web.answer(0, 399);

        crawl.time.run(end);

        assertThat(crawl.summary.failed()).isEqualTo(1);
        assertThat(crawl.summary.byError()).isEmpty();
        assertThat(crawl.summary.byStatus()).containsEntry(404, 1L);
    }

    @Test
    void a_defect_in_a_fetch_is_that_lines_record_and_not_the_end() {
        Task<CrawlEnd> end = crawl.start(1, urls(2));
        crawl.awaitOpen(1);
        crawl.web.fail(0, new IllegalStateException("oops"));

        assertThat(crawl.answerAll(end)).isEqualTo(new CrawlEnd.Completed());

        assertThat(crawl.sink.records().getFirst().error())
                .isEqualTo(new FetchError.Internal("java.lang.IllegalStateException: oops"));
        assertThat(crawl.sink.records()).hasSize(2);
    }

    // ---- how many at once

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100})
    void so_many_are_in_flight_and_never_more(int concurrency) {
        Task<CrawlEnd> end = crawl.start(concurrency, urls(250));
        crawl.awaitOpen(concurrency);

        crawl.answerAll(end);

        assertThat(crawl.web.mostOpen).isEqualTo(concurrency);
        assertThat(crawl.admission().mostInFlight()).isEqualTo(concurrency);
        assertThat(crawl.sink.records()).hasSize(250);
    }

    @Test
    void as_one_ends_the_next_begins() {
        Task<CrawlEnd> end = crawl.start(2, urls(4));
        crawl.awaitOpen(2);

        crawl.web.answer(1, 200);
        crawl.time.until(() -> crawl.web.asked.size() == 3, "the third");
        crawl.awaitOpen(2);

        assertThat(crawl.sink.urls()).containsExactly("http://a.test/1");
        crawl.answerAll(end);
    }

    @Test
    void invalid_lines_by_the_thousand_leave_room_for_everything_else() {
        String[] invalid = IntStream.range(0, 1000).mapToObj(i -> "no url " + i).toArray(String[]::new);
        Task<CrawlEnd> end = crawl.start(5, lines(invalid));
        int before = 0;
        while (!end.isDone()) {
            crawl.time.turns(1);
            int now = crawl.sink.records().size();
            assertThat(now - before).as("records of one turn").isLessThanOrEqualTo(256);
            before = now;
        }

        assertThat(crawl.sink.urls()).containsExactly(invalid);
        assertThat(crawl.admission().mostInFlight()).isZero();
    }

    // ---- back-pressure

    @Test
    void a_full_sink_stops_the_pulling_until_it_has_room_again() {
        crawl.sink.fill();
        Task<CrawlEnd> end = crawl.start(3, urls(9));
        crawl.awaitOpen(3);

        crawl.web.answer(0, 200);
        crawl.time.turns(20);
        assertThat(crawl.web.open())
                .as("nothing new, although there is a permit")
                .isEqualTo(2);
        crawl.web.answer(0, 200);
        crawl.web.answer(0, 200);
        crawl.time.turns(20);
        assertThat(crawl.sink.records())
                .as("what was in flight is written all the same")
                .hasSize(3);
        assertThat(crawl.web.open()).isZero();

        crawl.sink.drain();
        crawl.awaitOpen(3);
        crawl.answerAll(end);
        assertThat(crawl.sink.records()).hasSize(9);
    }

    @Test
    void a_sink_that_is_full_with_each_record_is_given_them_one_by_one() {
        crawl.sink.fill();
        Task<CrawlEnd> end = crawl.start(1, lines("bad 1", "bad 2", "bad 3"));
        for (int i = 1; i <= 3; i++) {
            int expected = i;
            crawl.time.until(() -> crawl.sink.records().size() == expected, i + " records");
            crawl.time.turns(20);
            assertThat(crawl.sink.records()).hasSize(i);
            crawl.sink.drain();
            crawl.sink.fill();
        }
        assertThat(crawl.time.run(end)).isEqualTo(new CrawlEnd.Completed());
    }

    // ---- order

    @Test
    void with_an_ordered_sink_records_come_in_the_order_of_the_input() {
        Task<CrawlEnd> end = crawl.start(10, urls(30), new OrderedSink(crawl.sink, 100));
        Random random = new Random(5);
        crawl.time.until(
                () -> {
                    if (crawl.web.open() > 0) crawl.web.answer(random.nextInt(crawl.web.open()), 200);
                    return end.isDone();
                },
                "the end");

        assertThat(crawl.sink.records())
                .extracting(record -> record.target().sequence())
                .containsExactlyElementsOf(LongStream.range(0, 30).boxed().toList());
    }

    @Test
    void an_ordered_sink_stops_the_pulling_while_the_first_one_is_late() {
        Task<CrawlEnd> end = crawl.start(4, urls(40), new OrderedSink(crawl.sink, 6));
        crawl.awaitOpen(4);
        for (int i = 0; i < 30; i++) {
            if (crawl.web.open() > 1) crawl.web.answer(1, 200);
            crawl.time.turns(3);
        }
        assertThat(crawl.sink.records()).isEmpty();
        assertThat(crawl.web.asked).hasSizeLessThanOrEqualTo(1 + 6 + 4);

        crawl.answerAll(end);
        assertThat(crawl.sink.records()).hasSize(40);
    }

    // ---- all of it at once

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whatever_happens_in_whatever_order_each_line_has_one_record_and_no_permit_is_lost(long seed) {
        Random random = new Random(seed);
        String input = IntStream.range(0, 400)
                .mapToObj(i -> random.nextInt(3) == 0 ? "bad " + i : "http://a.test/" + i)
                .collect(Collectors.joining("\n"));
        int concurrency = 1 + random.nextInt(20);
        RecordSink into = random.nextBoolean() ? crawl.sink : new OrderedSink(crawl.sink, 30);
        Task<CrawlEnd> end = crawl.start(concurrency, lines(input), into);

        crawl.time.until(
                () -> {
                    step(random);
                    return end.isDone();
                },
                "the end");

        assertThat(end.result()).isEqualTo(new CrawlEnd.Completed());
        assertThat(crawl.sink.records())
                .extracting(record -> record.target().sequence())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, 400).boxed().toList());
        assertThat(crawl.web.mostOpen).isLessThanOrEqualTo(concurrency);
    }

    private void step(Random random) {
        switch (random.nextInt(5)) {
            case 0 -> crawl.sink.fill();
            case 1 -> crawl.sink.drain();
            default -> {
                for (int i = random.nextInt(4); i > 0 && crawl.web.open() > 0; i--) {
                    if (random.nextInt(10) == 0) {
                        crawl.web.fail(random.nextInt(crawl.web.open()), new IllegalStateException("oops"));
                    } else {
                        crawl.web.answer(random.nextInt(crawl.web.open()), 200);
                    }
                }
            }
        }
    }
}
