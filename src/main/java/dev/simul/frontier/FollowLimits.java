package dev.simul.frontier;

/**
 * How far links are followed.
 *
 * @param depth how many links a URL may be away from the lines; 0 for none
 * @param scope which links
 * @param maxUrls how many records there may be in all, those of lines included, 1 or more; {@link #NO_LIMIT} for no limit
 * @param maxUrlsPerHost how many of one host, name and port, beyond which URLs that were found are left out, 1 or more;
 *     {@link #NO_LIMIT} for no limit
 */
public record FollowLimits(int depth, Scope scope, long maxUrls, long maxUrlsPerHost) {
    public static final long NO_LIMIT = Long.MAX_VALUE;

    /** More than any crawl will come to, and what the store has room for. */
    public static final int MAX_DEPTH = 10_000;

    public FollowLimits {
        if (depth < 0 || depth > MAX_DEPTH) throw new IllegalArgumentException("no depth: " + depth);
        if (maxUrls < 1) throw new IllegalArgumentException("maxUrls < 1: " + maxUrls);
        if (maxUrlsPerHost < 1) throw new IllegalArgumentException("maxUrlsPerHost < 1: " + maxUrlsPerHost);
    }
}
