package dev.simul.result;

import org.jspecify.annotations.Nullable;

/**
 * How a crawl that follows links came to a URL.
 *
 * @param depth how many links lie between it and a line of a source; 0 for such a line itself
 * @param from the URL of the page that had the first link to it, or of the sitemap that names it; null for a line of a source
 */
public record Trail(int depth, @Nullable String from) {
    /** That of a line. */
    public static final Trail LINE = new Trail(0, null);

    public Trail {
        if (depth < 0) throw new IllegalArgumentException("depth < 0: " + depth);
    }
}
