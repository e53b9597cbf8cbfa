package dev.simul.crawl;

import dev.simul.result.CrawlRecord;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where visits go on that redirects lead to hosts of other loops. */
@FunctionalInterface
public interface Abroad {
    /**
     * Sends one there, see {@link Crawl#receive}. Loop thread of the crawl whose visit it is.
     *
     * @param back is given its record on the same thread, in a later turn; null where there must be none
     * @return cancels it, any number of times: its record comes all the same
     */
    Runnable send(Traveller traveller, Consumer<@Nullable CrawlRecord> back);
}
