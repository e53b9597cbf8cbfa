package dev.simul.crawl;

import java.time.Duration;

/**
 * The limits of a crawl as a whole.
 *
 * @param lookAhead how many lines may have been pulled whose requests have to wait, 1 or more: those of a busy host hold up no other
 *     as long as there are fewer of them
 * @param ordered whether records are put into the order of the lines: then a full sink may be waiting for a line that waits
 * @param accepted which statuses do not count as failed
 * @param pages what is read of them
 * @param grace how long an interrupted crawl waits for what is in flight before it cancels it
 */
public record CrawlConfig(int lookAhead, boolean ordered, AcceptedStatuses accepted, PagePolicy pages, Duration grace) {
    /** Some 20 MB of lines. */
    public static final int DEFAULT_LOOK_AHEAD = 100_000;

    /** Long enough for most responses that are on their way, short enough for somebody who has pressed Ctrl-C. */
    public static final Duration DEFAULT_GRACE = Duration.ofSeconds(5);

    public CrawlConfig {
        if (lookAhead < 1) throw new IllegalArgumentException("lookAhead < 1: " + lookAhead);
        if (grace.isNegative()) throw new IllegalArgumentException("grace is negative: " + grace);
    }
}
