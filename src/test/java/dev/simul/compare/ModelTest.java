package dev.simul.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ModelTest {
    @Test
    void a_pool_is_there_once_for_each_size() {
        List<Model> models = Model.of(
                List.of("sequential", "threads", "virtual", "processes", "loop", "loop+threads"),
                List.of(5, 100),
                List.of(2, 8),
                50);

        assertThat(models)
                .extracting(Model::label)
                .containsExactly(
                        "sequential",
                        "threads 5",
                        "threads 100",
                        "virtual",
                        "processes 2",
                        "processes 8",
                        "loop",
                        "loop+threads");
        assertThat(models).extracting(Model::parallelism).containsExactly(1, 5, 100, 50, 2, 8, 50, 50);
    }

    @Test
    void an_unknown_word_is_refused() {
        assertThatThrownBy(() -> Model.of(List.of("Loop"), List.of(5), List.of(2), 50))
                .hasMessage(
                        "no model is named 'Loop'; there are sequential, threads, virtual, processes, loop and, with"
                                + " --work, loop+threads");
    }

    @Test
    void a_model_is_not_there_twice() {
        assertThatThrownBy(() -> Model.of(List.of("loop", "loop"), List.of(5), List.of(2), 50))
                .hasMessage("loop is given twice");
        assertThatThrownBy(() -> Model.of(List.of("threads"), List.of(5, 5), List.of(2), 50))
                .hasMessage("threads 5 is given twice");
    }

    @Test
    void a_pool_without_threads_is_refused() {
        assertThatThrownBy(() -> Model.of(List.of("threads"), List.of(0), List.of(2), 50))
                .hasMessage("a pool must have 1 thread or more, not 0");
        assertThatThrownBy(() -> Model.of(List.of("processes"), List.of(5), List.of(0), 50))
                .hasMessage("a pool must have 1 process or more, not 0");
    }
}
