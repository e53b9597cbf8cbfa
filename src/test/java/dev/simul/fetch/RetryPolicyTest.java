package dev.simul.fetch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.simul.http.HeaderField;
import dev.simul.http.Reply;
import dev.simul.http.ResponseHead;
import dev.simul.result.FetchError;
import dev.simul.result.Phase;
import dev.simul.result.Timing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {
    private static final Instant NOW = Instant.parse("1994-11-06T08:49:37Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Timing UNTIMED = new Timing(-1, -1, -1, -1, -1, -1);

    private static RetryPolicy policy(int retries) {
        return new RetryPolicy(retries, new Random(1), CLOCK);
    }

    private static Reply answer(int status, HeaderField... fields) {
        ResponseHead head = new ResponseHead("http/1.1", status, List.of(fields));
        return new Reply(head, "127.0.0.1:80", 0, 0, 0, UNTIMED, null);
    }

    private static Reply retryAfter(String value) {
        return answer(503, new HeaderField("Retry-After", value));
    }

    private static @Nullable Duration pauseAfter(Reply reply) {
        return policy(5).pauseAfter(reply, 0);
    }

    // ---- what

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void statuses_that_pass_are_worth_another_attempt(int status) {
        assertThat(pauseAfter(answer(status))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 301, 400, 401, 403, 404, 408, 410, 500, 501, 505, 599})
    void others_are_final(int status) {
        assertThat(pauseAfter(answer(status))).isNull();
        assertThat(pauseAfter(answer(status, new HeaderField("Retry-After", "1"))))
                .isNull();
    }

    static Stream<FetchError> passing() {
        return Stream.of(
                new FetchError.Dns("a.test", "no answer"),
                new FetchError.Connect("127.0.0.1:1", "connection refused"),
                new FetchError.Timeout(Phase.BODY, Duration.ofSeconds(30)),
                new FetchError.Closed(Phase.SERVER, 0, "nothing came"));
    }

    static Stream<FetchError> lasting() {
        return Stream.of(
                new FetchError.InvalidUrl("x"),
                new FetchError.UnsupportedScheme("ftp"),
                new FetchError.Tls("a.test", "x"),
                new FetchError.Protocol("x"),
                new FetchError.Redirect("x"),
                new FetchError.TooLarge("the body", 1),
                new FetchError.Decode("gzip", "x"),
                new FetchError.Cancelled(),
                new FetchError.Internal("x"));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void errors_that_pass_are_worth_another_attempt(FetchError error) {
        assertThat(pauseAfter(Reply.failed(error))).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void errors_that_last_are_final_even_with_a_status_that_passes(FetchError error) {
        assertThat(pauseAfter(Reply.failed(error))).isNull();
        Reply busy = retryAfter("1");
        assertThat(pauseAfter(new Reply(busy.head(), null, 0, 0, 0, UNTIMED, error)))
                .isNull();
    }

    @Test
    void there_are_so_many_and_no_more() {
        assertThat(policy(2).pauseAfter(answer(503), 0)).isNotNull();
        assertThat(policy(2).pauseAfter(answer(503), 1)).isNotNull();
        assertThat(policy(2).pauseAfter(answer(503), 2)).isNull();
        assertThat(policy(0).pauseAfter(answer(503), 0)).isNull();
        assertThatThrownBy(() -> policy(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    // ---- after how long

    @ParameterizedTest
    @CsvSource({"0, 500", "1, 1000", "2, 2000", "5, 16000", "6, 30000", "7, 30000", "100, 30000", "1000000, 30000"})
    void the_backoff_is_drawn_from_nothing_to_a_bound_that_doubles(int retries, long boundMillis) {
        RetryPolicy policy = new RetryPolicy(Integer.MAX_VALUE, new Random(7), CLOCK);
        long longest = 0;
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < 500; i++) {
            Duration pause = requireNonNull(policy.pauseAfter(answer(503), retries));
            assertThat(pause).isBetween(Duration.ZERO, Duration.ofMillis(boundMillis));
            longest = Math.max(longest, pause.toMillis());
            shortest = Math.min(shortest, pause.toMillis());
        }
        assertThat(longest).as("all of the range is used").isGreaterThan(boundMillis * 9 / 10);
        assertThat(shortest).isLessThan(boundMillis / 10);
    }

    @Test
    void the_bounds_themselves_can_be_drawn() {
        RetryPolicy zeros = new RetryPolicy(1, () -> 0L, CLOCK);

        assertThat(zeros.pauseAfter(answer(503), 0)).isEqualTo(Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "60, 60", "007, 7"})
    void a_server_may_ask_for_seconds(String value, long seconds) {
        assertThat(pauseAfter(retryAfter(value))).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sun, 06 Nov 1994 08:49:37 GMT | 0",
                "Sun, 06 Nov 1994 08:49:57 GMT | 20",
                "Sun, 06 Nov 1994 08:50:37 GMT | 60",
                "Sun, 06 Nov 1994 08:00:00 GMT | 0",
                "Thu, 01 Jan 1970 00:00:00 GMT | 0",
            })
    void a_server_may_ask_for_a_date(String value, long seconds) {
        assertThat(pauseAfter(retryAfter(value))).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "61",
                "3600",
                "99999999999999999999999",
                "Sun, 06 Nov 1994 08:50:38 GMT",
                "Fri, 31 Dec 9999 23:59:59 GMT"
            })
    void who_asks_for_more_than_a_minute_is_not_asked_again(String value) {
        assertThat(pauseAfter(retryAfter(value))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "1.5",
                "soon",
                "1, 2",
                "Mon, 06 Nov 1994 08:49:57 GMT",
                "1994-11-06T08:49:57Z",
                "\u0663"
            })
    void what_is_neither_is_as_good_as_none(String value) {
        Duration pause = pauseAfter(retryAfter(value));

        assertThat(pause).isBetween(Duration.ZERO, RetryPolicy.FIRST_BACKOFF);
    }
}
