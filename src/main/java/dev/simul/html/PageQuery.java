package dev.simul.html;

import dev.simul.result.Extract;
import dev.simul.result.Selected;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of every page besides its title. Immutable; any thread.
 *
 * @param selections in the order of the record
 * @param wantsLinks whether its links are wanted
 * @param follower who follows its links, by the name, in lower case, that pages know it by; null if nobody does
 * @param limit the most bytes of a page that are read for it, and the most characters of its values and of its links
 */
public record PageQuery(
        List<Selection> selections,
        boolean wantsLinks,
        @Nullable String follower,
        int limit) {
    /** Bytes, 1 GiB: a greater {@code limit} makes no sense, for a page has to fit into memory several times. */
    public static final int MOST_BYTES = 1 << 30;

    /** Nothing. */
    public static final PageQuery TITLE = new PageQuery(List.of(), false, 0);

    /** Nobody follows its links. */
    public PageQuery(List<Selection> selections, boolean wantsLinks, int limit) {
        this(selections, wantsLinks, null, limit);
    }

    /**
     * The same, with links that {@code newFollower} follows.
     *
     * @param newLimit as {@link #limit}
     */
    public PageQuery followedBy(String newFollower, int newLimit) {
        return new PageQuery(selections, wantsLinks, newFollower, newLimit);
    }

    /** The same, but that nobody follows its links. */
    public PageQuery unfollowed() {
        return follower == null ? this : new PageQuery(selections, wantsLinks, limit);
    }

    /** Whether it takes the whole page to answer it. */
    public boolean wantsTree() {
        return wantsLinks || follower != null || !selections.isEmpty();
    }

    /** Bytes of a page that are kept for it, at most. */
    int keptBytes() {
        return wantsTree() ? limit : PageReader.LIMIT;
    }

    /** The answer of what is not a page. */
    public Extract nothing() {
        if (selections.isEmpty() && !wantsLinks) return Extract.NONE;
        List<Selected> selected = selections.stream()
                .map(each -> new Selected(each.name(), each.isList(), List.of()))
                .toList();
        return new Extract(selected, wantsLinks ? List.of() : null);
    }
}
