package dev.simul.task;

import static dev.simul.task.Step.await;
import static dev.simul.task.Step.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SlowCallbackTest {
    private static final Duration THRESHOLD = Duration.ofMillis(100);

    private final List<SlowCallback> reported = new ArrayList<>();

    @Test
    void a_step_that_holds_the_loop_is_reported_with_the_name_of_its_task() {
        try (VirtualTime time = VirtualTime.open()) {
            time.loop().reportSlowCallbacks(THRESHOLD, reported::add);
            Task<Void> greedy = time.loop().spawn("greedy", () -> {
                time.compute(Duration.ofMillis(99));
                return await(time.loop().pause(), rested -> {
                    time.compute(Duration.ofSeconds(3));
                    return done();
                });
            });

            time.run(greedy);

            assertThat(reported)
                    .containsExactly(new SlowCallback(Duration.ofSeconds(3), "a step of a task", "greedy", List.of()));
        }
    }

    @Test
    void a_callback_is_reported_by_its_class_and_whom_it_said_it_works_for() {
        try (VirtualTime time = VirtualTime.open()) {
            Loop loop = time.loop();
            loop.reportSlowCallbacks(THRESHOLD, reported::add);
            loop.callSoon(() -> {
                loop.workingFor("http://a.test/");
                time.compute(THRESHOLD);
            });
            loop.callLater(Duration.ofSeconds(1), () -> time.compute(THRESHOLD));
            Promise<String> promise = loop.promise("a reply");
            promise.addDoneCallback(done -> time.compute(THRESHOLD));
            promise.tryComplete("x");

            time.runAll();

            String own = "a callback of " + SlowCallbackTest.class.getName();
            assertThat(reported)
                    .extracting(SlowCallback::what, SlowCallback::whom)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(own, "http://a.test/"),
                            org.assertj.core.groups.Tuple.tuple(own, "a reply"),
                            org.assertj.core.groups.Tuple.tuple(own, null));
        }
    }

    @Test
    void the_stack_is_taken_while_the_callback_holds_the_loop() {
        try (Loop loop = Loop.open()) {
            loop.reportSlowCallbacks(Duration.ofMillis(2), reported::add);
            Task<Void> slow = loop.spawn("slow", () -> {
                spinUntilSeen(loop);
                return done();
            });

            loop.runUntilComplete(slow);
            loop.reportSlowCallbacks(THRESHOLD, null);

            SlowCallback report = reported.stream()
                    .filter(each -> "slow".equals(each.whom()))
                    .findFirst()
                    .orElseThrow();
            assertThat(report.stack())
                    .extracting(StackTraceElement::getMethodName)
                    .contains("spinUntilSeen");
            assertThat(report.stack())
                    .extracting(StackTraceElement::getClassName)
                    .doesNotContain(Loop.class.getName());
            assertThat(report.toString())
                    .startsWith("a step of a task held the loop for ")
                    .contains(", for slow\n    at ");
        }
    }

    /** As long as it takes, and a little longer than what is reported. */
    private static void spinUntilSeen(Loop loop) {
        SlowCallbackWatch watch = Objects.requireNonNull(loop.watch());
        long start = loop.nanoTime();
        while (!watch.hasSeen() || loop.nanoTime() - start < 2_000_000) Thread.onSpinWait();
    }

    @Test
    void nobody_hears_of_anything_once_the_listener_is_gone() {
        try (VirtualTime time = VirtualTime.open()) {
            time.loop().reportSlowCallbacks(THRESHOLD, reported::add);
            time.loop().reportSlowCallbacks(THRESHOLD, null);
            time.loop().callSoon(() -> time.compute(Duration.ofSeconds(1)));

            time.runAll();

            assertThat(reported).isEmpty();
        }
    }

    @Test
    void a_threshold_of_nothing_is_refused() {
        try (VirtualTime time = VirtualTime.open()) {
            assertThatThrownBy(() -> time.loop().reportSlowCallbacks(Duration.ZERO, reported::add))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
