package dev.simul.serve;

import java.time.Duration;

/** How long an answer is held back: {@code base}, and up to {@code jitter} more. */
record Latency(Duration base, Duration jitter) {
    static final Latency NONE = new Latency(Duration.ZERO, Duration.ZERO);

    static Latency ofMillis(long base, long jitter) {
        return new Latency(Duration.ofMillis(base), Duration.ofMillis(jitter));
    }

    boolean isNone() {
        return base.isZero() && jitter.isZero();
    }

    Duration draw(Draw draw) {
        return base.plusNanos((long) (jitter.toNanos() * draw.fraction()));
    }
}
