package dev.simul.fetch;

import dev.simul.http.ResponseHead;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a response says of when to come again. What cannot be read is as good as not said. Any thread. */
final class ServerWish {
    private static final int MAX_DIGITS = 9;

    private ServerWish() {}

    /**
     * How long the host is not to be asked anything: after a 429 or 503 by {@code Retry-After}, after anything else by rate limit
     * fields that say that nothing is left. Null: nothing of that.
     */
    static @Nullable Duration pauseAfter(ResponseHead head, Clock clock) {
        Duration pause = head.status() == 429 || head.status() == 503 ? retryAfter(head, clock) : null;
        return pause == null ? untilQuota(head) : pause;
    }

    /** RFC 9110 section 10.2.3: seconds, or a date; nothing where the date is over, null where neither is there. */
    static @Nullable Duration retryAfter(ResponseHead head, Clock clock) {
        String value = head.first("Retry-After");
        if (value == null || value.isEmpty()) return null;
        Duration seconds = seconds(value);
        if (seconds != null) return seconds;
        try {
            Instant date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration until = Duration.between(clock.instant(), date);
            return until.isNegative() ? Duration.ZERO : until;
        } catch (DateTimeException neither) {
            return null;
        }
    }

    /**
     * The {@code RateLimit} field of draft-ietf-httpapi-ratelimit-headers ({@code "default";r=0;t=30}, before draft 8
     * {@code limit=10, remaining=0, reset=30}), its forerunners {@code RateLimit-Remaining} and {@code RateLimit-Reset}, and the
     * same with {@code X-} as long as they count seconds from now and not from 1970.
     */
    private static @Nullable Duration untilQuota(ResponseHead head) {
        Duration longest = null;
        String remaining = null;
        String reset = null;
        for (String policy : head.list("RateLimit")) {
            if (policy.indexOf('"') < 0 && policy.indexOf(';') < 0) { // one of the parts of a single policy
                remaining = part(policy, "remaining", remaining);
                reset = part(policy, "reset", reset);
                continue;
            }
            String left = null;
            String until = null;
            for (String parameter : policy.split(";", -1)) {
                left = part(parameter, "r", left);
                until = part(parameter, "t", until);
            }
            longest = longer(longest, untilReset(left, until));
        }
        longest = longer(longest, untilReset(remaining, reset));
        for (String prefix : new String[] {"RateLimit-", "X-RateLimit-"}) {
            longest = longer(longest, untilReset(head.first(prefix + "Remaining"), head.first(prefix + "Reset")));
        }
        return longest;
    }

    private static @Nullable String part(String parameter, String name, @Nullable String otherwise) {
        int equals = parameter.indexOf('=');
        if (equals < 0
                || !parameter
                        .substring(0, equals)
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .equals(name)) return otherwise;
        return parameter.substring(equals + 1).strip();
    }

    private static @Nullable Duration untilReset(@Nullable String remaining, @Nullable String reset) {
        if (remaining == null || reset == null || reset.length() > MAX_DIGITS) return null;
        Duration left = seconds(remaining);
        return left == null || !left.isZero() ? null : seconds(reset);
    }

    private static @Nullable Duration longer(@Nullable Duration a, @Nullable Duration b) {
        if (a == null || b == null) return a == null ? b : a;
        return a.compareTo(b) >= 0 ? a : b;
    }

    /** A number of seconds; one that no int holds is as long as possible. */
    private static @Nullable Duration seconds(String text) {
        if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) return null;
        return Duration.ofSeconds(text.length() > MAX_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(text));
    }
}
