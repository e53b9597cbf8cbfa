package dev.simul.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeTextTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT0.25S, 250 ms",
        "PT1S, 1 s",
        "PT2.5S, 2.5 s",
        "PT2.75S, 2.75 s",
        "PT1M30S, 1 min 30 s",
        "PT12H, 12 h",
        "PT1H55S, 1 h 55 s",
        "PT25H, 25 h",
    })
    void durations_are_said_as_people_say_them(Duration duration, String text) {
        assertThat(TimeText.of(duration)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0 s", "PT4.0299S, 4 s", "PT0.1006S, 100 ms", "PT0.1259S, 130 ms", "PT0.0999S, 100 ms"})
    void what_is_known_to_two_digits_is_said_with_two(Duration duration, String text) {
        assertThat(TimeText.roughly(duration)).isEqualTo(text);
    }
}
