package dev.simul.source;

import org.jspecify.annotations.Nullable;

/**
 * How a line came to be where links are followed.
 *
 * @param depth how many links lie between it and a line of a source; 0 for such a line itself
 * @param from the URL of what named it; null for a line of a source
 * @param root what it descends from, in the words of whoever follows links
 * @param isCanonical whether it was named as the canonical URL of {@code from}, which is a duplicate of it
 */
public record Found(int depth, @Nullable String from, String root, boolean isCanonical) {
    public Found {
        if (depth < 0) throw new IllegalArgumentException("depth < 0: " + depth);
    }
}
