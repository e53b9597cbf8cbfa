package dev.simul.crawl;

import dev.simul.frontier.FrontierException;
import dev.simul.sink.SinkException;
import dev.simul.source.SourceException;
import java.time.Duration;

/** Why a crawl has ended. */
public sealed interface CrawlEnd {
    /** Every line has its record. */
    record Completed() implements CrawlEnd {}

    /** Not every line may have its record. */
    sealed interface Early extends CrawlEnd {}

    /** It was asked to stop; what was begun has its records. */
    record Interrupted() implements Early {}

    /** Records cannot be written any more. */
    record SinkFailed(SinkException cause) implements Early {}

    /**
     * No host can be reached any more; what was in flight is cancelled.
     *
     * @param away for how long that had been so
     */
    record NetworkLost(Duration away) implements Early {}

    /** What is still to be visited cannot be kept any more; what is not known to be kept has no record. */
    record FrontierFailed(FrontierException cause) implements Early {}

    /** A source broke off; what was read before has its records. */
    record SourceFailed(SourceException cause) implements Early {}
}
