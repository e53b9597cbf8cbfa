package dev.simul.crawl;

import dev.simul.result.CrawlRecord;
import dev.simul.result.Effort;
import dev.simul.result.FetchError;
import java.io.Serializable;
import java.time.Duration;

/**
 * What came of a line that is to be visited once more at the end.
 *
 * @param record what would have been its record
 * @param endNanos when it was made, on the loop's clock
 */
public record FirstVisit(CrawlRecord record, long endNanos) implements Serializable {
    /** Whether it may be another time's trouble: the host was asked, or should have been. */
    static boolean isWorthAnother(CrawlRecord failed) {
        FetchError error = failed.error();
        if (error == null) return true;
        return switch (error.kind()) {
            case INVALID_URL, UNSUPPORTED_SCHEME, ROBOTS, BLOCKED, DUPLICATE, CANCELLED -> false;
            case DNS, CONNECT, TLS, TIMEOUT, CLOSED, PROTOCOL, REDIRECT, TOO_LARGE, DECODE, INTERNAL -> true;
        };
    }

    /** The record of both visits; of the first alone where the second was broken off. */
    CrawlRecord with(CrawlRecord second, long nowNanos) {
        if (second.error() instanceof FetchError.Cancelled) return record;
        Effort before = record.effort();
        Effort effort = second.effort();
        Duration elapsed = before.elapsed().plusNanos(nowNanos - endNanos);
        Effort all = new Effort(before.attempts() + effort.attempts(), effort.fetchedAt(), elapsed, effort.timing());
        return new CrawlRecord(record.target(), second.answer(), second.page(), all, second.error());
    }
}
