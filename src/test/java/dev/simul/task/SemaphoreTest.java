package dev.simul.task;

import static dev.simul.task.Step.await;
import static dev.simul.task.Step.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SemaphoreTest {
    private final VirtualTime time = VirtualTime.open();
    private final Loop loop = time.loop();
    private final List<String> trace = new ArrayList<>();

    @AfterEach
    void close() {
        time.close();
    }

    @Test
    void a_permit_that_comes_free_is_handed_to_whoever_waits_longest() {
        Semaphore semaphore = new Semaphore(loop, 1);
        assertThat(semaphore.tryAcquire()).isTrue();
        loop.spawn(semaphore.acquire()).addDoneCallback(done -> trace.add("first"));
        loop.spawn(semaphore.acquire()).addDoneCallback(done -> trace.add("second"));
        time.runReady();

        semaphore.release();
        assertThat(semaphore.tryAcquire()).isFalse(); // no barging: the permit is the first one's already
        time.runReady();
        assertThat(trace).containsExactly("first");

        semaphore.release();
        time.runReady();
        assertThat(trace).containsExactly("first", "second");
    }

    @Test
    void a_waiter_that_gives_up_leaves_the_queue() {
        Semaphore semaphore = new Semaphore(loop, 1);
        semaphore.tryAcquire();
        Task<Void> first = loop.spawn(semaphore.acquire());
        Task<Void> second = loop.spawn(semaphore.acquire());
        time.runReady();

        first.cancel();
        assertThat(semaphore.queueLength()).isEqualTo(1);
        semaphore.release();
        time.runReady();

        assertThat(second.isSucceeded()).isTrue();
    }

    @Test
    void at_most_so_many_run_at_a_time() {
        Semaphore semaphore = new Semaphore(loop, 5);
        int[] running = {0, 0};
        List<Coroutine<String>> downloads = new ArrayList<>();
        for (int i = 0; i < 160; i++) {
            downloads.add(semaphore.with(() -> {
                running[1] = Math.max(running[1], ++running[0]);
                return await(loop.sleep(Duration.ofMillis(100)), slept -> {
                    running[0]--;
                    return done("page");
                });
            }));
        }

        time.run(loop.gather(downloads));

        assertThat(running[1]).isEqualTo(5);
        assertThat(time.elapsed()).isEqualTo(Duration.ofMillis(3_200));
        assertThat(semaphore.availablePermits()).isEqualTo(5);
    }

    @Test
    void a_permit_comes_back_however_the_work_ends() {
        Semaphore semaphore = new Semaphore(loop, 1);
        Task<String> throwing = loop.spawn(semaphore.with(() -> {
            throw new IllegalStateException("at the start");
        }));
        Task<String> failing = loop.spawn(semaphore.with(() -> await(loop.failed(new IllegalStateException("later")))));
        Task<String> fine = loop.spawn(semaphore.with(() -> done("fine")));

        time.runAll();

        assertThat(throwing.exception()).hasMessage("at the start");
        assertThat(failing.exception()).hasMessage("later");
        assertThat(fine.result()).isEqualTo("fine");
        assertThat(semaphore.availablePermits()).isEqualTo(1);
    }

    @Test
    void a_cancel_in_the_turn_of_the_hand_over_does_not_lose_the_permit() {
        Semaphore semaphore = new Semaphore(loop, 1);
        semaphore.tryAcquire();
        Task<String> cancelled = loop.spawn(semaphore.with(() -> {
            trace.add("ran");
            return done("x");
        }));
        time.runReady();
        semaphore.release(); // handed over, but the work has not heard of it
        cancelled.cancel();

        time.runAll();

        assertThat(cancelled.isCancelled()).isTrue();
        assertThat(trace).isEmpty();
        assertThat(semaphore.availablePermits()).isEqualTo(1);
    }

    @Test
    void random_cancels_never_lose_or_make_a_permit() {
        Random random = new Random(7);
        Semaphore semaphore = new Semaphore(loop, 3);
        List<Task<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            int start = random.nextInt(100);
            int duration = random.nextInt(20);
            Task<Void> task = loop.sleep(Duration.ofMillis(start))
                    .then(slept -> semaphore.with(() -> await(loop.sleep(Duration.ofMillis(duration)))));
            tasks.add(task);
            if (random.nextInt(3) == 0) loop.callLater(Duration.ofMillis(random.nextInt(150)), task::cancel);
        }

        time.runAll();

        assertThat(tasks).allMatch(Task::isDone);
        assertThat(semaphore.availablePermits()).isEqualTo(3);
        assertThat(semaphore.queueLength()).isZero();
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void a_negative_number_of_permits_is_refused() {
        assertThatThrownBy(() -> new Semaphore(loop, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
