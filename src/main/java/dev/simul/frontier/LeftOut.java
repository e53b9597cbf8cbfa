package dev.simul.frontier;

/**
 * How many URLs were found, but are not visited because of a limit. Immutable.
 *
 * @param inAll those behind the last one when {@link FollowLimits#maxUrls} was reached, as far as they were known; some of them may be
 *     where a redirect has led to since
 * @param ofHosts those beyond {@link FollowLimits#maxUrlsPerHost}
 */
public record LeftOut(long inAll, long ofHosts) {
    public static final LeftOut NOTHING = new LeftOut(0, 0);
}
