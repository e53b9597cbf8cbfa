package dev.simul.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TaskTest {
    private final VirtualTime time = VirtualTime.open();
    private final Loop loop = time.loop();
    private final List<String> trace = new ArrayList<>();

    @AfterEach
    void close() {
        time.close();
    }

    @Test
    void callbacks_run_in_order_and_never_inside_the_completing_call() {
        Promise<String> promise = loop.promise();
        promise.addDoneCallback(done -> trace.add("first " + done.result()));
        promise.addDoneCallback(done -> trace.add("second " + done.result()));

        promise.tryComplete("x");
        trace.add("completed");
        promise.addDoneCallback(done -> trace.add("late " + done.result()));
        trace.add("added");
        time.runReady();

        assertThat(trace).containsExactly("completed", "added", "first x", "second x", "late x");
    }

    @Test
    void a_callback_that_was_taken_back_does_not_run() {
        Promise<String> promise = loop.promise();
        Consumer<Task<String>> twice = done -> trace.add("twice");
        promise.addDoneCallback(twice);
        promise.addDoneCallback(done -> trace.add("kept"));
        promise.addDoneCallback(twice);

        assertThat(promise.removeDoneCallback(twice)).isEqualTo(2);
        assertThat(promise.removeDoneCallback(twice)).isZero();
        promise.tryComplete("x");
        time.runReady();

        assertThat(trace).containsExactly("kept");
    }

    @Test
    void the_first_outcome_wins_and_the_loser_is_told() {
        Promise<String> promise = loop.promise();

        assertThat(promise.tryComplete("first")).isTrue();
        assertThat(promise.tryComplete("second")).isFalse();
        assertThat(promise.tryFail(new IllegalStateException())).isFalse();
        assertThat(promise.cancel()).isFalse();

        assertThat(promise.result()).isEqualTo("first");
        assertThat(promise.exception()).isNull();
    }

    @Test
    void the_result_of_a_task_says_how_it_ended() {
        Promise<String> pending = loop.promise();
        Task<String> failed = loop.failed(new IllegalArgumentException("unchecked"));
        Task<String> failedChecked = loop.failed(new java.io.IOException("checked"));
        Promise<String> cancelled = loop.promise();
        cancelled.cancel();

        assertThatThrownBy(pending::result).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(pending::exception).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(failed::result)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unchecked");
        assertThatThrownBy(failedChecked::result)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(java.io.IOException.class);
        assertThatThrownBy(cancelled::result).isInstanceOf(CancellationException.class);
        assertThatThrownBy(cancelled::exception).isInstanceOf(CancellationException.class);
    }

    @Test
    void a_cancelled_promise_tells_its_producer_once() {
        Promise<String> promise = loop.promise();
        promise.stopBy(() -> trace.add("stopped"));

        assertThat(promise.cancel()).isTrue();
        assertThat(promise.cancel()).isFalse();

        assertThat(trace).containsExactly("stopped");
        assertThat(promise.isCancelled()).isTrue();
    }

    @Test
    void a_completed_promise_does_not_stop_its_producer() {
        Promise<String> promise = loop.promise();
        promise.stopBy(() -> trace.add("stopped"));
        promise.tryComplete("x");

        promise.cancel();

        assertThat(trace).isEmpty();
    }

    @Test
    void a_chain_passes_on_results_and_failures() {
        Promise<Integer> source = loop.promise();
        Task<String> mapped = source.map(n -> "n" + n);
        Task<String> chained =
                source.then(n -> loop.sleep(Duration.ofSeconds(n)).map(slept -> "slept " + n));
        source.tryComplete(3);

        assertThat(time.run(mapped)).isEqualTo("n3");
        assertThat(time.elapsed()).isZero();
        assertThat(time.run(chained)).isEqualTo("slept 3");
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(3));

        Task<String> failing = loop.succeeded(1).map(n -> {
            throw new IllegalStateException("in the mapping");
        });
        Task<String> after = failing.map(text -> text + "!");
        assertThatThrownBy(() -> time.run(after)).hasMessage("in the mapping");
    }

    @Test
    void recover_hears_of_failures_but_not_of_cancels() {
        Task<String> recovered = loop.<String>failed(new IllegalStateException("x"))
                .recover(e -> loop.succeeded("after " + e.getMessage()));
        assertThat(time.run(recovered)).isEqualTo("after x");

        Promise<String> promise = loop.promise();
        Task<String> cancelled = promise.recover(e -> loop.succeeded("never"));
        promise.cancel();
        time.runReady();
        assertThat(cancelled.isCancelled()).isTrue();

        assertThat(time.run(loop.succeeded("fine").recover(e -> loop.succeeded("never"))))
                .isEqualTo("fine");
    }

    @Test
    void a_cancel_goes_to_what_the_chain_waits_for() {
        Promise<String> first = loop.promise();
        Promise<String> second = loop.promise();
        second.stopBy(() -> trace.add("second stopped"));
        Task<String> chain = first.then(x -> second);
        first.tryComplete("x");
        time.runReady();

        assertThat(chain.cancel()).isTrue();
        assertThat(chain.isDone()).isFalse(); // only asked
        time.runReady();

        assertThat(trace).containsExactly("second stopped");
        assertThat(chain.isCancelled()).isTrue();
        assertThat(chain.cancelRequests()).isEqualTo(1);
    }

    @Test
    void a_cancel_that_arrives_between_the_outcome_and_its_callback_is_delivered_instead() {
        Promise<String> source = loop.promise();
        Task<String> chain = source.then(x -> {
            trace.add("ran");
            return loop.succeeded(x);
        });
        source.tryComplete("x");

        assertThat(chain.cancel()).isTrue();
        time.runReady();

        assertThat(chain.isCancelled()).isTrue();
        assertThat(trace).isEmpty();
    }

    @Test
    void a_task_that_would_wait_for_itself_fails() {
        Promise<String> source = loop.promise();
        List<Task<String>> self = new ArrayList<>();
        self.add(source.then(x -> self.getFirst()));
        source.tryComplete("x");

        assertThatThrownBy(() -> time.run(self.getFirst())).hasMessageContaining("cannot wait for itself");
    }

    @Test
    void a_timeout_cancels_the_source_and_fails_once_that_has_ended() {
        Promise<String> source = loop.promise();
        source.stopBy(() -> trace.add("stopped at " + time.elapsed().toMillis()));
        Task<String> timed = source.withTimeout(Duration.ofMillis(50));

        time.runAll();

        assertThat(timed.exception()).isInstanceOf(TimeoutException.class).hasMessageContaining("50 ms");
        assertThat(trace).containsExactly("stopped at 50");
        assertThat(source.isCancelled()).isTrue();
    }

    @Test
    void a_timeout_that_is_not_needed_leaves_no_timer_behind() {
        Task<Void> timed = loop.sleep(Duration.ofMillis(10)).withTimeout(Duration.ofSeconds(10));

        time.run(timed);

        assertThat(time.elapsed()).isEqualTo(Duration.ofMillis(10));
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void a_cancelled_timeout_is_cancelled_and_not_timed_out() {
        Promise<String> source = loop.promise();
        Task<String> timed = source.withTimeout(Duration.ofSeconds(10));

        timed.cancel();
        time.runReady();

        assertThat(timed.isCancelled()).isTrue();
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void a_cancelled_sleep_frees_its_timer() {
        Task<Void> sleep = loop.sleep(Duration.ofHours(1));
        sleep.cancel();

        assertThat(loop.pendingTimers()).isZero();
        assertThat(sleep.isCancelled()).isTrue();
    }
}
