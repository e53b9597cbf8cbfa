package dev.simul.fetch;

import static dev.simul.fetch.ScriptedFetcher.failed;
import static dev.simul.fetch.ScriptedFetcher.redirect;
import static dev.simul.fetch.ScriptedFetcher.status;
import static dev.simul.fetch.ScriptedFetcher.url;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.http.Reply;
import dev.simul.result.FetchError;
import dev.simul.robots.ProductToken;
import dev.simul.task.Task;
import dev.simul.task.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who asks for a robots.txt, who waits for it, and what is left behind. */
class RobotsFetcherTest {
    private final VirtualTime time = VirtualTime.open();
    private final ScriptedFetcher web = new ScriptedFetcher(time.loop());
    private Admission admission = admission(2, Duration.ZERO);
    private RobotsFetcher robots = robots(10);

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(web.open).as("requests").isEmpty();
        assertThat(admission.inFlight()).as("permits").isZero();
        time.advance(Duration.ofMinutes(1));
        assertThat(admission.hosts()).as("hosts that are remembered").isZero();
        assertThat(time.loop().pendingTimers()).as("timers").isZero();
        time.close();
    }

    private Admission admission(int perHost, Duration delay) {
        AdmissionLimits limits = new AdmissionLimits(1_000, AdmissionLimits.NO_RATE, perHost, delay, false);
        return new Admission(time.loop(), limits, ScriptedFetcher.CLOCK);
    }

    private RobotsFetcher robots(int sites) {
        AdmittedFetcher admitted = new AdmittedFetcher(time.loop(), web, admission);
        RobotsRequest request =
                new RobotsRequest(time.loop(), ScriptedFetcher.CLOCK, admitted, new ProductToken("simul"));
        return new RobotsFetcher(time.loop(), admitted, admission, request, new RobotsCache(sites, 10_000));
    }

    private void limits(int perHost, Duration delay) {
        admission = admission(perHost, delay);
        robots = robots(10);
    }

    /** What has permits gives them back when it ends. */
    private static Task<Reply> visit(Fetcher fetcher, FetchCall call) {
        Task<Reply> task = fetcher.fetch(call.start(), call);
        task.addDoneCallback(done -> call.giveBack());
        return task;
    }

    private Task<Reply> fetch(String url) {
        Task<Reply> task = visit(robots, web.call(url));
        time.runReady();
        return task;
    }

    private void answer(Reply reply) {
        web.answer(reply);
        time.runReady();
    }

    private void answerAll() {
        while (!web.open.isEmpty()) answer(status(200));
    }

    /** A line, as a crawl has it: its visit begins with a permit, which goes back when it ends. */
    private void line(String url, List<Task<Reply>> begun) {
        admission.apply(FetchCall.hostOf(url(url)), permit -> {
            FetchCall call = web.call(url);
            call.give(permit);
            Task<Reply> task = visit(robots, call);
            begun.add(task);
        });
    }

    // ---- one request a site

    @Test
    void a_thousand_visits_wait_for_one_request() {
        List<Task<Reply>> visits = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) visits.add(fetch("http://a.test/" + i));
        assertThat(web.asked).containsExactly("http://a.test/robots.txt at 0");

        answer(status(404));

        assertThat(web.asked)
                .containsExactly("http://a.test/robots.txt at 0", "http://a.test/0 at 0", "http://a.test/1 at 0");
        answerAll();
        assertThat(web.asked).hasSize(1_001).doesNotHaveDuplicates();
        assertThat(visits).allMatch(Task::isSucceeded);
    }

    @Test
    void the_lines_of_a_site_do_not_begin_before_it_has_answered() {
        List<Task<Reply>> begun = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) line("http://a.test/" + i, begun);
        line("http://b.test/", begun);
        time.runReady();

        assertThat(begun).hasSize(2);
        assertThat(admission.fresh()).isEqualTo(999);
        assertThat(web.asked).containsExactly("http://a.test/robots.txt at 0", "http://b.test/robots.txt at 0");

        answer(status(404));
        assertThat(web.asked).endsWith("http://a.test/0 at 0", "http://a.test/1 at 0");
        answerAll();
        assertThat(begun).hasSize(1_001).allMatch(Task::isSucceeded);
    }

    @Test
    void lines_that_are_dropped_meanwhile_stay_away() {
        List<Task<Reply>> begun = new ArrayList<>();
        for (int i = 0; i < 10; i++) line("http://a.test/" + i, begun);

        admission.dropFresh();
        answerAll();

        assertThat(begun).hasSize(1);
        assertThat(admission.fresh()).isZero();
    }

    @Test
    void who_waited_goes_on_before_the_lines_that_have_not_begun() {
        limits(1, Duration.ZERO);
        List<Task<Reply>> begun = new ArrayList<>();
        line("http://a.test/first", begun);
        line("http://a.test/line", begun);
        fetch("http://a.test/hop");

        answerAll();

        assertThat(web.asked)
                .containsExactly(
                        "http://a.test/robots.txt at 0",
                        "http://a.test/first at 0",
                        "http://a.test/hop at 0",
                        "http://a.test/line at 0");
    }

    @Test
    void scheme_and_port_make_another_site() {
        fetch("http://a.test/");
        fetch("https://a.test/");
        fetch("http://a.test:8080/");
        fetch("http://user:secret@a.test:8080/x?y#z");

        assertThat(web.asked)
                .containsExactly(
                        "http://a.test/robots.txt at 0",
                        "https://a.test/robots.txt at 0",
                        "http://a.test:8080/robots.txt at 0");
        answerAll();
    }

    @Test
    void two_sites_at_one_port_hold_its_lines_until_both_have_answered() {
        List<Task<Reply>> begun = new ArrayList<>();
        fetch("http://a.test:80/");
        fetch("https://a.test:80/");
        line("http://a.test/line", begun);

        answer(status(404));
        assertThat(begun).isEmpty();
        answer(status(404));
        answerAll();

        assertThat(begun).hasSize(1);
    }

    @Test
    void robots_txt_itself_is_not_asked_about() {
        fetch("http://a.test/robots.txt");

        assertThat(web.asked).containsExactly("http://a.test/robots.txt at 0");
        answerAll();
        assertThat(web.asked).hasSize(1);
    }

    // ---- permits and starts

    @Test
    void one_permit_a_host_is_enough() {
        limits(1, Duration.ZERO);
        List<Task<Reply>> begun = new ArrayList<>();
        for (int i = 0; i < 5; i++) line("http://a.test/" + i, begun);
        for (int i = 0; i < 5; i++) fetch("http://a.test/hop" + i);

        while (!web.open.isEmpty()) {
            assertThat(web.open).hasSize(1);
            answer(status(200));
        }
        assertThat(web.asked).hasSize(11);
    }

    @Test
    void the_first_permit_is_what_robots_txt_is_fetched_with() {
        limits(1, Duration.ofSeconds(1));
        List<Task<Reply>> begun = new ArrayList<>();
        line("http://a.test/1", begun);
        line("http://a.test/2", begun);
        answer(status(404));

        for (int i = 0; i < 3; i++) {
            time.advance(Duration.ofSeconds(1));
            answerAll();
        }

        assertThat(web.asked)
                .containsExactly("http://a.test/robots.txt at 0", "http://a.test/1 at 1000", "http://a.test/2 at 2000");
    }

    @Test
    void lines_that_are_forbidden_cost_no_start() {
        limits(1, Duration.ofSeconds(1));
        List<Task<Reply>> begun = new ArrayList<>();
        for (int i = 0; i < 100; i++) line("http://a.test/" + i, begun);
        answer(status(500));
        time.advance(Duration.ofSeconds(1));

        time.runReady();

        assertThat(begun).hasSize(100).allMatch(Task::isSucceeded);
        assertThat(web.asked).hasSize(1);
    }

    @Test
    void nor_anything_of_the_rate() {
        AdmissionLimits onePerSecond = new AdmissionLimits(1_000, 1, 2, Duration.ZERO, false);
        admission = new Admission(time.loop(), onePerSecond, ScriptedFetcher.CLOCK);
        robots = robots(10);
        List<Task<Reply>> begun = new ArrayList<>();
        for (int i = 0; i < 100; i++) line("http://a.test/" + i, begun);
        answer(status(500));

        time.advance(Duration.ofSeconds(1));
        time.runReady();

        assertThat(begun).hasSize(100).allMatch(Task::isSucceeded);
        fetch("http://b.test/");
        assertThat(web.asked).containsExactly("http://a.test/robots.txt at 0", "http://b.test/robots.txt at 1000");
        time.advance(Duration.ofSeconds(1));
        answer(status(500));
    }

    @Test
    void lines_that_are_forbidden_do_not_all_end_in_one_turn() {
        List<Task<Reply>> begun = new ArrayList<>();
        for (int i = 0; i < 100; i++) line("http://a.test/" + i, begun);
        time.runReady();
        answer(status(500));

        for (int i = 0; i < 100; i++) line("http://a.test/more" + i, begun);
        long turns = time.loop().turns();
        time.runReady();

        assertThat(begun).hasSize(200);
        assertThat(time.loop().turns() - turns).as("of two a turn").isGreaterThanOrEqualTo(49);
    }

    // ---- who gives up

    @Test
    void one_who_gives_up_leaves_the_request_to_the_others() {
        Task<Reply> first = fetch("http://a.test/1");
        Task<Reply> second = fetch("http://a.test/2");

        first.cancel();
        time.runReady();

        assertThat(first.isCancelled()).isTrue();
        assertThat(web.cancelled).isEmpty();
        answerAll();
        assertThat(second.result().head()).isNotNull();
        assertThat(web.asked).containsExactly("http://a.test/robots.txt at 0", "http://a.test/2 at 0");
    }

    @Test
    void when_all_have_given_up_the_request_ends_and_whoever_comes_asks_again() {
        List<Task<Reply>> begun = new ArrayList<>();
        line("http://a.test/1", begun);
        Task<Reply> hop = fetch("http://a.test/2");

        begun.getFirst().cancel();
        hop.cancel();
        Task<Reply> next = fetch("http://a.test/3");

        assertThat(web.cancelled).containsExactly("http://a.test/robots.txt");
        answerAll();
        assertThat(next.isSucceeded()).isTrue();
        assertThat(web.asked)
                .containsExactly(
                        "http://a.test/robots.txt at 0", "http://a.test/robots.txt at 0", "http://a.test/3 at 0");
    }

    @Test
    void when_all_have_given_up_the_lines_of_the_site_may_begin() {
        List<Task<Reply>> begun = new ArrayList<>();
        line("http://a.test/1", begun);
        line("http://a.test/2", begun);

        begun.getFirst().cancel();
        time.runReady();

        assertThat(begun).hasSize(2);
        answerAll();
        assertThat(begun.get(1).isSucceeded()).isTrue();
    }

    @Test
    void a_defect_is_told_to_all_who_waited_and_not_remembered() {
        Task<Reply> first = fetch("http://a.test/1");
        Task<Reply> second = fetch("http://a.test/2");

        web.open.remove().tryFail(new IllegalStateException("broken"));
        time.runReady();

        assertThat(first.exception()).hasMessage("broken");
        assertThat(second.exception()).hasMessage("broken");
        fetch("http://a.test/3");
        assertThat(web.asked).hasSize(2).last().isEqualTo("http://a.test/robots.txt at 0");
        answerAll();
    }

    // ---- what is remembered

    @Test
    void an_answer_is_for_a_day() {
        fetch("http://a.test/1");
        answer(status(404));
        answerAll();
        time.advance(Duration.ofHours(24).minusNanos(1));
        fetch("http://a.test/2");
        answerAll();
        assertThat(web.asked).hasSize(3);

        time.advance(Duration.ofNanos(1));
        fetch("http://a.test/3");

        assertThat(web.asked).last().asString().startsWith("http://a.test/robots.txt at ");
        answer(status(404));
        answerAll();
    }

    @Test
    void none_is_for_five_minutes() {
        fetch("http://a.test/1");
        answer(status(500));
        time.advance(Duration.ofMinutes(5).minusNanos(1));
        fetch("http://a.test/2");
        assertThat(web.asked).hasSize(1);

        time.advance(Duration.ofNanos(1));
        fetch("http://a.test/3");

        assertThat(web.asked).hasSize(2);
        answer(status(404));
        answerAll();
    }

    @Test
    void what_was_forgotten_for_others_is_asked_for_again() {
        robots = robots(2);
        for (String host : List.of("a", "b", "a", "c", "a", "b")) {
            fetch("http://" + host + ".test/");
            answerAll();
        }

        assertThat(web.asked.stream().filter(asked -> asked.contains("robots.txt")))
                .containsExactly(
                        "http://a.test/robots.txt at 0",
                        "http://b.test/robots.txt at 0",
                        "http://c.test/robots.txt at 0",
                        "http://b.test/robots.txt at 0");
    }

    // ---- the record

    @Test
    void what_was_never_tried_has_no_attempts() {
        FetchCall call = web.call("http://a.test/x");
        Task<Reply> task = visit(robots, call);
        time.runReady();
        answer(failed(new FetchError.Dns("a.test", "no such host")));

        Reply reply = task.result();

        assertThat(reply.error())
                .isEqualTo(new FetchError.Robots(
                        "http://a.test", "could not be read: cannot resolve a.test: no such host"));
        assertThat(call.effort(reply).attempts()).isZero();
        assertThat(call.effort(reply).timing()).isNull();
        assertThat(call.answer(reply).hasStatus()).isFalse();
    }

    @Test
    void a_hop_that_is_forbidden_keeps_the_redirects() {
        RedirectFetcher redirected = new RedirectFetcher(robots, new RedirectPolicy(5, true), Shard.ALL);
        FetchCall call = web.call("http://a.test/x");
        Task<Reply> task = visit(redirected, call);
        time.runReady();
        answer(status(404));
        answer(redirect("http://b.test/y"));
        assertThat(web.asked).last().isEqualTo("http://b.test/robots.txt at 0");
        answer(status(503));

        Reply reply = task.result();

        assertThat(reply.error())
                .isEqualTo(new FetchError.Robots("http://b.test", "could not be read: the status was 503"));
        assertThat(call.answer(reply).redirects()).containsExactly("http://a.test/x");
        assertThat(call.answer(reply).hasStatus()).isFalse();
        assertThat(call.effort(reply).attempts()).isOne();
    }
}
