package dev.simul.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GatherTest {
    private final VirtualTime time = VirtualTime.open();
    private final Loop loop = time.loop();
    private final List<String> trace = new ArrayList<>();

    @AfterEach
    void close() {
        time.close();
    }

    private Task<String> after(int millis, String result) {
        return loop.sleep(Duration.ofMillis(millis)).map(slept -> {
            trace.add(result);
            return result;
        });
    }

    private Task<String> failingAfter(int millis, String message) {
        return loop.sleep(Duration.ofMillis(millis)).then(slept -> loop.failed(new IllegalStateException(message)));
    }

    @Test
    void results_come_in_the_order_of_the_tasks_whatever_the_order_of_completion() {
        Task<List<String>> all = loop.gather(List.of(after(30, "a"), after(10, "b"), after(20, "c")));

        assertThat(time.run(all)).containsExactly("a", "b", "c");
        assertThat(trace).containsExactly("b", "c", "a");
        assertThat(time.elapsed()).isEqualTo(Duration.ofMillis(30));
    }

    @Test
    void waits_overlap_so_the_whole_takes_as_long_as_the_slowest() {
        List<Task<String>> pages = new ArrayList<>();
        for (int i = 0; i < 57; i++) pages.add(after(300, "page " + i));

        assertThat(time.run(loop.gather(pages))).hasSize(57);
        assertThat(time.elapsed()).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void the_first_failure_is_the_whole_s_at_once_and_the_siblings_go_on() {
        Task<List<String>> all =
                loop.gather(List.of(after(30, "slow"), failingAfter(10, "first"), failingAfter(20, "second")));

        assertThatThrownBy(() -> time.run(all)).hasMessage("first");
        assertThat(time.elapsed()).isEqualTo(Duration.ofMillis(10));

        time.runAll();
        assertThat(trace).containsExactly("slow");
    }

    @Test
    void failures_and_cancels_are_results_where_outcomes_are_gathered() {
        Promise<String> cancelled = loop.promise();
        Task<List<Outcome<String>>> all = loop.gatherOutcomes(List.of(after(10, "a"), failingAfter(5, "b"), cancelled));
        cancelled.cancel();

        List<Outcome<String>> outcomes = time.run(all);

        assertThat(outcomes.get(0)).isEqualTo(new Outcome.Success<>("a"));
        assertThat(outcomes.get(1))
                .isInstanceOfSatisfying(
                        Outcome.Failure.class,
                        failure -> assertThat(failure.cause()).hasMessage("b"));
        assertThat(outcomes.get(2)).isEqualTo(new Outcome.Cancelled<>());
    }

    @Test
    void a_cancel_cancels_all_children_and_ends_when_they_have() {
        Task<String> a = after(10, "a");
        Task<String> b = after(20, "b");
        Task<List<Outcome<String>>> all = loop.gatherOutcomes(List.of(a, b));

        assertThat(all.cancel()).isTrue();
        assertThat(all.isDone()).isFalse();
        time.runReady();

        assertThat(all.isCancelled()).isFalse(); // as asyncio has it: it fails with the children's cancel
        assertThat(all.exception()).isInstanceOf(CancellationException.class);
        assertThat(a.isCancelled()).isTrue();
        assertThat(b.isCancelled()).isTrue();
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void nothing_to_gather_is_gathered_at_once() {
        assertThat(loop.gather(List.<Task<String>>of()).result()).isEmpty();
    }

    @Test
    void tasks_that_are_done_already_are_gathered_at_once() {
        Task<List<Integer>> all = loop.gather(List.of(loop.succeeded(1), loop.succeeded(2)));

        assertThat(all.isDone()).isTrue();
        assertThat(all.result()).containsExactly(1, 2);
    }

    @Test
    void the_same_task_may_be_gathered_twice() {
        Task<String> task = after(10, "x");

        assertThat(time.run(loop.gather(List.of(task, task)))).containsExactly("x", "x");
    }
}
