package dev.simul.loops;

import static dev.simul.loops.SeveralLoops.LOOPS;
import static dev.simul.loops.SeveralLoops.host;
import static dev.simul.loops.SeveralLoops.ownerOf;
import static dev.simul.serve.Reply.respond;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.simul.crawl.CrawlEnd;
import dev.simul.result.CrawlRecord;
import dev.simul.result.FetchError;
import dev.simul.serve.Reply;
import dev.simul.serve.ScriptedServer;
import dev.simul.serve.SeenRequest;
import dev.simul.sink.OrderedSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One crawl on three loops that take their turns on one thread. */
class SharedCrawlTest {
    private static final Reply NEVER = respond(200).after(Duration.ofHours(1));

    private final ScriptedServer server = ScriptedServer.start();

    @RegisterExtension
    final SeveralLoops loops = new SeveralLoops(server.address());

    @AfterEach
    void stop() {
        server.close();
    }

    private static String url(int loop, String path) {
        return "http://" + host(loop, 0) + path;
    }

    private static Reply page(String title) {
        return respond(200).header("Content-Type", "text/html").body("<title>" + title + "</title>");
    }

    private static Reply redirect(String to) {
        return respond(302).header("Location", to);
    }

    private CrawlRecord onlyRecord() {
        assertThat(loops.sink.records()).hasSize(1);
        return loops.sink.records().getFirst();
    }

    // ---- lines and records

    @Test
    void each_line_has_one_record_and_each_host_is_asked_by_its_loop_alone() {
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < 200; i++) urls.add("http://h" + i % 40 + ".test/" + i);
        urls.add("no url");
        urls.add("ftp://a.test/");

        CrawlEnd end = loops.await(loops.start(ListFeed.of(urls)));

        assertThat(end).isEqualTo(new CrawlEnd.Completed());
        assertThat(loops.sink.urls()).containsExactlyInAnyOrderElementsOf(urls);
        assertThat(loops.summary.done()).isEqualTo(202);
        assertThat(loops.summary.failed()).as("404, and no URL").isEqualTo(202);
        for (int loop = 0; loop < LOOPS; loop++) {
            int its = loop;
            assertThat(loops.asked.get(loop)).isNotEmpty().allMatch(url -> ownerOf(url) == its);
        }
    }

    @Test
    void nothing_to_do_is_done_at_once() {
        assertThat(loops.await(loops.start(ListFeed.of(List.of())))).isEqualTo(new CrawlEnd.Completed());
        assertThat(loops.sink.records()).isEmpty();
    }

    @Test
    void lines_that_come_later_are_crawled_as_well() {
        ListFeed feed = new ListFeed();
        SeveralLoops.Started crawl = loops.start(feed);
        for (int i = 1; i <= 3; i++) {
            int count = i;
            feed.add("http://h" + i + ".test/");
            loops.until(() -> loops.sink.records().size() == count, "its record");
        }
        assertThat(crawl.end().isDone()).isFalse();

        feed.end();

        assertThat(loops.await(crawl)).isEqualTo(new CrawlEnd.Completed());
    }

    // ---- redirects

    @Test
    void redirect_to_a_host_of_another_loop_is_followed_by_that_one() {
        server.on(url(0, "/x"), redirect(url(1, "/y"))).on(url(1, "/y"), page("there"));

        loops.await(loops.start(ListFeed.of(List.of(url(0, "/x")))));

        CrawlRecord record = onlyRecord();
        assertThat(record.page().title()).isEqualTo("there");
        assertThat(record.answer().status()).isEqualTo(200);
        assertThat(record.answer().finalUrl()).isEqualTo(url(1, "/y"));
        assertThat(record.answer().redirects()).containsExactly(url(0, "/x"));
        assertThat(record.effort().attempts()).isEqualTo(1);
        assertThat(loops.asked).containsExactly(List.of(url(0, "/x")), List.of(url(1, "/y")), List.of());
    }

    @Test
    void chain_goes_from_loop_to_loop_and_back_and_takes_its_cookies_along() {
        server.on(url(0, "/x"), redirect(url(1, "/y")).header("Set-Cookie", "a=1; Path=/"))
                .on(url(1, "/y"), redirect(url(2, "/z")))
                .on(url(2, "/z"), redirect(url(0, "/end")))
                .on(url(0, "/end"), page("the end"));

        loops.await(loops.start(ListFeed.of(List.of(url(0, "/x")))));

        CrawlRecord record = onlyRecord();
        assertThat(record.page().title()).isEqualTo("the end");
        assertThat(record.answer().redirects()).containsExactly(url(0, "/x"), url(1, "/y"), url(2, "/z"));
        assertThat(server.requests())
                .extracting(request -> request.header("Cookie"))
                .containsExactly(null, null, null, "a=1");
    }

    @Test
    void loop_of_redirects_across_loops_is_noticed() {
        server.on(url(0, "/x"), redirect(url(1, "/y"))).on(url(1, "/y"), redirect(url(0, "/x")));

        loops.await(loops.start(ListFeed.of(List.of(url(0, "/x")))));

        assertThat(onlyRecord().error()).isInstanceOf(FetchError.Redirect.class);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void limit_per_host_holds_for_those_who_come_from_other_loops() {
        loops.perHost = 1;
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String from = "http://" + host(i % 2 == 0 ? 0 : 2, 1 + i) + "/";
            server.on(from, redirect(url(1, "/" + i)));
            server.on(url(1, "/" + i), page("there").after(Duration.ofMillis(5)));
            urls.add(from);
        }

        loops.await(loops.start(ListFeed.of(urls)));

        assertThat(loops.sink.records())
                .hasSize(20)
                .allMatch(record -> "there".equals(record.page().title()));
        assertThat(loops.asked.get(1)).hasSize(20).allMatch(url -> url.startsWith(url(1, "/")));
        assertThat(server.requests().stream()
                        .filter(request -> host(1, 0).equals(request.header("Host")))
                        .map(SeenRequest::connection)
                        .distinct())
                .as("one at a time needs one connection")
                .hasSize(1);
    }

    @Test
    void visit_that_is_abroad_is_cancelled_there_and_has_its_record() {
        server.on(url(0, "/x"), redirect(url(1, "/y"))).on(url(1, "/y"), NEVER);
        SeveralLoops.Started crawl = loops.start(ListFeed.of(List.of(url(0, "/x"))));
        loops.until(() -> loops.pipeline(1).admission().inFlight() == 1, "the request abroad");
        assertThat(loops.pipeline(0).admission().inFlight())
                .as("its place at home is free")
                .isZero();

        crawl.shared().cancel();

        assertThat(loops.await(crawl)).isEqualTo(new CrawlEnd.Interrupted());
        assertThat(onlyRecord().error()).isEqualTo(new FetchError.Cancelled());
        assertThat(onlyRecord().answer().redirects()).containsExactly(url(0, "/x"));
    }

    // ---- a full sink

    @Test
    void full_sink_stops_all_loops_until_it_has_room_again() {
        loops.sink.fill();
        List<String> urls = IntStream.range(0, 3_000).mapToObj(i -> "bad " + i).toList();
        ListFeed feed = ListFeed.of(urls);
        SeveralLoops.Started crawl = loops.start(feed);

        loops.turns(50);
        int written = loops.sink.records().size();
        loops.turns(50);
        assertThat(loops.sink.records()).as("nothing more").hasSize(written);
        assertThat(written).isLessThan(2_000);

        loops.sink.drain();
        assertThat(loops.await(crawl)).isEqualTo(new CrawlEnd.Completed());
        assertThat(loops.sink.records()).hasSize(3_000);
    }

    @Test
    void records_come_in_order_however_full_the_sink_is() {
        loops.lookAhead = 40;
        loops.sink.fill();
        server.on(url(0, "/first"), page("first").after(Duration.ofMillis(50)));
        List<String> urls = new ArrayList<>(List.of(url(0, "/first")));
        for (int i = 0; i < 500; i++) urls.add("http://h" + i % 40 + ".test/" + i);
        SeveralLoops.Started crawl = loops.start(ListFeed.of(urls), new OrderedSink(loops.sink, 10), true);
        loops.until(() -> !loops.sink.records().isEmpty(), "the first record");
        loops.turns(100);
        assertThat(loops.sink.records().size())
                .as("as many as were on their way")
                .isLessThan(250);

        while (!crawl.end().isDone()) {
            loops.sink.drain();
            loops.turns(1);
        }

        assertThat(loops.sink.urls()).isEqualTo(urls);
    }

    // ---- ends

    @Test
    void interrupt_lets_what_has_begun_end_on_all_loops() {
        List<String> urls = new ArrayList<>();
        for (int loop = 0; loop < LOOPS; loop++) {
            server.on(url(loop, "/"), page("late").after(Duration.ofMillis(50)));
            urls.add(url(loop, "/"));
        }
        ListFeed feed = new ListFeed();
        urls.forEach(feed::add);
        SeveralLoops.Started crawl = loops.start(feed);
        loops.until(() -> crawl.shared().seats().stream().allMatch(seat -> inFlight(seat) == 1), "three requests");

        crawl.shared().interrupt();

        assertThat(loops.await(crawl)).isEqualTo(new CrawlEnd.Interrupted());
        assertThat(loops.sink.records())
                .extracting(record -> record.page().title())
                .containsOnly("late");
        assertThat(loops.sink.urls()).containsExactlyInAnyOrderElementsOf(urls);
        assertThat(feed.isClosed()).isTrue();
    }

    private int inFlight(Seat seat) {
        return loops.pipeline(seat.shard().index()).admission().inFlight();
    }

    @Test
    void loop_that_waits_reaches_a_host_of_its_own_when_another_one_takes_the_network_to_be_gone() {
        server.on("/", page("there"));
        ListFeed feed = new ListFeed();
        feed.add(url(0, "/"));
        SeveralLoops.Started crawl = loops.start(feed);
        loops.until(() -> loops.sink.records().size() == 1, "an answer");
        long before = server.stats().accepted();

        crawl.shared().networks().of(1).onNetworkGone("unreachable");
        loops.until(() -> server.stats().accepted() > before, "a connection");
        crawl.shared().interrupt();

        assertThat(loops.await(crawl)).isEqualTo(new CrawlEnd.Interrupted());
    }

    @Test
    void lost_network_ends_all_loops() {
        server.on("/", NEVER);
        SeveralLoops.Started crawl = loops.start(ListFeed.of(List.of(url(0, "/"), url(1, "/"))));
        loops.until(() -> loops.pipeline(0).admission().inFlight() == 1, "a request");

        crawl.shared().onNetworkLost(Duration.ofMinutes(5));

        assertThat(loops.await(crawl)).isEqualTo(new CrawlEnd.NetworkLost(Duration.ofMinutes(5)));
    }

    @Test
    void loop_that_fails_ends_all() {
        ListFeed feed = new ListFeed();
        SeveralLoops.Started crawl = loops.start(feed);

        crawl.shared().fail(new IllegalStateException("a defect"));

        assertThatThrownBy(() -> loops.await(crawl)).hasMessage("a defect");
    }
}
