package dev.simul.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource({"250ms,250", "10s,10000", "2m,120000", "1h,3600000", "1.5s,1500", "0,0", "0s,0", "0.5ms,0"})
    void a_number_and_a_unit_is_a_duration(String text, long millis) {
        assertThat(DurationText.parse(text).toMillis()).isEqualTo(millis);
    }

    @Test
    void fractions_are_exact() {
        assertThat(DurationText.parse("0.1s")).isEqualTo(Duration.ofMillis(100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-1s", "5 s", "5sec", "1e99h", "10S", "NaNs", "99999999999h", "1..5s"})
    void anything_else_is_refused_with_examples(String text) {
        assertThatThrownBy(() -> DurationText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' is not a duration, such as 250ms, 10s or 2m");
    }
}
