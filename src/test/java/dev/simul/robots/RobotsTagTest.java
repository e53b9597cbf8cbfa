package dev.simul.robots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether {@code X-Robots-Tag} lets links be followed. */
class RobotsTagTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nofollow                                     | true",
                "NoFollow                                     | true",
                "none                                         | true",
                "noindex, nofollow                            | true",
                "noindex                                      | false",
                "all                                          | false",
                "nofollower                                   | false",
                "simul: nofollow                              | true",
                "Simul : noindex , none                       | true",
                "otherbot: nofollow                           | false",
                "otherbot: noindex, nofollow                  | false",
                "otherbot: noindex, simul: nofollow           | true",
                "simul: noindex, otherbot: nofollow           | false",
                "unavailable_after: 25 Jun 2027, nofollow     | true",
                "max-snippet: 5, nofollow                     | true",
                "otherbot: max-snippet: 5, nofollow           | false",
                "otherbot: x ; noindex ; nofollow             | false",
            })
    void rules_count_where_they_are_for_us(String value, boolean forbidden) {
        assertThat(RobotsTag.forbidsFollowing(List.of("noindex", value), ProductToken.SIMUL))
                .isEqualTo(forbidden);
    }
}
