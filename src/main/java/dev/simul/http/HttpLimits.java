package dev.simul.http;

import java.time.Duration;

/**
 * What one exchange may take.
 *
 * @param timeout from taking a connection to the last byte
 * @param maxHeadBytes status line and headers together, 1 or more
 * @param maxBodyBytes of the decoded body, 0 or more
 */
public record HttpLimits(Duration timeout, int maxHeadBytes, long maxBodyBytes) {
    public HttpLimits {
        if (!timeout.isPositive()) throw new IllegalArgumentException("timeout must be positive: " + timeout);
        if (maxHeadBytes < 1) throw new IllegalArgumentException("maxHeadBytes < 1: " + maxHeadBytes);
        if (maxBodyBytes < 0) throw new IllegalArgumentException("maxBodyBytes < 0: " + maxBodyBytes);
    }

    /** The same, but for the body. */
    public HttpLimits withMaxBody(long bytes) {
        return new HttpLimits(timeout, maxHeadBytes, bytes);
    }
}
