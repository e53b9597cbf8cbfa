package dev.simul.fetch;

import dev.simul.http.Reply;
import dev.simul.http.ResponseHead;
import dev.simul.result.FetchError;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What is worth another attempt, and after how long: exponential backoff with full jitter, or what the server's
 * {@code Retry-After} asks for.
 *
 * @param maxRetries further attempts after the first one, 0 or more
 * @param random for the jitter; where several threads share a policy, one that allows it
 * @param clock to read a {@code Retry-After} that is a date
 */
public record RetryPolicy(int maxRetries, RandomGenerator random, Clock clock) {
    /** The pause before the first retry is between nothing and this; before each further one up to twice as much. */
    static final Duration FIRST_BACKOFF = Duration.ofMillis(500);

    static final Duration MAX_BACKOFF = Duration.ofSeconds(30);
    /** A server that asks for more than this gets its wish: it is not asked again. */
    static final Duration MAX_RETRY_AFTER = Duration.ofSeconds(60);

    public RetryPolicy {
        if (maxRetries < 0) throw new IllegalArgumentException("retries < 0: " + maxRetries);
    }

    /**
     * How long to wait before the next attempt; null if {@code reply} is final.
     *
     * @param retries how many there have been
     */
    public @Nullable Duration pauseAfter(Reply reply, int retries) {
        if (retries >= maxRetries || !isTransient(reply)) return null;
        ResponseHead head = reply.error() == null ? reply.head() : null;
        Duration asked = head == null ? null : ServerWish.retryAfter(head, clock);
        if (asked == null) return backoff(retries);
        return asked.compareTo(MAX_RETRY_AFTER) > 0 ? null : asked;
    }

    private static boolean isTransient(Reply reply) {
        FetchError error = reply.error();
        if (error != null) return isTransient(error);
        if (reply.head() == null) return false;
        return switch (reply.head().status()) {
            case 429, 502, 503, 504 -> true;
            default -> false;
        };
    }

    private static boolean isTransient(FetchError error) {
        return switch (error) { // no default branch, on purpose
            case FetchError.Dns e -> true;
            case FetchError.Connect e -> true;
            case FetchError.Timeout e -> true;
            case FetchError.Closed e -> true;
            case FetchError.InvalidUrl e -> false;
            case FetchError.UnsupportedScheme e -> false;
            case FetchError.Tls e -> false;
            case FetchError.Protocol e -> false;
            case FetchError.Redirect e -> false;
            case FetchError.TooLarge e -> false;
            case FetchError.Decode e -> false;
            case FetchError.Duplicate e -> false;
            case FetchError.Cancelled e -> false;
            case FetchError.Robots e -> false;
            case FetchError.Blocked e -> false;
            case FetchError.Internal e -> false;
        };
    }

    private Duration backoff(int retries) {
        long limit = Math.min(MAX_BACKOFF.toMillis(), FIRST_BACKOFF.toMillis() << Math.min(retries, 20));
        return Duration.ofMillis(random.nextLong(limit + 1));
    }
}
