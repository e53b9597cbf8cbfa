package dev.simul.crawl;

import dev.simul.result.CrawlRecord;
import dev.simul.result.Target;

/** Hears what happens in a crawl. Loop thread; must be quick. */
public interface CrawlListener {
    /** The visit to a line begins. */
    void visitStarted(Target target);

    /**
     * The visit has ended; its record is about to be written.
     *
     * @param failed whether it counts as failed: a response was asked for, and no whole one came, or its status is not accepted
     */
    void visitEnded(CrawlRecord record, boolean failed);

    /**
     * A line that had failed has been visited once more; the end of that visit is next.
     *
     * @param failed whether it has failed again
     */
    default void visitedAgain(boolean failed) {}
}
