package dev.simul.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void the_median_of_an_odd_number_is_the_middle_one() {
        assertThat(Spread.of(List.of(9.0, 1.0, 3.0)))
                .isEqualTo(new Spread(List.of(9.0, 1.0, 3.0), 3, 1, 9, new Interval(1, 9)));
    }

    @Test
    void the_median_of_an_even_number_is_between_the_middle_two() {
        assertThat(Spread.of(List.of(4.0, 1.0, 9.0, 2.0)).median()).isEqualTo(3);
    }

    @Test
    void a_single_value_is_all_three_and_has_no_interval() {
        assertThat(Spread.of(List.of(7.0))).isEqualTo(new Spread(List.of(7.0), 7, 7, 7, null));
    }

    @Test
    void there_is_no_median_of_nothing() {
        assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void figures_take_the_median_of_times_and_the_most_of_peaks() {
        ModelFigures figures = Figures.of(Model.Kind.LOOP, 10)
                .round(2, 0.5, 9, 100, 10)
                .round(1, 0.7, 11, 90, 8)
                .round(4, 0.6, 10, 120, 9)
                .done();

        assertThat(figures.wall().median()).isEqualTo(2);
        assertThat(figures.wall().rounds()).containsExactly(2.0, 1.0, 4.0);
        assertThat(figures.visits().perSecond()).isEqualTo(28.5);
        assertThat(figures.visits().mostInFlight()).isEqualTo(10);
        assertThat(figures.visits().overlap()).isEqualTo(17.385 / 2);
        assertThat(figures.process().cpu().median()).isEqualTo(0.6);
        assertThat(figures.process().peakThreads()).isEqualTo(11);
        assertThat(figures.process().peakRssBytes()).hasValue(120 << 20);
        assertThat(figures.process().voluntarySwitches()).hasValue(1010);
        assertThat(figures.serverBusyShare()).isEmpty();
        assertThat(figures.workersStartSeconds()).isEmpty();
        assertThat(figures.loop()).isNull();
    }

    @Test
    void of_loops_the_worst_is_the_worst_of_all_rounds() {
        LoopFigures.Culprit small = new LoopFigures.Culprit("small", Duration.ofMillis(2));
        LoopFigures.Culprit large = new LoopFigures.Culprit("large", Duration.ofMillis(7));
        ModelFigures figures = Figures.of(Model.Kind.LOOP, 10)
                .withLoop(0.5, 20, large)
                .round(1, 1, 1, 1, 1)
                .withLoop(0.3, 50, small)
                .round(1, 1, 1, 1, 1)
                .withLoop(0.4, 10, null)
                .round(1, 1, 1, 1, 1)
                .done();

        assertThat(figures.loop())
                .isEqualTo(new LoopFigures(
                        0.4, Duration.ofNanos(21_000), Duration.ofMillis(10), Duration.ofMillis(50), large));
    }
}
