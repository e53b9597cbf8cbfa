package dev.simul.fetch;

import static dev.simul.fetch.ScriptedFetcher.failed;
import static dev.simul.fetch.ScriptedFetcher.status;
import static dev.simul.fetch.ScriptedFetcher.url;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.http.HeaderField;
import dev.simul.http.Reply;
import dev.simul.result.FetchError;
import dev.simul.task.Task;
import dev.simul.task.VirtualTime;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetryFetcherTest {
    private static final HeaderField AFTER_7_SECONDS = new HeaderField("Retry-After", "7");

    private final VirtualTime time = VirtualTime.open();
    private final ScriptedFetcher web = new ScriptedFetcher(time.loop());
    private final FetchCall call = web.call("http://a.test/");

    private RetryBudget budget = new RetryBudget(time.loop(), Double.POSITIVE_INFINITY, 1);

    @AfterEach
    void noTimerIsLeft() {
        assertThat(time.loop().pendingTimers()).isZero();
        time.close();
    }

    private OurTroubles noTroubles() {
        Admission admission = new Admission(time.loop(), AdmissionLimits.fixed(1, 0), ScriptedFetcher.CLOCK);
        NetworkWatch patient =
                new NetworkWatch(time.loop(), admission, origin -> time.loop().pause(), Duration.ZERO);
        return new OurTroubles(admission, patient);
    }

    private Task<Reply> fetch(int retries) {
        RetryPolicy policy = new RetryPolicy(retries, new Random(3), ScriptedFetcher.CLOCK);
        Task<Reply> task =
                new RetryFetcher(time.loop(), web, policy, budget, noTroubles()).fetch(url("http://a.test/"), call);
        time.runReady();
        return task;
    }

    private void answer(Reply reply) {
        web.answer(reply);
        time.runReady();
    }

    @Test
    void an_answer_that_is_final_comes_without_a_pause() {
        Task<Reply> task = fetch(2);

        answer(status(404));

        assertThat(task.result()).isEqualTo(status(404));
        assertThat(call.retries()).isZero();
    }

    @Test
    void the_pause_that_was_asked_for_lies_between_two_attempts() {
        Task<Reply> task = fetch(2);

        answer(status(503, AFTER_7_SECONDS));
        time.advance(Duration.ofMillis(6_999));
        assertThat(web.open).isEmpty();
        time.advance(Duration.ofMillis(1));
        answer(status(200));

        assertThat(task.result()).isEqualTo(status(200));
        assertThat(web.asked).containsExactly("http://a.test/ at 0", "http://a.test/ at 7000");
        assertThat(call.retries()).isEqualTo(1);
    }

    @Test
    void pauses_without_a_wish_stay_within_the_backoff() {
        fetch(3);
        Duration total = Duration.ZERO;
        for (int retry = 0; retry < 3; retry++) {
            answer(failed(new FetchError.Dns("a.test", "no answer")));
            total = total.plus(RetryPolicy.FIRST_BACKOFF.multipliedBy(1L << retry));
            time.advance(total.minus(time.elapsed()));
            assertThat(web.asked).hasSize(retry + 2);
        }
        answer(status(200));
    }

    @Test
    void after_the_last_retry_the_answer_is_final() {
        Task<Reply> task = fetch(1);

        answer(status(503, AFTER_7_SECONDS));
        time.advance(Duration.ofSeconds(7));
        answer(status(503, AFTER_7_SECONDS));

        assertThat(task.result()).isEqualTo(status(503, AFTER_7_SECONDS));
        assertThat(call.retries()).isEqualTo(1);
    }

    @Test
    void where_no_retry_can_be_afforded_the_answer_is_final() {
        budget = new RetryBudget(time.loop(), 0, 1);
        for (int i = 0; i < RetryBudget.MOST_KEPT; i++)
            assertThat(budget.tryTake()).isTrue();
        Task<Reply> task = fetch(2);

        answer(status(503, AFTER_7_SECONDS));

        assertThat(task.result()).isEqualTo(status(503, AFTER_7_SECONDS));
        assertThat(call.retries()).isZero();
    }

    @Test
    void a_cancel_in_the_pause_ends_it() {
        Task<Reply> task = fetch(2);
        answer(status(503, AFTER_7_SECONDS));
        assertThat(time.loop().pendingTimers()).isEqualTo(1);

        task.cancel();
        time.runReady();

        assertThat(task.isCancelled()).isTrue();
        assertThat(time.loop().pendingTimers()).isZero();
        assertThat(call.retries()).isZero();
    }

    @Test
    void a_cancel_in_an_attempt_is_passed_on() {
        Task<Reply> task = fetch(2);
        answer(status(503, AFTER_7_SECONDS));
        time.advance(Duration.ofSeconds(7));

        task.cancel();
        time.runReady();

        assertThat(task.isCancelled()).isTrue();
        assertThat(web.cancelled).containsExactly("http://a.test/");
    }

    @Test
    void a_cancel_when_the_answer_is_there_but_not_yet_heard_of_prevents_another_attempt() {
        Task<Reply> task = fetch(2);

        web.answer(status(503));
        task.cancel();
        time.runAll();

        assertThat(task.isCancelled()).isTrue();
        assertThat(web.asked).hasSize(1);
    }
}
