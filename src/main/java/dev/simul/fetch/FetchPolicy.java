package dev.simul.fetch;

/**
 * How one URL is fetched.
 *
 * @param maxRedirects 0: a redirect is the answer
 * @param retries further attempts after the first one, 0 or more
 * @param perHost how many requests to one host may be in flight; 0 for no limit
 */
public record FetchPolicy(int maxRedirects, int retries, int perHost) {
    public FetchPolicy {
        if (maxRedirects < 0) throw new IllegalArgumentException("maxRedirects < 0: " + maxRedirects);
        if (retries < 0) throw new IllegalArgumentException("retries < 0: " + retries);
        if (perHost < 0) throw new IllegalArgumentException("perHost < 0: " + perHost);
    }
}
