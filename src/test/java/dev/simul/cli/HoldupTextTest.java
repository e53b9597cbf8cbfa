package dev.simul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.crawl.Holdup;
import dev.simul.fetch.AdmissionLimits;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HoldupTextTest {
    private static final AdmissionLimits LIMITS = new AdmissionLimits(100, 2.5, 6, Duration.ofMillis(1_500), true);

    private final Map<Holdup, Duration> total = new EnumMap<>(Holdup.class);
    private final HoldupText words = new HoldupText(LIMITS, false, false);

    private void spent(Holdup kind, int millis) {
        total.put(kind, Duration.ofMillis(millis));
    }

    @Test
    void the_most_important_comes_first_and_trifles_are_left_out() {
        spent(Holdup.CPU, 1_300);
        spent(Holdup.CONCURRENCY, 8_500);
        spent(Holdup.SOURCE, 200);

        assertThat(words.shares(total)).isEqualTo("held up by -c 100 (85 % of the time), the loop's own CPU (13 %)\n");
    }

    @Test
    void nothing_is_said_of_nothing() {
        assertThat(words.shares(total)).isEmpty();
        assertThat(words.hints(total)).isEmpty();
    }

    @Test
    void there_are_two_hints_at_most_each_with_its_option() {
        spent(Holdup.RATE, 3_000);
        spent(Holdup.HOST_DELAY, 4_000);
        spent(Holdup.HOST_LIMIT, 3_500);

        assertThat(words.hints(total))
                .containsExactly(
                        "--delay 750ms asks each host twice as often",
                        "--per-host 12 asks each host twice as much at once");
    }

    @Test
    void of_a_rate_it_is_the_number_as_it_may_be_given() {
        spent(Holdup.RATE, 3_000);

        assertThat(words.shares(total)).isEqualTo("held up by --rate 2.5 (100 % of the time)\n");
        assertThat(words.hints(total)).containsExactly("--rate 5 allows twice as many requests a second");
    }

    @Test
    void a_short_crawl_gets_no_advice() {
        spent(Holdup.CONCURRENCY, 1_900);

        assertThat(words.hints(total)).isEmpty();
    }

    @Test
    void the_cpu_is_to_be_relieved_only_where_it_is_the_limit() {
        spent(Holdup.CPU, 6_000);
        spent(Holdup.RATE, 4_000);
        assertThat(words.hints(total)).containsExactly("--rate 5 allows twice as many requests a second");

        spent(Holdup.RATE, 1_000);
        assertThat(words.hints(total)).containsExactly("--title-only reads no more of a page than its title takes");
        assertThat(new HoldupText(LIMITS, true, false).hints(total)).isEmpty();
    }

    @Test
    void a_pause_that_hosts_ask_for_is_nothing_to_be_changed() {
        spent(Holdup.HOST_DELAY, 10_000);
        HoldupText undelayed = new HoldupText(new AdmissionLimits(100, 0, 6, Duration.ZERO, true), false, false);

        assertThat(undelayed.shares(total)).isEqualTo("held up by pauses that hosts ask for (100 % of the time)\n");
        assertThat(undelayed.hints(total)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Holdup.class)
    void each_has_a_name(Holdup kind) {
        assertThat(words.name(kind)).isNotBlank();
    }
}
