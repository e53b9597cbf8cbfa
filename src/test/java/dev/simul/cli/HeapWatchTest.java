package dev.simul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.task.VirtualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeapWatchTest {
    private static final long MIB = 1024 * 1024;

    private final VirtualTime time = VirtualTime.open();
    private long live;
    private long dead;
    private int collections;

    private void watch() {
        new HeapWatch(time.loop(), () -> live + dead, () -> {
                    dead = 0;
                    collections++;
                })
                .start();
    }

    /** A second in which so much more has died. */
    private void second(long died) {
        dead += died;
        time.advance(HeapWatch.EVERY);
    }

    @AfterEach
    void close() {
        time.close();
    }

    @Test
    void a_heap_that_stays_small_is_left_alone() {
        live = 100 * MIB;
        watch();

        for (int i = 0; i < 1_000; i++) second(0);

        assertThat(collections).isZero();
    }

    @Test
    void what_dies_never_comes_to_much_more_than_what_lives() {
        live = 120 * MIB;
        watch();

        for (int i = 0; i < 1_000; i++) {
            second(10 * MIB);
            assertThat(dead).isLessThanOrEqualTo(live + HeapWatch.SLACK_BYTES);
        }

        assertThat(collections).isBetween(50, 60);
    }

    @Test
    void a_heap_that_is_full_of_what_lives_is_not_collected_over_and_over() {
        watch();

        for (int i = 0; i < 1_000; i++) {
            live += 2 * MIB;
            second(0);
        }

        assertThat(collections).isLessThan(6);
    }
}
