package dev.simul.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.http.HeaderField;
import dev.simul.http.Reply;
import dev.simul.http.ResponseHead;
import dev.simul.result.FetchError;
import dev.simul.result.Phase;
import dev.simul.result.Timing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostPaceTest {
    private static final long MILLI = 1_000_000;

    private final HostPace pace = pace(8, Duration.ZERO, true);
    private long now;

    private static HostPace pace(int perHost, Duration delay, boolean adaptive) {
        return new HostPace(
                new AdmissionLimits(100, AdmissionLimits.NO_RATE, perHost, delay, adaptive), 1, ScriptedFetcher.CLOCK);
    }

    private static Reply reply(int status, long serverMillis, HeaderField... fields) {
        Timing timing = new Timing(-1, -1, -1, -1, serverMillis * MILLI, 0);
        return new Reply(new ResponseHead("http/1.1", status, List.of(fields)), "127.0.0.1:80", 0, 0, 0, timing, null);
    }

    /** One that was allowed just now, beside others. */
    private void on(HostPace asked, Reply reply, int inFlight) {
        now += MILLI;
        asked.onStart(now);
        asked.onReply(reply, now, inFlight, now);
    }

    private void on(Reply reply) {
        on(pace, reply, pace.width());
    }

    private Duration dueIn(HostPace asked) {
        return Duration.ofNanos(asked.dueNanos(now) - now);
    }

    @Test
    void at_first_it_is_what_the_user_allows() {
        assertThat(pace.width()).isEqualTo(8);
        assertThat(dueIn(pace)).isZero();
        assertThat(pace.forgetNanos(now)).isEqualTo(now);
        assertThat(pace(0, Duration.ZERO, true).width()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void the_delay_counts_from_the_last_start() {
        HostPace delayed = pace(8, Duration.ofSeconds(2), true);
        delayed.onStart(now);
        now += 500 * MILLI;

        assertThat(dueIn(delayed)).isEqualTo(Duration.ofMillis(1_500));
        assertThat(delayed.forgetNanos(now)).as("until then it is remembered").isEqualTo(2_000 * MILLI);
    }

    @Test
    void a_delay_that_the_host_asks_for_counts_if_it_is_longer() {
        HostPace delayed = pace(8, Duration.ofSeconds(2), true);
        delayed.atLeast(Duration.ofSeconds(1));
        delayed.onStart(now);
        assertThat(dueIn(delayed)).isEqualTo(Duration.ofSeconds(2));

        delayed.atLeast(Duration.ofSeconds(5));
        assertThat(dueIn(delayed)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void who_is_one_of_several_that_ask_keeps_to_its_part() {
        AdmissionLimits limits = new AdmissionLimits(100, AdmissionLimits.NO_RATE, 6, Duration.ofSeconds(2), true);
        HostPace third = new HostPace(limits, 3, ScriptedFetcher.CLOCK);
        HostPace tenth = new HostPace(limits, 10, ScriptedFetcher.CLOCK);
        third.onStart(now);
        tenth.onStart(now);

        assertThat(third.width()).isEqualTo(2);
        assertThat(tenth.width()).isEqualTo(1);
        assertThat(dueIn(third)).isEqualTo(Duration.ofSeconds(6));
        assertThat(dueIn(tenth)).isEqualTo(Duration.ofSeconds(20));

        third.atLeast(Duration.ofSeconds(5));

        assertThat(dueIn(third)).as("what the host asks for as well").isEqualTo(Duration.ofSeconds(15));
        assertThat(new HostPace(AdmissionLimits.fixed(100, AdmissionLimits.NO_LIMIT), 3, ScriptedFetcher.CLOCK).width())
                .as("no limit has no parts")
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void a_refusal_halves_how_many_are_in_flight_and_spaces_the_starts() {
        on(reply(503, 1));

        assertThat(pace.width()).isEqualTo(4);
        assertThat(dueIn(pace)).isEqualTo(HostPace.FIRST_SPACING);
        assertThat(pace.forgetNanos(now)).isEqualTo(now + HostPace.MEMORY.toNanos());
    }

    @Test
    void refusals_of_what_was_on_its_way_already_count_as_one() {
        long granted = now;
        now += MILLI;
        for (int i = 0; i < 8; i++) pace.onReply(reply(429, 1), granted, 8 - i, now);

        assertThat(pace.width()).isEqualTo(4);
    }

    @Test
    void it_comes_down_to_one_a_second_and_not_further() {
        for (int i = 0; i < 20; i++) on(reply(503, 1));

        assertThat(pace.width()).isOne();
        assertThat(dueIn(pace)).isEqualTo(HostPace.MAX_SPACING);
    }

    @Test
    void good_answers_bring_it_back_bit_by_bit() {
        for (int i = 0; i < 20; i++) on(reply(503, 1));
        on(reply(200, 1));
        assertThat(pace.width()).isEqualTo(2);
        assertThat(dueIn(pace)).isEqualTo(HostPace.MAX_SPACING.dividedBy(2));

        for (int i = 0; i < 40; i++) on(reply(404, 1));
        assertThat(pace.width()).isEqualTo(8);
        assertThat(dueIn(pace)).isZero();
        assertThat(pace.forgetNanos(now)).as("nothing is left to be remembered").isEqualTo(now);
    }

    @Test
    void a_pause_that_the_server_asks_for_is_kept_and_nothing_is_spaced() {
        on(reply(429, 1, new HeaderField("Retry-After", "7")));

        assertThat(dueIn(pace)).isEqualTo(Duration.ofSeconds(7));
        now += Duration.ofSeconds(7).toNanos();
        assertThat(dueIn(pace)).isZero();
    }

    @Test
    void the_longest_pause_counts_also_of_what_was_on_its_way_and_up_to_a_minute() {
        long granted = now;
        now += MILLI;
        pace.onReply(reply(429, 1, new HeaderField("Retry-After", "7")), granted, 3, now);
        pace.onReply(reply(429, 1, new HeaderField("Retry-After", "9")), granted, 2, now);
        pace.onReply(reply(429, 1, new HeaderField("Retry-After", "1")), granted, 1, now);
        assertThat(dueIn(pace)).isEqualTo(Duration.ofSeconds(9));

        on(reply(503, 1, new HeaderField("Retry-After", "86400")));
        assertThat(dueIn(pace)).isEqualTo(HostPace.MAX_PAUSE);
    }

    @Test
    void a_quota_that_is_used_up_is_a_pause_and_no_refusal() {
        on(reply(200, 1, new HeaderField("RateLimit", "\"default\";r=0;t=30")));

        assertThat(dueIn(pace)).isEqualTo(Duration.ofSeconds(30));
        assertThat(pace.width()).isEqualTo(8);
    }

    @Test
    void answers_that_come_later_and_later_halve_how_many_are_in_flight() {
        for (int i = 0; i < 20; i++) on(reply(200, 50));
        assertThat(pace.width()).isEqualTo(8);

        for (int i = 0; i < 8; i++) on(reply(200, 1_000));
        assertThat(pace.width()).isLessThanOrEqualTo(4);
        assertThat(dueIn(pace)).as("it does not refuse").isZero();
    }

    @Test
    void a_host_that_is_always_slow_is_not_in_trouble() {
        for (int i = 0; i < 100; i++) on(reply(200, 3_000 + i % 7 * 100));

        assertThat(pace.width()).isEqualTo(8);
    }

    @Test
    void nor_is_one_that_has_slow_pages_among_others() {
        for (int i = 0; i < 100; i++) on(reply(200, i % 10 == 0 ? 800 : 20));

        assertThat(pace.width()).isEqualTo(8);
    }

    @Test
    void without_a_limit_per_host_only_refusals_count() {
        HostPace unlimited = pace(0, Duration.ZERO, true);
        for (int i = 0; i < 20; i++) on(unlimited, reply(200, 50), 500);
        for (int i = 0; i < 20; i++) on(unlimited, reply(200, 5_000), 500);
        assertThat(unlimited.width()).isEqualTo(Integer.MAX_VALUE);

        on(unlimited, reply(503, 1), 500);
        assertThat(unlimited.width()).isEqualTo(250);
    }

    @Test
    void what_is_no_answer_says_nothing() {
        for (int i = 0; i < 20; i++) on(Reply.failed(new FetchError.Timeout(Phase.SERVER, Duration.ofSeconds(30))));

        assertThat(pace.width()).isEqualTo(8);
    }

    @Test
    void it_may_be_told_to_keep_to_the_limits_whatever_hosts_say() {
        HostPace fixed = pace(8, Duration.ZERO, false);
        on(fixed, reply(503, 1, new HeaderField("Retry-After", "7")), 8);

        assertThat(fixed.width()).isEqualTo(8);
        assertThat(dueIn(fixed)).isZero();
    }
}
