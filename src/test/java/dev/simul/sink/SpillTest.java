package dev.simul.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpillTest {
    @Test
    void what_was_added_first_is_taken_first() throws Exception {
        try (Spill<String> spill = new Spill<>()) {
            List<String> long1 =
                    IntStream.range(0, 1_000).mapToObj(i -> "\u00e9".repeat(i)).toList();
            spill.add(long1);
            spill.add(List.of("b"));
            assertThat(spill.take()).isEqualTo(long1);
            spill.add(List.of("c"));
            assertThat(spill.take()).containsExactly("b");
            assertThat(spill.isEmpty()).isFalse();
            assertThat(spill.take()).containsExactly("c");
            assertThat(spill.isEmpty()).isTrue();
        }
    }

    @Test
    void it_can_be_used_anew_when_it_has_been_emptied() throws Exception {
        try (Spill<Integer> spill = new Spill<>()) {
            for (int i = 0; i < 3; i++) {
                spill.add(List.of(i));
                assertThat(spill.take()).containsExactly(i);
                assertThatThrownBy(spill::take).isInstanceOf(IllegalStateException.class);
            }
        }
    }

    @Test
    void what_cannot_be_written_is_not_there() throws Exception {
        Spill<Integer> spill = new Spill<>();
        spill.close();

        assertThatThrownBy(() -> spill.add(List.of(1))).isInstanceOf(ClosedChannelException.class);
        assertThat(spill.isEmpty()).isTrue();
    }
}
