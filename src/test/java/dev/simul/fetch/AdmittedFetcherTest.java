package dev.simul.fetch;

import static dev.simul.fetch.ScriptedFetcher.status;
import static dev.simul.fetch.ScriptedFetcher.url;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.http.Reply;
import dev.simul.result.Timing;
import dev.simul.task.Task;
import dev.simul.task.VirtualTime;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdmittedFetcherTest {
    private final VirtualTime time = VirtualTime.open();
    private final ScriptedFetcher web = new ScriptedFetcher(time.loop());
    private final Admission admission = admission(2);
    private final AdmittedFetcher limited = new AdmittedFetcher(time.loop(), web, admission);

    @AfterEach
    void everythingIsGivenBack() {
        assertThat(admission.hosts()).as("hosts that are remembered").isZero();
        assertThat(time.loop().pendingTimers()).isZero();
        time.close();
    }

    private Admission admission(int perHost) {
        return new Admission(time.loop(), AdmissionLimits.fixed(1_000, perHost), Clock.systemUTC());
    }

    private Task<Reply> fetch(String url) {
        Task<Reply> task = limited.fetch(url(url), web.call(url));
        time.runReady();
        return task;
    }

    private void answerAll() {
        while (!web.open.isEmpty()) {
            web.answer(status(200));
            time.runReady();
        }
    }

    @Test
    void so_many_at_once_go_to_a_host_and_the_rest_wait_in_order() {
        for (int i = 1; i <= 5; i++) fetch("http://a.test/" + i);
        assertThat(web.asked).containsExactly("http://a.test/1 at 0", "http://a.test/2 at 0");

        web.answer(status(200));
        time.runReady();
        assertThat(web.asked).last().isEqualTo("http://a.test/3 at 0");
        assertThat(web.open).hasSize(2);

        answerAll();
        assertThat(web.asked).hasSize(5).last().isEqualTo("http://a.test/5 at 0");
    }

    @Test
    void a_place_that_comes_free_is_for_who_waits_and_not_for_who_comes() {
        fetch("http://a.test/1");
        fetch("http://a.test/2");
        fetch("http://a.test/waits");

        web.answer(status(200));
        limited.fetch(url("http://a.test/comes"), web.call("http://a.test/comes"));
        time.runReady();

        assertThat(web.asked).last().isEqualTo("http://a.test/waits at 0");
        answerAll();
    }

    @Test
    void hosts_do_not_wait_for_each_other_and_a_port_makes_another_host() {
        for (int i = 0; i < 3; i++) fetch("http://a.test/");
        fetch("http://b.test/");
        fetch("http://a.test:8080/");
        fetch("https://a.test/");

        assertThat(web.open).hasSize(5);
        assertThat(admission.hosts()).isEqualTo(4);
        answerAll();
    }

    @Test
    void http_and_https_on_one_port_are_one_host() {
        fetch("http://a.test:443/");
        fetch("https://a.test/");
        fetch("https://a.test/");

        assertThat(web.open).hasSize(2);
        answerAll();
    }

    @Test
    void without_a_limit_nobody_waits() {
        Admission admission = admission(AdmissionLimits.NO_LIMIT);
        AdmittedFetcher unlimited = new AdmittedFetcher(time.loop(), web, admission);

        for (int i = 0; i < 100; i++) unlimited.fetch(url("http://a.test/"), web.call("http://a.test/"));

        assertThat(web.open).hasSize(100);
        answerAll();
        assertThat(admission.hosts()).isZero();
    }

    @Test
    void the_wait_is_written_down_where_there_was_one() {
        fetch("http://a.test/1");
        fetch("http://a.test/2");
        FetchCall waits = web.call("http://a.test/3");
        limited.fetch(url("http://a.test/3"), waits);

        time.advance(Duration.ofMillis(70));
        web.answer(status(200));
        time.runReady();

        assertThat(waits.queuedNanos()).isEqualTo(70_000_000);
        answerAll();
        limited.fetch(url("http://a.test/3"), waits);
        time.runReady();
        assertThat(waits.queuedNanos()).as("the next attempt did not wait").isEqualTo(Timing.NONE);
        answerAll();
    }

    @Test
    void who_gives_up_while_waiting_leaves_the_queue() {
        fetch("http://a.test/1");
        fetch("http://a.test/2");
        Task<Reply> givesUp = fetch("http://a.test/3");
        fetch("http://a.test/4");

        givesUp.cancel();
        time.runReady();
        assertThat(givesUp.isCancelled()).isTrue();
        answerAll();

        assertThat(web.asked).extracting(asked -> asked.substring(14, 15)).containsExactly("1", "2", "4");
    }

    @Test
    void a_cancel_of_what_is_under_way_is_passed_on_and_frees_the_place() {
        Task<Reply> first = fetch("http://a.test/1");
        fetch("http://a.test/2");
        fetch("http://a.test/3");

        first.cancel();
        time.runReady();

        assertThat(web.cancelled).containsExactly("http://a.test/1");
        assertThat(web.asked).last().isEqualTo("http://a.test/3 at 0");
        answerAll();
    }

    @Test
    void a_place_that_is_handed_over_to_who_gives_up_in_that_moment_is_not_lost() {
        fetch("http://a.test/1");
        fetch("http://a.test/2");
        Task<Reply> givesUp = fetch("http://a.test/3");
        fetch("http://a.test/4");

        web.answer(status(200));
        givesUp.cancel();
        time.runReady();

        assertThat(web.open).hasSize(2);
        answerAll();
    }

    @Test
    void a_failure_frees_the_place_too() {
        Task<Reply> first = fetch("http://a.test/1");
        fetch("http://a.test/2");
        fetch("http://a.test/3");

        web.open.remove().tryFail(new IllegalStateException("a defect"));
        time.runReady();

        assertThat(first.exception()).hasMessage("a defect");
        assertThat(web.asked).hasSize(3);
        answerAll();
    }

    @Test
    void no_place_is_lost_whoever_gives_up_when() {
        Random random = new Random(11);
        List<Task<Reply>> tasks = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            switch (random.nextInt(4)) {
                case 0, 1 -> tasks.add(limited.fetch(url("http://a.test/"), web.call("http://a.test/")));
                case 2 -> {
                    if (!web.open.isEmpty()) web.answer(status(200));
                }
                default -> {
                    if (!tasks.isEmpty())
                        tasks.get(random.nextInt(tasks.size())).cancel();
                }
            }
            if (random.nextBoolean()) time.runReady();
            assertThat(web.open).hasSizeLessThanOrEqualTo(2);
        }
        time.runReady();
        answerAll();
        assertThat(tasks).allMatch(Task::isDone);
    }
}
