package dev.simul.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.http.HeaderField;
import dev.simul.http.ResponseHead;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerWishTest {
    private static @Nullable Duration pauseAfter(int status, String fields) {
        List<HeaderField> list = Arrays.stream(fields.split(" & "))
                .map(field -> field.split(": ", 2))
                .map(field -> new HeaderField(field[0], field[1]))
                .toList();
        return ServerWish.pauseAfter(new ResponseHead("http/1.1", status, list), ScriptedFetcher.CLOCK);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            429 | Retry-After: 7                                             | PT7S
            503 | Retry-After: 0                                             | PT0S
            503 | Retry-After: 99999999999                                   | PT596523H14M7S
            503 | Retry-After: Mon, 23 Nov 2026 06:01:00 GMT                 | PT1M
            503 | Retry-After: Mon, 23 Nov 2026 05:00:00 GMT                 | PT0S
            503 | Retry-After: soon                                          | -
            503 | Retry-After: -1                                            | -
            503 | Retry-After: 1.5                                           | -
            200 | Retry-After: 7                                             | -
            200 | RateLimit: "default";r=0;t=30                              | PT30S
            200 | RateLimit: "default";r=1;t=30                              | -
            200 | RateLimit: "a";r=0;t=5, "b";r=0;t=9, "c";r=3;t=60          | PT9S
            200 | RateLimit: "default";t=30;r=0;pk=:Zm9v:                    | PT30S
            200 | RateLimit: "default";r=0                                   | -
            200 | RateLimit: limit=100, remaining=0, reset=30                | PT30S
            200 | RateLimit: limit=100, remaining=2, reset=30                | -
            200 | RateLimit-Remaining: 0 & RateLimit-Reset: 12               | PT12S
            200 | X-RateLimit-Remaining: 0 & X-RateLimit-Reset: 12           | PT12S
            200 | X-RateLimit-Remaining: 5 & X-RateLimit-Reset: 12           | -
            200 | RateLimit-Remaining: none & RateLimit-Reset: 12            | -
            429 | Retry-After: 3 & RateLimit: "default";r=0;t=30             | PT3S
            429 | RateLimit: "default";r=0;t=30                              | PT30S
            """)
    void what_a_server_says(int status, String fields, @Nullable Duration pause) {
        assertThat(pauseAfter(status, fields)).isEqualTo(pause);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            200 | X-RateLimit-Remaining: 0 & X-RateLimit-Reset: 1795413600
            """)
    void a_reset_that_counts_from_1970_is_not_taken_for_seconds_from_now(int status, String fields) {
        assertThat(pauseAfter(status, fields)).isNull();
    }
}
