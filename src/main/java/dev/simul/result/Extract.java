package dev.simul.result;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of a page besides its title. Every record of a crawl has one of the same shape, whatever became of the page.
 *
 * @param selected one for each selector, in the order in which they were given
 * @param links absolute URLs, each once, in the order of their first appearance; null where nobody asked for them
 */
public record Extract(List<Selected> selected, @Nullable List<String> links) implements Serializable {
    /** Nothing was asked for. */
    public static final Extract NONE = new Extract(List.of(), null);

    /** Characters of all its texts together. */
    public long length() {
        long length = 0;
        for (Selected each : selected) for (String value : each.values()) length += value.length();
        if (links != null) for (String link : links) length += link.length();
        return length;
    }
}
