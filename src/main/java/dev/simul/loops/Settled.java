package dev.simul.loops;

import dev.simul.result.CrawlRecord;

/**
 * A record, and what its loop says of it.
 *
 * @param failed see {@link dev.simul.crawl.CrawlListener#visitEnded}
 * @param again whether it is that of a second visit
 */
record Settled(CrawlRecord record, boolean failed, boolean again) {}
