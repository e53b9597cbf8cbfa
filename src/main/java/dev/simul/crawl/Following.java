package dev.simul.crawl;

import dev.simul.frontier.Frontier;
import dev.simul.html.Outlinks;
import dev.simul.http.ResponseHead;
import dev.simul.result.CrawlRecord;
import dev.simul.result.Extract;
import dev.simul.source.SourceLine;
import dev.simul.url.Url;
import org.jspecify.annotations.Nullable;

/** What becomes of the links of one visit. Loop thread. */
interface Following {
    /** Nothing. */
    Following NOTHING = new Following() {
        @Override
        public @Nullable SourceLine line() {
            return null;
        }

        @Override
        public boolean wantsLinks() {
            return false;
        }

        @Override
        public Extract marked(Extract extract) {
            return extract;
        }

        @Override
        public void report(CrawlRecord record, @Nullable Page page, Frontier.Settled settled) {
            settled.settled(true);
        }
    };

    /**
     * What came in the end.
     *
     * @param url that answered
     */
    record Page(Url url, ResponseHead head, Outlinks outlinks) {}

    /** The line that is visited; null where nothing becomes of its links. */
    @Nullable
    SourceLine line();

    /** Whether the page's links are to be looked for. */
    boolean wantsLinks();

    /** The record's extract, with how its URL was come to. */
    Extract marked(Extract extract);

    /**
     * Reports what the visit has brought; once for each.
     *
     * @param page null where nobody has answered
     * @param settled run on the loop when that is kept and the record may be written, or when it cannot be kept and the record must
     *     not be
     */
    void report(CrawlRecord record, @Nullable Page page, Frontier.Settled settled);
}
