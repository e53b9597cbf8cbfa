package dev.simul.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptedStatusesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200..=299       | 100 | 200 299",
                "200..300        | 100 | 200 299",
                "404             |   1 | 404 404",
                "200..=200       |   1 | 200 200",
                "000..=999       | 1000 |   0 999",
                "200..=299, 404  | 101 | 200 404",
                "404,200..=299   | 101 | 200 404",
                "200..=299,250   | 100 | 200 299",
            })
    void ranges_leave_their_end_out_unless_they_say_otherwise(String ranges, int count, String firstAndLast) {
        AcceptedStatuses accepted = AcceptedStatuses.parse(ranges);

        int[] statuses = IntStream.range(0, 1000).filter(accepted::contains).toArray();

        assertThat(statuses).hasSize(count);
        assertThat(statuses[0] + " " + statuses[statuses.length - 1]).isEqualTo(firstAndLast);
        assertThat(accepted).hasToString(ranges);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "200,",
                "20",
                "2000",
                "2xx",
                "200..",
                "..299",
                "200...299",
                "200-299",
                "200..=",
                "-200",
                "200 ..=299",
                "\u0662\u0660\u0660"
            })
    void what_is_neither_a_status_nor_a_range_is_refused(String ranges) {
        assertThatThrownBy(() -> AcceptedStatuses.parse(ranges))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a status or a range of them");
    }

    @ParameterizedTest
    @ValueSource(strings = {"200..200", "300..200", "300..=299"})
    void an_empty_range_is_refused(String range) {
        assertThatThrownBy(() -> AcceptedStatuses.parse(range)).hasMessage("the range '" + range + "' is empty");
    }

    @Test
    void limits_of_a_crawl_that_make_no_sense_cannot_exist() {
        AcceptedStatuses all = AcceptedStatuses.parse("000..=999");

        assertThatThrownBy(() -> new CrawlConfig(0, false, all, PagePolicy.TITLE, Duration.ZERO))
                .hasMessage("lookAhead < 1: 0");
        assertThatThrownBy(() -> new CrawlConfig(1, false, all, PagePolicy.TITLE, Duration.ofMillis(-1)))
                .hasMessage("grace is negative: PT-0.001S");
    }
}
