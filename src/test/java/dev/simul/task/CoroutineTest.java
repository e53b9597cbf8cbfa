package dev.simul.task;

import static dev.simul.task.Step.await;
import static dev.simul.task.Step.awaitFinally;
import static dev.simul.task.Step.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CoroutineTest {
    private final VirtualTime time = VirtualTime.open();
    private final Loop loop = time.loop();
    private final List<String> trace = new ArrayList<>();

    @AfterEach
    void close() {
        time.close();
    }

    private Step<Integer> countTo(int last, int current) {
        return current == last ? done(current) : await(loop.succeeded(current), n -> countTo(last, n + 1));
    }

    private Coroutine<String> slept(int millis, String result) {
        return () -> await(loop.sleep(Duration.ofMillis(millis)), awake -> {
            trace.add(result);
            return done(result);
        });
    }

    @Test
    void a_loop_of_steps_costs_no_stack() {
        assertThat(time.run(loop.spawn(() -> countTo(1_000_000, 0)))).isEqualTo(1_000_000);
    }

    @Test
    void coroutines_that_await_one_another_run_in_one_step_where_nothing_waits() {
        Coroutine<Integer> inner = () -> done(1);
        Coroutine<Integer> middle = () -> await(inner, n -> done(n + 1));
        Task<Integer> outer = loop.spawn(() -> await(middle, n -> done(n + 1)));

        loop.turn(-1);

        assertThat(outer.result()).isEqualTo(3);
    }

    @Test
    void the_first_step_runs_in_the_turn_after_the_spawn() {
        Task<Void> task = loop.spawn(() -> {
            trace.add("began");
            return done();
        });
        assertThat(trace).isEmpty();

        loop.turn(-1);

        assertThat(trace).containsExactly("began");
        assertThat(task.isSucceeded()).isTrue();
    }

    @Test
    void a_coroutine_may_run_any_number_of_times() {
        Coroutine<String> twice = slept(10, "x");

        assertThat(time.run(loop.gather(List.of(twice, twice)))).containsExactly("x", "x");
    }

    @Test
    void a_failure_goes_up_to_the_first_who_handles_it() {
        Coroutine<String> failing = () -> await(loop.sleep(Duration.ofMillis(1)), awake -> {
            throw new IOException("broken");
        });
        Coroutine<String> passing = () -> await(failing, result -> done("never"));
        Coroutine<String> handling =
                () -> await(passing, result -> done("never"), failure -> done("after " + failure.getMessage()));

        assertThat(time.run(loop.spawn(handling))).isEqualTo("after broken");
        assertThatThrownBy(() -> time.run(loop.spawn(passing)))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void what_the_next_step_throws_does_not_come_to_the_handler_of_the_wait_before_it() {
        Task<String> task = loop.spawn(() -> await(
                loop.succeeded("x"),
                x -> {
                    throw new IllegalStateException("after the wait");
                },
                failure -> done("handled")));

        assertThatThrownBy(() -> time.run(task)).hasMessage("after the wait");
    }

    @Test
    void a_cancel_arrives_in_the_innermost_coroutine_and_each_cleans_up_on_its_way() {
        Coroutine<String> inner = () -> awaitFinally(slept(1_000, "never"), () -> trace.add("inner cleaned up"));
        Task<String> outer = loop.spawn(() -> awaitFinally(inner, () -> trace.add("outer cleaned up")));
        time.runReady();

        assertThat(outer.cancel()).isTrue();
        time.runAll();

        assertThat(trace).containsExactly("inner cleaned up", "outer cleaned up");
        assertThat(outer.isCancelled()).isTrue();
        assertThat(time.elapsed()).isZero();
    }

    @Test
    void a_task_may_refuse_to_end() {
        Task<String> stubborn = loop.spawn(
                () -> await(slept(1_000, "never"), result -> done("never"), asked -> await(slept(5, "still here"))));
        time.runReady();

        stubborn.cancel();

        assertThat(time.run(stubborn)).isEqualTo("still here");
        assertThat(stubborn.cancelRequests()).isEqualTo(1);
    }

    @Test
    void a_task_that_is_cancelled_before_its_first_step_never_begins() {
        Task<Void> task = loop.spawn(() -> {
            trace.add("began");
            return done();
        });

        task.cancel();
        time.runAll();

        assertThat(task.isCancelled()).isTrue();
        assertThat(trace).isEmpty();
    }

    @Test
    void a_cancel_counts_until_it_is_taken_back() {
        Task<Void> task = loop.spawn(() -> {
            Task<?> self = java.util.Objects.requireNonNull(loop.currentTask());
            self.cancel();
            self.cancel();
            assertThat(self.cancelRequests()).isEqualTo(2);
            assertThat(self.uncancel()).isEqualTo(1);
            assertThat(self.uncancel()).isZero();
            assertThat(self.uncancel()).isZero();
            return await(loop.sleep(Duration.ofMillis(1))); // no request is left that it could meet
        });

        time.run(task);

        assertThat(task.isSucceeded()).isTrue();
    }

    @Test
    void a_pause_is_one_turn_and_lets_others_run() {
        loop.spawn(() -> await(loop.pause(), rested -> {
            trace.add("first again");
            return done();
        }));
        loop.spawn(() -> {
            trace.add("second");
            return done();
        });

        loop.turn(-1);
        trace.add("a turn");
        loop.turn(-1);

        assertThat(trace).containsExactly("second", "a turn", "first again");
    }

    @Test
    void a_task_has_the_name_that_it_was_given_or_one_of_its_own() {
        Task<Void> named = loop.spawn("fetch a", () -> done());
        Task<Void> first = loop.spawn(() -> done());
        Task<Void> second = loop.spawn(() -> done());

        assertThat(named.name()).isEqualTo("fetch a");
        assertThat(named.map(nothing -> "x").name()).isEqualTo("fetch a"); // it goes on where that one ended
        assertThat(first.name()).startsWith("task-").isNotEqualTo(second.name());
        assertThat(named.toString()).isEqualTo("fetch a (pending)");
    }

    @Test
    void nobody_is_the_current_task_in_a_callback() {
        List<Object> seen = new ArrayList<>();
        Task<Void> task = loop.spawn(() -> {
            seen.add(java.util.Objects.requireNonNull(loop.currentTask()));
            return done();
        });
        loop.callSoon(() -> seen.add(loop.currentTask() == null));

        time.runAll();

        assertThat(seen).containsExactly(task, true);
    }

    @Test
    void cleaning_up_after_a_cancel_runs_before_the_task_ends() {
        Promise<String> source = loop.promise();
        Task<String> guarded = source.onCancel(() -> trace.add("cleaned up"));

        guarded.cancel();
        time.runAll();
        assertThat(trace).containsExactly("cleaned up");
        assertThat(guarded.isCancelled()).isTrue();

        assertThat(time.run(loop.succeeded("fine").onCancel(() -> trace.add("never"))))
                .isEqualTo("fine");
        assertThatThrownBy(() ->
                        time.run(loop.failed(new IllegalStateException("x")).onCancel(() -> trace.add("never"))))
                .hasMessage("x");
        assertThat(trace).containsExactly("cleaned up");
    }

    @Test
    void a_failure_is_unseen_until_somebody_looks() {
        Task<String> failed = loop.spawn(() -> {
            throw new IllegalStateException("x");
        });
        time.runAll();
        assertThat(failed.isFailureUnseen()).isTrue();
        assertThat(failed.isDone()).isTrue();
        assertThat(failed.isFailureUnseen()).isTrue();

        assertThat(failed.exception()).hasMessage("x");

        assertThat(failed.isFailureUnseen()).isFalse();
    }

    @Test
    void a_failure_with_a_cancellation_is_not_a_cancel_but_waiting_for_it_raises_one() {
        Task<String> failed = loop.failed(new CancellationException("set by hand"));
        Task<String> waiter = loop.spawn(() -> await(failed));
        time.runAll();

        assertThat(failed.isCancelled()).isFalse();
        assertThat(waiter.isCancelled()).isTrue();
    }
}
