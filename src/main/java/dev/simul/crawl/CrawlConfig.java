package dev.simul.crawl;

import java.time.Duration;

/**
 * The limits of a crawl as a whole.
 *
 * @param concurrency how many visits may be in flight, 1 or more
 * @param accepted which statuses do not count as failed
 * @param pages what is read of them
 * @param grace how long an interrupted crawl waits for what is in flight before it cancels it
 */
public record CrawlConfig(int concurrency, AcceptedStatuses accepted, PagePolicy pages, Duration grace) {
    /** Long enough for most responses that are on their way, short enough for somebody who has pressed Ctrl-C. */
    public static final Duration DEFAULT_GRACE = Duration.ofSeconds(5);

    public CrawlConfig {
        if (concurrency < 1) throw new IllegalArgumentException("concurrency < 1: " + concurrency);
        if (grace.isNegative()) throw new IllegalArgumentException("grace is negative: " + grace);
    }
}
