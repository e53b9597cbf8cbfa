package dev.simul.crawl;

import static dev.simul.crawl.CrawlFixture.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.fetch.AdmissionLimits;
import dev.simul.sink.OrderedSink;
import dev.simul.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A crawl some of whose lines have to wait for their host. */
class BusyHostTest {
    @RegisterExtension
    final CrawlFixture crawl = new CrawlFixture();

    @BeforeEach
    void oneAtATimeForEachHost() {
        crawl.limits = concurrency -> AdmissionLimits.fixed(concurrency, 1);
    }

    /** So many lines of each host, host by host: {@code a3} is {@code http://a.test/0} and so on. */
    private static String[] sorted(String... hosts) {
        List<String> lines = new ArrayList<>();
        for (String host : hosts) {
            int count = Integer.parseInt(host.substring(1));
            IntStream.range(0, count).forEach(i -> lines.add("http://" + host.charAt(0) + ".test/" + i));
        }
        return lines.toArray(String[]::new);
    }

    /** Answers all but {@code a.test}, until nothing else is asked. */
    private void answerAllBut(String slow) {
        crawl.time.until(
                () -> {
                    List<String> open = crawl.web.openUrls();
                    for (int i = open.size() - 1; i >= 0; i--) {
                        if (!open.get(i).startsWith(slow)) crawl.web.answer(i, 200);
                    }
                    crawl.time.turns(20);
                    return crawl.web.openUrls().stream().allMatch(url -> url.startsWith(slow));
                },
                "nothing but " + slow);
    }

    @Test
    void a_host_that_does_not_answer_holds_up_nobody_in_a_list_sorted_by_host() {
        Task<CrawlEnd> end = crawl.start(4, lines(sorted("a30", "b9", "c9")));
        crawl.awaitOpen(3);

        answerAllBut("http://a.test");

        assertThat(crawl.sink.urls()).hasSize(18).noneMatch(url -> url.startsWith("http://a.test"));
        crawl.answerAll(end);
        assertThat(crawl.sink.urls()).containsExactlyInAnyOrder(sorted("a30", "b9", "c9"));
    }

    @Test
    void no_more_lines_wait_than_the_crawl_may_look_ahead() {
        Task<CrawlEnd> end = crawl.start(4, lines(sorted("a200", "b2")));
        crawl.awaitOpen(1);

        assertThat(crawl.admission().fresh()).isEqualTo(CrawlFixture.LOOK_AHEAD);
        crawl.time.until(
                () -> {
                    if (crawl.web.open() > 0) crawl.web.answer(0, 200);
                    assertThat(crawl.admission().fresh()).isLessThanOrEqualTo(CrawlFixture.LOOK_AHEAD);
                    return end.isDone();
                },
                "the end");
        assertThat(crawl.sink.records()).hasSize(202);
    }

    @Test
    void lines_that_wait_do_not_begin_while_the_sink_is_full() {
        Task<CrawlEnd> end = crawl.start(4, lines(sorted("a9")));
        crawl.awaitOpen(1);
        crawl.sink.fill();
        crawl.web.answer(0, 200);
        crawl.time.turns(20);
        assertThat(crawl.web.open()).isZero();

        crawl.sink.drain();
        crawl.awaitOpen(1);
        crawl.answerAll(end);
        assertThat(crawl.sink.records()).hasSize(9);
    }

    @Test
    void an_ordered_sink_that_is_full_may_be_waiting_for_a_line_that_waits() {
        Task<CrawlEnd> end = crawl.start(4, lines(sorted("a3", "b9")), new OrderedSink(crawl.sink, 2));
        crawl.awaitOpen(2);
        answerAllBut("http://a.test");

        crawl.answerAll(end);

        assertThat(crawl.sink.urls()).containsExactly(sorted("a3", "b9"));
    }

    @Test
    void lines_that_wait_when_the_source_ends_are_fetched() {
        Task<CrawlEnd> end = crawl.start(100, lines(sorted("a20")));
        crawl.awaitOpen(1);

        assertThat(crawl.answerAll(end)).isEqualTo(new CrawlEnd.Completed());
        assertThat(crawl.sink.urls()).containsExactly(sorted("a20"));
    }

    @Test
    void an_interrupt_leaves_lines_that_wait_as_if_they_had_not_been_read() {
        Task<CrawlEnd> end = crawl.start(4, lines(sorted("a20")));
        crawl.awaitOpen(1);
        crawl.crawl().interrupt();
        crawl.time.turns(20);
        crawl.web.answer(0, 200);

        assertThat(crawl.time.run(end)).isEqualTo(new CrawlEnd.Interrupted());
        assertThat(crawl.sink.urls()).containsExactly("http://a.test/0");
    }
}
