package dev.simul.crawl;

/** What keeps a crawl from going on faster, at one moment. */
public enum Holdup {
    /** The loop has work to do: its thread computes. */
    CPU,
    /** As many requests as there may be are in flight. */
    CONCURRENCY,
    /** The same, and most of them wait for a name to be looked up. */
    DNS,
    /** Hosts of lines that wait have as many requests in flight as one host may have. */
    HOST_LIMIT,
    /** Hosts of lines that wait are not to be asked yet: by the delay that was given, or by their own wish. */
    HOST_DELAY,
    /** So many requests a second have been made as may be. */
    RATE,
    /** The source has not brought another line yet. */
    SOURCE,
    /** Records are not written fast enough. */
    SINK,
    /** There is no network. */
    NETWORK,
    /** There is nothing to begin any more: the last responses, and pauses before retries. */
    THE_LAST
}
