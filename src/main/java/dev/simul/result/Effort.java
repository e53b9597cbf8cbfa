package dev.simul.result;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What it took.
 *
 * @param attempts how many times it was tried, retries included; 0 where there was nothing to try
 * @param fetchedAt when the last attempt began
 * @param elapsed from the first attempt's start to the end of the last one
 * @param timing of the last attempt; null where there was none
 */
public record Effort(
        int attempts,
        Instant fetchedAt,
        Duration elapsed,
        @Nullable Timing timing) implements Serializable {
    public static Effort none(Instant now) {
        return new Effort(0, now, Duration.ZERO, null);
    }
}
