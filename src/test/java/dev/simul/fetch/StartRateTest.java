package dev.simul.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartRateTest {
    private static final long SECOND = 1_000_000_000;
    private static final long WAKES_LATE_BY = 5_000_000;

    /** Starts as soon as one may, but that each wake-up is late by up to 5 ms, as the loop's are. */
    private static List<Long> starts(double perSecond, long start, long duration) {
        Random random = new Random(7);
        StartRate rate = new StartRate(perSecond);
        List<Long> starts = new ArrayList<>();
        long now = start;
        while (now - start < duration) {
            while (rate.isDue(now)) {
                rate.take(now);
                starts.add(now);
            }
            now = rate.dueNanos() + random.nextLong(WAKES_LATE_BY);
        }
        return starts;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 99, 100, 101, 1_000, 20_000})
    void no_second_has_more_starts_than_asked_for_and_few_are_lost(int perSecond) {
        List<Long> starts = starts(perSecond, 0, 10 * SECOND);

        int from = 0;
        for (int to = 0; to < starts.size(); to++) {
            while (starts.get(to) - starts.get(from) >= SECOND) from++;
            assertThat(to - from + 1).as("from " + starts.get(from)).isLessThanOrEqualTo(perSecond);
        }
        assertThat(starts.size()).isGreaterThanOrEqualTo((int) (10 * perSecond * (perSecond < 100 ? 0.75 : 0.98)));
    }

    @Test
    void a_start_may_take_longer_than_a_second() {
        assertThat(starts(0.5, 0, 9 * SECOND)).hasSize(5).first().isEqualTo(0L);
    }

    @Test
    void the_clock_may_be_of_any_age_and_may_wrap() {
        assertThat(starts(1_000, Long.MAX_VALUE - SECOND / 2, SECOND).size()).isBetween(950, 1_000);
    }

    @Test
    void after_a_rest_only_a_few_may_start_at_once() {
        StartRate rate = new StartRate(1_000);
        rate.take(0);
        int together = 0;
        for (; rate.isDue(60 * SECOND); together++) rate.take(60 * SECOND);

        assertThat(together).isEqualTo(11);
    }

    @Test
    void without_a_rate_all_may_start() {
        StartRate rate = new StartRate(AdmissionLimits.NO_RATE);
        for (int i = 0; i < 1_000_000; i++) {
            assertThat(rate.isDue(0)).isTrue();
            rate.take(0);
        }
    }
}
