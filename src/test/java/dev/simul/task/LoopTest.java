package dev.simul.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoopTest {
    private final VirtualTime time = VirtualTime.open();
    private final Loop loop = time.loop();
    private final List<String> trace = new ArrayList<>();

    @AfterEach
    void close() {
        time.close();
    }

    @Test
    void callbacks_run_in_the_order_in_which_they_became_ready() {
        loop.callSoon(() -> trace.add("a"));
        loop.callSoon(() -> trace.add("b"));
        loop.callSoon(() -> trace.add("c"));

        time.runReady();

        assertThat(trace).containsExactly("a", "b", "c");
    }

    @Test
    void what_becomes_ready_in_a_turn_waits_for_the_next_one() {
        loop.callSoon(() -> {
            trace.add("first in turn " + loop.turns());
            loop.callSoon(() -> trace.add("nested in turn " + loop.turns()));
        });
        loop.callSoon(() -> trace.add("second in turn " + loop.turns()));

        time.runReady();

        assertThat(trace).containsExactly("first in turn 1", "second in turn 1", "nested in turn 2");
    }

    @Test
    void timers_run_by_deadline_and_equal_ones_in_the_order_in_which_they_were_made() {
        loop.callLater(Duration.ofMillis(20), () -> trace.add("20"));
        loop.callLater(Duration.ofMillis(10), () -> trace.add("10 a"));
        loop.callLater(Duration.ofMillis(10), () -> trace.add("10 b"));
        loop.callLater(Duration.ofMillis(5), () -> trace.add("5"));

        time.runAll();

        assertThat(trace).containsExactly("5", "10 a", "10 b", "20");
        assertThat(time.elapsed()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void a_timer_that_is_due_joins_the_turn_behind_what_is_ready() {
        loop.callLater(Duration.ZERO, () -> trace.add("timer"));
        loop.callSoon(() -> trace.add("ready"));

        time.runReady();

        assertThat(trace).containsExactly("ready", "timer");
    }

    @Test
    void a_cancelled_timer_does_not_run_and_leaves_nothing_behind() {
        TimerHandle timer = loop.callLater(Duration.ofMillis(10), () -> trace.add("cancelled"));
        loop.callLater(Duration.ofMillis(20), () -> trace.add("kept"));

        timer.cancel();

        assertThat(loop.pendingTimers()).isEqualTo(1);
        time.runAll();
        assertThat(trace).containsExactly("kept");
        assertThat(timer.isCancelled()).isTrue();
    }

    @Test
    void a_timer_can_be_cancelled_by_another_one_that_is_due_in_the_same_turn() {
        TimerHandle[] second = new TimerHandle[1];
        loop.callLater(Duration.ofMillis(10), () -> second[0].cancel());
        second[0] = loop.callLater(Duration.ofMillis(10), () -> trace.add("second"));

        time.runAll();

        assertThat(trace).isEmpty();
    }

    @Test
    void many_timers_cancelled_in_any_order_leave_the_others_in_order() {
        java.util.Random random = new java.util.Random(42);
        List<TimerHandle> timers = new ArrayList<>();
        List<Integer> ran = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            int delay = random.nextInt(500);
            timers.add(loop.callLater(Duration.ofMillis(delay), () -> ran.add(delay)));
        }
        java.util.Collections.shuffle(timers, random);
        timers.subList(0, 1_500).forEach(TimerHandle::cancel);

        time.runAll();

        assertThat(ran).hasSize(500).isSorted();
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void an_exception_that_escapes_from_a_callback_reaches_whoever_drives_the_loop() {
        loop.callSoon(() -> {
            throw new IllegalStateException("a defect");
        });
        loop.callSoon(() -> trace.add("still runs"));

        assertThatThrownBy(time::runReady)
                .isInstanceOf(LoopDefectException.class)
                .hasMessageContaining("a defect")
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(trace).containsExactly("still runs");
    }

    @Test
    void an_exception_handler_hears_of_it_instead_where_one_was_set() {
        loop.setExceptionHandler(e -> trace.add(String.valueOf(e.getMessage())));
        loop.callSoon(() -> {
            throw new IllegalStateException("a defect");
        });

        time.runReady();

        assertThat(trace).containsExactly("a defect");
    }

    @Test
    void another_thread_may_not_touch_what_the_loop_owns() throws InterruptedException {
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Thread other = new Thread(() -> {
            try {
                loop.callSoon(() -> {});
            } catch (IllegalStateException e) {
                thrown.set(e);
            }
        });
        other.start();
        other.join();

        assertThat(thrown.get()).hasMessageContaining("not on the loop's thread");
    }

    @Test
    void another_thread_wakes_a_loop_that_waits() throws InterruptedException {
        try (Loop real = Loop.open()) {
            Promise<String> promise = real.promise();
            CountDownLatch started = new CountDownLatch(1);
            Thread other = new Thread(() -> {
                started.countDown();
                real.execute(() -> promise.tryComplete("from the other side"));
            });
            other.start();
            started.await();

            assertThat(real.runUntilComplete(promise)).isEqualTo("from the other side");
            other.join();
        }
    }

    @Test
    void work_in_a_thread_comes_back_on_the_loop() {
        Thread loopThread = Thread.currentThread();
        Task<Thread> worker = loop.runInThread(Thread::currentThread);
        Task<Thread> delivered = worker.map(ignored -> Thread.currentThread());

        assertThat(time.run(worker)).isNotSameAs(loopThread);
        assertThat(time.run(delivered)).isSameAs(loopThread);
        assertThat(loop.pendingWork()).isZero();
    }

    @Test
    void what_work_in_a_thread_throws_is_the_failure_of_its_task() {
        Task<String> task = loop.runInThread(() -> {
            throw new java.io.IOException("no disk");
        });

        time.run(loop.gatherOutcomes(List.of(task)));

        assertThat(task.exception()).isInstanceOf(java.io.IOException.class).hasMessage("no disk");
    }

    @Test
    void sleep_takes_its_time_and_no_time_is_one_turn() {
        time.run(loop.sleep(Duration.ofHours(12)));
        assertThat(time.elapsed()).isEqualTo(Duration.ofHours(12));

        long before = loop.turns();
        Task<Void> yield = loop.sleep(Duration.ZERO);
        assertThat(yield.isDone()).isFalse();
        time.run(yield);
        assertThat(loop.turns() - before).isEqualTo(1);
    }

    @Test
    void virtual_time_names_a_deadlock() {
        assertThatThrownBy(() -> time.run(loop.promise()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("deadlock");
    }

    @Test
    void a_chain_of_callbacks_that_never_ends_does_not_keep_timers_from_running() {
        Promise<String> stop = loop.promise();
        loop.callLater(Duration.ZERO, () -> stop.tryComplete("stopped"));
        Runnable[] endless = new Runnable[1];
        endless[0] = () -> loop.callSoon(endless[0]);
        loop.callSoon(endless[0]);

        assertThat(loop.runUntilComplete(stop)).isEqualTo("stopped");
    }
}
