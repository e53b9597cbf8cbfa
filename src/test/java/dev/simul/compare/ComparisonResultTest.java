package dev.simul.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonResultTest {
    private static final ModelFigures SEQUENTIAL = figures(Model.Kind.SEQUENTIAL, 10, 11, 12);
    private static final ModelFigures LOOP = figures(Model.Kind.LOOP, 1, 1.1, 1.2);
    private static final ModelFigures VIRTUAL = figures(Model.Kind.VIRTUAL, 1.15, 1.2, 1.3);

    private static ModelFigures figures(Model.Kind kind, double... wallSeconds) {
        Figures figures = Figures.of(kind, 1);
        for (double wall : wallSeconds) figures = figures.round(wall, 1, 10, 50, 1);
        return figures.done();
    }

    private static ComparisonResult result(ModelFigures... models) {
        return new ComparisonResult(57, 3, List.of(models), 0, List.of());
    }

    @Test
    void the_best_has_the_least_median_and_who_overlaps_it_is_no_different() {
        ComparisonResult result = result(SEQUENTIAL, VIRTUAL, LOOP);

        assertThat(result.best()).isEqualTo(LOOP);
        assertThat(result.standing(LOOP)).isEqualTo(Standing.BEST);
        assertThat(result.standing(VIRTUAL)).isEqualTo(Standing.NO_DIFFERENCE);
        assertThat(result.standing(SEQUENTIAL)).isEqualTo(Standing.SLOWER);
    }

    @Test
    void of_a_single_round_nobody_knows() {
        ModelFigures loop = figures(Model.Kind.LOOP, 1);
        ModelFigures virtual = figures(Model.Kind.VIRTUAL, 1.0001);

        assertThat(result(loop, virtual).standing(virtual)).isEqualTo(Standing.UNKNOWN);
        assertThat(result(loop, virtual).standing(loop)).isEqualTo(Standing.BEST);
    }

    @Test
    void a_speed_up_has_an_interval_but_not_that_of_the_sequential_model_itself() {
        ComparisonResult result = result(SEQUENTIAL, LOOP);

        assertThat(result.speedUp(LOOP)).hasValue(10);
        assertThat(result.speedUpInterval(LOOP)).isEqualTo(new Interval(10 / 1.2, 12));
        assertThat(result.speedUp(SEQUENTIAL)).hasValue(1);
        assertThat(result.speedUpInterval(SEQUENTIAL)).isNull();
    }

    @Test
    void without_the_sequential_model_there_is_no_speed_up() {
        assertThat(result(VIRTUAL, LOOP).speedUp(LOOP)).isEmpty();
        assertThat(result(VIRTUAL, LOOP).speedUpInterval(LOOP)).isNull();
    }
}
