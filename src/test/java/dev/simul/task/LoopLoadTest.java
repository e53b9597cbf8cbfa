package dev.simul.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopLoadTest {
    private final MockTicker clock = Ticker.newMockTicker();

    private void hold(long millis) {
        clock.advance(millis, TimeUnit.MILLISECONDS);
    }

    private Loop open() {
        return Loop.open(NioIoHandler.newFactory(), clock);
    }

    @Test
    void a_callback_that_holds_the_loop_is_its_lag() {
        try (Loop loop = open()) {
            loop.callSoon(() -> hold(40));
            loop.callSoon(() -> hold(2));
            loop.turn(-1);

            LoopLoad load = loop.load();

            assertThat(load.turns()).isEqualTo(1);
            assertThat(load.busy()).isEqualTo(Duration.ofMillis(42));
            assertThat(load.lagMax()).isBetween(Duration.ofMillis(42), Duration.ofMillis(43)); // two digits
        }
    }

    @Test
    void percentiles_are_of_turns() {
        try (Loop loop = open()) {
            for (int i = 1; i <= 100; i++) {
                int millis = i == 100 ? 500 : 10;
                loop.callSoon(() -> hold(millis));
                loop.turn(-1);
            }

            LoopLoad load = loop.load();

            assertThat(load.lagMedian()).isBetween(Duration.ofMillis(10), Duration.ofMillis(11));
            assertThat(load.lagP99()).isBetween(Duration.ofMillis(10), Duration.ofMillis(11));
            assertThat(load.lagMax()).isBetween(Duration.ofMillis(500), Duration.ofMillis(504));
        }
    }

    @Test
    void time_spent_waiting_is_not_busy() {
        try (Loop loop = open()) {
            loop.callLater(Duration.ofMillis(60), () -> hold(20));
            loop.turn(-1); // nothing to do
            hold(60);
            loop.turn(-1);

            LoopLoad load = loop.load();

            assertThat(load.turns()).isEqualTo(1);
            assertThat(load.elapsed()).isEqualTo(Duration.ofMillis(80));
            assertThat(load.busyShare()).isEqualTo(0.25);
        }
    }

    @Test
    void a_reset_forgets_what_was_before() {
        try (Loop loop = open()) {
            loop.callSoon(() -> hold(40));
            loop.turn(-1);
            loop.resetLoad();

            assertThat(loop.load())
                    .isEqualTo(
                            new LoopLoad(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));
            assertThat(loop.load().busyShare()).isZero();
        }
    }

    @Test
    void a_listener_hears_of_each_turn_that_did_something() {
        try (Loop loop = open()) {
            List<String> heard = new ArrayList<>();
            long start = loop.nanoTime();
            loop.observeTurns(
                    (from, until) -> heard.add((from - start) / 1_000_000 + " to " + (until - start) / 1_000_000));

            loop.callSoon(() -> hold(3));
            loop.turn(-1);
            hold(10);
            loop.turn(-1); // nothing to do
            loop.callSoon(() -> hold(4));
            loop.turn(-1);
            loop.observeTurns(null);
            loop.callSoon(() -> hold(5));
            loop.turn(-1);

            assertThat(heard).containsExactly("0 to 3", "13 to 17");
        }
    }
}
