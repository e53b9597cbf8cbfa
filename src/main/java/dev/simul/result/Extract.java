package dev.simul.result;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for besides what every record has. Every record of a crawl has one of the same shape, whatever became of the page.
 *
 * @param selected one for each selector, in the order in which they were given
 * @param links absolute URLs, each once, in the order of their first appearance; null where nobody asked for them
 * @param trail how the URL was come to; null where links are not followed
 * @param saved where the body is; null where bodies are not saved
 */
public record Extract(
        List<Selected> selected,
        @Nullable List<String> links,
        @Nullable Trail trail,
        @Nullable Saved saved) implements Serializable {
    /** Nothing was asked for. */
    public static final Extract NONE = new Extract(List.of(), null);

    /** Of a crawl that follows no links and saves nothing. */
    public Extract(List<Selected> selected, @Nullable List<String> links) {
        this(selected, links, null, null);
    }

    /** The same, of a crawl that follows links. */
    public Extract withTrail(Trail newTrail) {
        return new Extract(selected, links, newTrail, saved);
    }

    /** The same, of a crawl that saves bodies. */
    public Extract withSaved(Saved newSaved) {
        return new Extract(selected, links, trail, newSaved);
    }

    /** Characters of all its texts together. */
    public long length() {
        long length = 0;
        for (Selected each : selected) for (String value : each.values()) length += value.length();
        if (links != null) for (String link : links) length += link.length();
        if (trail != null && trail.from() != null) length += trail.from().length();
        if (saved != null && saved.path() != null) length += saved.path().length();
        return length;
    }
}
