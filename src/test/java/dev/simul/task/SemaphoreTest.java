package dev.simul.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
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
        semaphore.acquire().addDoneCallback(done -> trace.add("first"));
        semaphore.acquire().addDoneCallback(done -> trace.add("second"));

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
        Task<@Nullable Void> first = semaphore.acquire();
        Task<@Nullable Void> second = semaphore.acquire();

        first.cancel();
        assertThat(semaphore.queueLength()).isEqualTo(1);
        semaphore.release();

        assertThat(second.isSucceeded()).isTrue();
    }

    @Test
    void at_most_so_many_run_at_a_time() {
        Semaphore semaphore = new Semaphore(loop, 5);
        int[] running = {0, 0};
        List<Task<String>> downloads = new ArrayList<>();
        for (int i = 0; i < 160; i++) {
            downloads.add(semaphore.withPermit(() -> {
                running[1] = Math.max(running[1], ++running[0]);
                return loop.sleep(Duration.ofMillis(100)).map(slept -> {
                    running[0]--;
                    return "page";
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
        Task<String> throwing = semaphore.withPermit(() -> {
            throw new IllegalStateException("at the start");
        });
        Task<String> failing = semaphore.withPermit(() -> loop.failed(new IllegalStateException("later")));
        Task<String> fine = semaphore.withPermit(() -> loop.succeeded("fine"));

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
        Task<String> cancelled = semaphore.withPermit(() -> {
            trace.add("ran");
            return loop.succeeded("x");
        });
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
        List<Task<@Nullable Void>> tasks = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            int start = random.nextInt(100);
            int duration = random.nextInt(20);
            Task<@Nullable Void> task = loop.sleep(Duration.ofMillis(start))
                    .then(slept -> semaphore.withPermit(() -> loop.sleep(Duration.ofMillis(duration))));
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
