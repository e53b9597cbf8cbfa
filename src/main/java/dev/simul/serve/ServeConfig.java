package dev.simul.serve;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a mock server runs.
 *
 * @param port on 127.0.0.1, 0 to 65535; {@link #ANY_PORT} for any free one
 * @param content what it answers
 * @param latency the least time before an answer, up to an hour; null for the content's own
 * @param jitter how much more it may be at most, up to an hour, drawn for each URL; null for the content's own
 * @param seed what the answers are a function of, together with the URL
 */
public record ServeConfig(
        int port,
        Content content,
        @Nullable Duration latency,
        @Nullable Duration jitter,
        long seed) {
    public static final int ANY_PORT = 0;

    private static final Duration LONGEST = Duration.ofHours(1);

    public ServeConfig {
        if (port < 0 || port > 65_535) throw new IllegalArgumentException("port must be 0 to 65535: " + port);
        requireInRange("latency", latency);
        requireInRange("jitter", jitter);
    }

    /** A content as it is: any free port, its own latency, seed 0. */
    public static ServeConfig of(Content content) {
        return new ServeConfig(ANY_PORT, content, null, null, 0);
    }

    /** Returns the same with another seed. */
    public ServeConfig withSeed(long newSeed) {
        return new ServeConfig(port, content, latency, jitter, newSeed);
    }

    /** Returns the same with a latency and a jitter of its own. */
    public ServeConfig withLatency(Duration newLatency, Duration newJitter) {
        return new ServeConfig(port, content, newLatency, newJitter, seed);
    }

    /** What every URL has to wait. */
    Latency effectiveLatency() {
        Latency own = content instanceof Scenario scenario ? scenario.latency() : Latency.NONE;
        return new Latency(latency == null ? own.base() : latency, jitter == null ? own.jitter() : jitter);
    }

    /** Whether how long answers take is left to the content. */
    boolean isAsContentHasIt() {
        return latency == null && jitter == null;
    }

    private static void requireInRange(String name, @Nullable Duration value) {
        if (value == null) return;
        if (value.isNegative()) throw new IllegalArgumentException(name + " must not be negative: " + value);
        if (value.compareTo(LONGEST) > 0) throw new IllegalArgumentException(name + " must be at most 1 h: " + value);
    }
}
