package dev.simul.crawl;

import dev.simul.html.PageHead;
import dev.simul.html.PageMemory;
import dev.simul.html.PageQuery;
import dev.simul.html.PageReader;
import dev.simul.http.ResponseHead;

/**
 * What is read of pages.
 *
 * @param query what is asked besides the title
 * @param titleOnly whether reading ends as soon as the title is known; then nothing else can be asked
 */
public record PagePolicy(PageQuery query, boolean titleOnly) {
    /** The title of a body that is read to its end. */
    public static final PagePolicy TITLE = new PagePolicy(PageQuery.TITLE, false);

    public PagePolicy {
        if (titleOnly && query.wantsTree()) throw new IllegalArgumentException("the title only, and more");
    }

    /** Begins to read the body that follows a head. */
    public PageReader open(ResponseHead head, PageMemory memory) {
        return open(query, head, memory);
    }

    /** The same, where the page's links are not followed although those of others are. */
    PageReader openAtTheEnd(ResponseHead head, PageMemory memory) {
        return open(query.unfollowed(), head, memory);
    }

    private static PageReader open(PageQuery query, ResponseHead head, PageMemory memory) {
        PageHead said = new PageHead(head.all("Content-Type"), head.all("X-Content-Type-Options"));
        return PageReader.open(said, query, memory);
    }
}
