package dev.simul.task;

import static dev.simul.task.Step.await;
import static dev.simul.task.Step.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes between a loop and other threads: jobs, joins, completion stages, deadlocks. */
@Timeout(60)
class OtherThreadsTest {
    @Test
    void a_job_runs_on_a_worker_and_its_outcome_comes_to_the_loop() {
        try (VirtualTime time = VirtualTime.open()) {
            Loop loop = time.loop();
            Task<String> where = loop.runInThread(() -> Thread.currentThread().getName());
            Task<String> failing = loop.runInThread(() -> {
                throw new IOException("in the job");
            });

            assertThat(time.run(where)).startsWith("simul-worker-");
            assertThatThrownBy(() -> time.run(failing))
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void another_thread_may_wait_for_a_task_but_the_loop_s_own_may_not() {
        try (VirtualTime time = VirtualTime.open()) {
            Loop loop = time.loop();
            loop.setWorkerThreads(1);
            Task<String> slow = loop.spawn("slow", () -> await(loop.sleep(Duration.ofHours(1)), slept -> done("x")));
            Task<String> joined = loop.runInThread(slow::join);

            assertThatThrownBy(slow::join)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("wait for itself")
                    .hasMessageContaining("slow");
            time.runAll(); // time stands still while the job is not done; here the job waits for time
            assertThat(joined.isDone()).isTrue();
        }
    }

    @Test
    void a_join_ends_as_the_task_ends() throws Exception {
        try (Loop loop = Loop.open()) {
            Task<String> fine = loop.succeeded("x");
            Task<String> failed = loop.failed(new IOException("broken"));
            Promise<String> cancelled = loop.promise();
            cancelled.cancel();

            Task<List<Object>> joins = loop.runInThread(() -> {
                List<Object> ends = new ArrayList<>();
                for (Task<String> task : List.of(fine, failed, cancelled)) {
                    try {
                        ends.add(task.join());
                    } catch (CompletionException e) {
                        ends.add(String.valueOf(e.getCause()));
                    } catch (CancellationException e) {
                        ends.add("cancelled");
                    }
                }
                return ends;
            });

            assertThat(loop.runUntilComplete(joins)).containsExactly("x", "java.io.IOException: broken", "cancelled");
        }
    }

    @Test
    void a_stage_comes_in_as_a_task() {
        try (VirtualTime time = VirtualTime.open()) {
            Loop loop = time.loop();
            CompletableFuture<String> later = new CompletableFuture<>();
            Task<String> task = loop.adopt(later);
            Task<String> failing = loop.adopt(later.thenApply(x -> {
                throw new IllegalStateException("after " + x);
            }));
            later.complete("x");

            assertThat(task.isDone()).isFalse(); // never inline
            assertThat(time.run(task)).isEqualTo("x");
            assertThatThrownBy(() -> time.run(failing)).hasMessage("after x"); // not wrapped
        }
    }

    @Test
    void a_cancel_goes_from_the_task_to_the_stage_and_from_the_stage_to_the_task() {
        try (VirtualTime time = VirtualTime.open()) {
            Loop loop = time.loop();
            CompletableFuture<String> first = new CompletableFuture<>();
            Task<String> task = loop.adopt(first);
            task.cancel();
            time.runReady();
            assertThat(task.isCancelled()).isTrue();
            assertThat(first.isCancelled()).isTrue();

            CompletableFuture<String> second = new CompletableFuture<>();
            Task<String> other = loop.adopt(second);
            second.cancel(true);
            time.runReady();
            assertThat(other.isCancelled()).isTrue();
        }
    }

    @Test
    void a_stage_that_cannot_be_cancelled_goes_on_unheard() {
        try (VirtualTime time = VirtualTime.open()) {
            CompletableFuture<String> source = new CompletableFuture<>();
            CompletionStage<String> minimal = source.minimalCompletionStage();
            Task<String> task = time.loop().adopt(minimal);

            task.cancel();
            time.runReady();
            source.complete("x");
            time.runReady();

            assertThat(task.isCancelled()).isTrue();
        }
    }

    @Test
    void a_task_goes_out_as_a_future() throws Exception {
        try (VirtualTime time = VirtualTime.open()) {
            Loop loop = time.loop();
            CompletableFuture<String> fine = loop.spawn(
                            () -> await(loop.sleep(Duration.ofSeconds(1)), slept -> done("x")))
                    .toCompletableFuture();
            CompletableFuture<String> failing =
                    loop.<String>failed(new IOException("broken")).toCompletableFuture();
            Promise<String> pending = loop.promise();
            CompletableFuture<String> cancelled = pending.toCompletableFuture();

            cancelled.cancel(true);
            time.runAll();

            assertThat(fine.get()).isEqualTo("x");
            assertThatThrownBy(failing::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(IOException.class);
            assertThat(pending.isCancelled()).isTrue();
        }
    }

    @Test
    void tasks_that_wait_for_each_other_are_found_and_named() {
        try (VirtualTime time = VirtualTime.open()) {
            Loop loop = time.loop();
            List<Task<String>> tasks = new ArrayList<>();
            tasks.add(loop.spawn("a", () -> await(tasks.get(1))));
            tasks.add(loop.spawn("b", () -> await(tasks.get(0))));

            assertThatThrownBy(() -> time.run(loop.gather(tasks)))
                    .isInstanceOf(DeadlockException.class)
                    .hasMessageContaining("a waits for b; b waits for a");
        }
    }

    @Test
    void tasks_that_hold_what_the_other_wants_are_found_and_named() {
        try (VirtualTime time = VirtualTime.open()) {
            Loop loop = time.loop();
            Lock fork = new Lock(loop);
            Lock knife = new Lock(loop);
            Coroutine<Void> left = fork.with(() -> await(loop.pause(), rested -> await(knife.with(() -> done()))));
            Coroutine<Void> right = knife.with(() -> await(loop.pause(), rested -> await(fork.with(() -> done()))));
            List<Task<Void>> both = List.of(loop.spawn("left", left), loop.spawn("right", right));

            assertThatThrownBy(() -> time.run(loop.gather(both)))
                    .isInstanceOf(DeadlockException.class)
                    .hasMessageContaining("left waits for a lock that right holds")
                    .hasMessageContaining("right waits for a lock that left holds");
        }
    }

    @Test
    void a_job_that_waits_for_another_in_a_pool_of_one_is_refused_and_both_are_named() {
        try (Loop loop = Loop.open()) {
            loop.setWorkerThreads(1);
            CompletableFuture<Task<String>> second = new CompletableFuture<>();
            Task<String> first = loop.runInThread("first", () -> second.get().join());
            second.complete(loop.runInThread("second", () -> "never before the first"));

            assertThatThrownBy(() -> loop.runUntilComplete(first))
                    .isInstanceOf(DeadlockException.class)
                    .hasMessage(
                            "deadlock: the only worker thread waits: first waits for second, which waits for a worker"
                                    + " thread");
            assertThat(loop.runUntilComplete(second.join())).isEqualTo("never before the first"); // it had only to wait
        }
    }

    @Test
    void a_deadlock_of_jobs_names_the_tasks_on_the_way_to_the_job_that_has_no_worker() {
        try (Loop loop = Loop.open()) {
            loop.setWorkerThreads(1);
            Task<Integer> sum = loop.spawn("sum", () -> await(loop.runInThread("adding up", () -> 42)));
            Task<Integer> report = loop.runInThread("report", sum::join);

            assertThatThrownBy(() -> loop.runUntilComplete(report))
                    .isInstanceOf(DeadlockException.class)
                    .hasMessageEndingWith(
                            ": report waits for sum; sum waits for adding up, which waits for a worker thread");
        }
    }

    @Test
    void a_deadlock_of_jobs_is_found_when_the_task_that_one_waits_for_comes_to_need_a_worker() {
        try (VirtualTime time = VirtualTime.open()) {
            Loop loop = time.loop();
            loop.setWorkerThreads(1);
            Task<Integer> sum = loop.spawn(
                    "sum",
                    () -> await(
                            loop.sleep(Duration.ofSeconds(1)),
                            slept -> await(loop.runInThread("adding up", () -> 42))));
            Task<Integer> report = loop.runInThread("report", sum::join);

            assertThatThrownBy(() -> time.run(report))
                    .isInstanceOf(DeadlockException.class)
                    .hasMessageStartingWith("deadlock: the only worker thread waits: report waits for sum;");
            assertThat(time.run(sum)).isEqualTo(42); // it had only to wait
        }
    }

    @Test
    void a_job_may_wait_for_a_task_that_needs_no_worker() {
        try (Loop loop = Loop.open()) {
            loop.setWorkerThreads(1);
            Task<String> soon = loop.spawn(() -> await(loop.sleep(Duration.ofMillis(1)), slept -> done("x")));

            assertThat(loop.runUntilComplete(loop.runInThread(soon::join))).isEqualTo("x");
        }
    }

    @Test
    void the_number_of_worker_threads_is_settled_with_the_first_job() {
        try (VirtualTime time = VirtualTime.open()) {
            Loop loop = time.loop();
            assertThatThrownBy(() -> loop.setWorkerThreads(0)).isInstanceOf(IllegalArgumentException.class);
            time.run(loop.runInThread(() -> "x"));
            assertThatThrownBy(() -> loop.setWorkerThreads(2)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void a_join_that_was_interrupted_is_none() throws Exception {
        try (Loop loop = Loop.open()) {
            loop.setWorkerThreads(1);
            Promise<String> never = loop.promise("never");
            Task<String> interrupted = loop.runInThread("impatient", () -> {
                Thread.currentThread().interrupt();
                try {
                    return never.join();
                } catch (InterruptedException e) {
                    return "interrupted";
                }
            });

            assertThat(loop.runUntilComplete(interrupted)).isEqualTo("interrupted");
            Task<String> other = loop.runInThread("other", () -> "x");
            assertThat(loop.runUntilComplete(loop.runInThread(other::join))).isEqualTo("x");
        }
    }

    @Test
    void a_wait_that_something_else_may_end_is_no_deadlock() {
        try (VirtualTime time = VirtualTime.open()) { // it stands still until the job has joined
            Loop loop = time.loop();
            loop.setWorkerThreads(1);
            Duration soon = Duration.ofSeconds(1);
            CompletableFuture<List<Task<String>>> waits = new CompletableFuture<>();
            Task<List<String>> ends = loop.runInThread("patient", () -> {
                List<String> results = new ArrayList<>();
                for (Task<String> wait : waits.get()) results.add(wait.join());
                return results;
            });
            Task<String> queued = loop.runInThread("queued", () -> "never before the first");
            Task<String> asleep = loop.sleep(soon).map(slept -> "awake");
            Task<String> first = loop.spawn(() -> await(
                    loop.wait(List.of(queued, asleep), WaitUntil.FIRST_COMPLETED, null),
                    waited -> done("one is done")));
            Task<String> limited = loop.spawn(
                    () -> await(loop.waitFor(loop.shield(queued), soon), done -> done(done), late -> done("late")));
            waits.complete(List.of(first, limited));

            assertThat(time.run(ends)).containsExactly("one is done", "late");
        }
    }
}
