package dev.simul.html;

import dev.simul.url.Url;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a page leads those who follow its links. Immutable; any thread.
 *
 * @param links to http and https, without fragments, each once, in the order of their first appearance; those of {@code a} and
 *     {@code area} that are not {@code rel=nofollow}, none where the page asks for that as a whole
 * @param canonical the URL that the page itself says it should have, without a fragment; null where it says nothing
 */
public record Outlinks(List<Url> links, @Nullable Url canonical) {
    /** It leads nowhere. */
    public static final Outlinks NONE = new Outlinks(List.of(), null);

    public Outlinks {
        links = List.copyOf(links);
    }
}
