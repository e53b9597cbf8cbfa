package dev.simul.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    @Test
    void of_a_single_round_there_is_no_interval() {
        assertThat(Bootstrap.ofMedian(List.of(1.0))).isNull();
        assertThat(Bootstrap.ofRatio(List.of(1.0, 2.0), List.of(1.0))).isNull();
        assertThat(Bootstrap.ofRatio(List.of(1.0), List.of(1.0, 2.0))).isNull();
    }

    @Test
    void of_three_rounds_it_is_from_the_least_to_the_greatest() {
        assertThat(Bootstrap.ofMedian(List.of(3.0, 1.0, 2.0))).isEqualTo(new Interval(1, 3));
    }

    @Test
    void the_same_figures_give_the_same_interval() {
        List<Double> values = List.of(1.2, 1.9, 1.4, 1.1, 1.7, 1.3, 1.6, 1.0, 2.5);

        assertThat(Bootstrap.ofMedian(values)).isEqualTo(Bootstrap.ofMedian(values));
    }

    @Test
    void values_that_are_all_the_same_leave_no_room() {
        assertThat(Bootstrap.ofMedian(List.of(2.0, 2.0, 2.0, 2.0))).isEqualTo(new Interval(2, 2));
        assertThat(Bootstrap.ofRatio(List.of(6.0, 6.0), List.of(2.0, 2.0))).isEqualTo(new Interval(3, 3));
    }

    @Test
    void one_outlier_of_many_does_not_widen_it() {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < 20; i++) values.add(1 + i / 100.0);
        values.add(1000.0);

        Interval interval = Objects.requireNonNull(Bootstrap.ofMedian(values));

        assertThat(interval.low()).isBetween(1.0, 1.1);
        assertThat(interval.high()).isBetween(1.1, 1.2);
    }

    @Test
    void the_interval_of_a_ratio_is_that_of_the_ratio() {
        Interval interval =
                Objects.requireNonNull(Bootstrap.ofRatio(List.of(10.0, 11.0, 12.0), List.of(1.0, 2.0, 4.0)));

        assertThat(interval).isEqualTo(new Interval(10.0 / 4, 12.0));
    }

    /** A nominal 95 % comes to somewhat less with few values; what is asserted is that it is no mere decoration. */
    @Test
    void nine_times_of_ten_the_interval_has_the_true_median_in_it() {
        Random random = new Random(1);
        int hits = 0;
        for (int experiment = 0; experiment < 100; experiment++) {
            List<Double> values = new ArrayList<>();
            for (int i = 0; i < 15; i++) values.add(5 + random.nextGaussian());
            Interval interval = Objects.requireNonNull(Bootstrap.ofMedian(values));
            if (interval.overlaps(new Interval(5, 5))) hits++;
        }

        assertThat(hits).isBetween(85, 99);
    }

    @Test
    void intervals_that_touch_overlap() {
        assertThat(new Interval(1, 2).overlaps(new Interval(2, 3))).isTrue();
        assertThat(new Interval(1, 2).overlaps(new Interval(0, 5))).isTrue();
        assertThat(new Interval(1, 2).overlaps(new Interval(2.1, 3))).isFalse();
    }

    @Test
    void an_interval_has_its_ends_in_order() {
        assertThatThrownBy(() -> new Interval(2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Interval(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
