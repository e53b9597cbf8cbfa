package dev.simul.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void the_median_of_an_odd_number_is_the_middle_one() {
        assertThat(Spread.of(List.of(9.0, 1.0, 3.0))).isEqualTo(new Spread(3, 1, 9));
    }

    @Test
    void the_median_of_an_even_number_is_between_the_middle_two() {
        assertThat(Spread.of(List.of(4.0, 1.0, 9.0, 2.0))).isEqualTo(new Spread(3, 1, 9));
    }

    @Test
    void a_single_value_is_all_three() {
        assertThat(Spread.of(List.of(7.0))).isEqualTo(new Spread(7, 7, 7));
    }

    @Test
    void there_is_no_median_of_nothing() {
        assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void figures_take_the_median_of_times_and_the_most_of_peaks() {
        ModelFigures figures = ModelFigures.of(
                new Model(Model.Kind.LOOP, 10),
                List.of(
                        new Measures(2_000_000_000L, 500_000_000L, 9, 100, 10, 50),
                        new Measures(1_000_000_000L, 700_000_000L, 11, 90, 8, 50),
                        new Measures(4_000_000_000L, 600_000_000L, 10, 120, 9, 50)));

        assertThat(figures.wall()).isEqualTo(new Spread(2, 1, 4));
        assertThat(figures.wallSeconds()).containsExactly(2.0, 1.0, 4.0);
        assertThat(figures.requestsPerSecond()).isEqualTo(25);
        assertThat(figures.cpu().median()).isEqualTo(0.6);
        assertThat(figures.peakThreads()).isEqualTo(11);
        assertThat(figures.peakHeapBytes()).isEqualTo(120);
        assertThat(figures.mostInFlight()).isEqualTo(10);
    }
}
