package dev.simul.frontier;

import dev.simul.url.Url;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a visit has brought. Immutable.
 *
 * @param redirectedTo the URL that answered, where it is another one than was asked for; else null
 * @param page the URL that links are relative to the scope of; null where the visit has brought no page whose links are followed
 * @param links those of the page, without fragments
 * @param canonical what the page says its URL should be; null where it says nothing
 */
public record Visited(
        @Nullable Url redirectedTo,
        @Nullable Url page,
        List<Url> links,
        @Nullable Url canonical) {
    /** It has brought nothing. */
    public static final Visited NOTHING = new Visited(null, null, List.of(), null);
}
