package dev.simul.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    private static final Percentage THREE_DIGITS = Percentage.withPercentage(0.1);

    @Test
    void percentiles_are_those_of_what_was_recorded() {
        Latencies latencies = new Latencies();
        for (int i = 1; i <= 1000; i++) latencies.record(TimeUnit.MILLISECONDS.toNanos(i));

        LatencyFigures figures = latencies.read();

        assertThat(figures.count()).isEqualTo(1000);
        assertThat(figures.sumNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(500_500));
        assertThat(figures.medianNanos()).isCloseTo(TimeUnit.MILLISECONDS.toNanos(500), THREE_DIGITS);
        assertThat(figures.p99Nanos()).isCloseTo(TimeUnit.MILLISECONDS.toNanos(990), THREE_DIGITS);
    }

    @Test
    void of_nothing_all_is_zero() {
        assertThat(new Latencies().read()).isEqualTo(new LatencyFigures(0, 0, 0, 0));
    }

    @Test
    void what_takes_longer_than_a_day_counts_as_a_day() {
        Latencies latencies = new Latencies();
        latencies.record(TimeUnit.DAYS.toNanos(3));

        assertThat(latencies.read().p99Nanos()).isCloseTo(TimeUnit.DAYS.toNanos(1), THREE_DIGITS);
    }
}
