package dev.simul.compare;

import dev.simul.crawl.ListedUrl;
import dev.simul.fetch.FetchConfig;
import dev.simul.fetch.RedirectPolicy;
import dev.simul.fetch.RetryPolicy;
import dev.simul.html.PageMemory;
import dev.simul.result.Answer;
import dev.simul.result.CrawlRecord;
import dev.simul.result.Effort;
import dev.simul.result.FetchFailure;
import dev.simul.result.Page;
import dev.simul.source.SourceLine;
import dev.simul.url.Url;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Random;

/**
 * Makes a record of a line, under the same policy as the event loop but by blocking. Any number of threads.
 *
 * @param retry with a random generator that threads may share
 */
record BlockingFetcher(
        BlockingClient client,
        RetryPolicy retry,
        RedirectPolicy redirect,
        HostPermits hosts,
        PageMemory memory,
        Clock clock)
        implements AutoCloseable {

    /**
     * Makes a client of its own. Reads the trusted certificates.
     *
     * @param keepsConnections whether they may serve further requests
     */
    static BlockingFetcher open(FetchConfig config, boolean keepsConnections)
            throws GeneralSecurityException, IOException {
        Clock clock = Clock.systemUTC();
        return new BlockingFetcher(
                BlockingClient.open(config, keepsConnections),
                new RetryPolicy(config.policy().retries(), new Random(), clock),
                new RedirectPolicy(
                        config.policy().maxRedirects(), !config.fields().takesAwayCookies()),
                new HostPermits(config.policy().perHost()),
                PageMemory.ofHeap(),
                clock);
    }

    /** Blocks until the line has its record; never throws for what may come over the wire. */
    CrawlRecord visit(SourceLine line) {
        Url url;
        try {
            url = ListedUrl.urlOf(line);
        } catch (FetchFailure e) {
            return new CrawlRecord(
                    ListedUrl.targetOf(line), Answer.NONE, Page.NONE, Effort.none(clock.instant()), e.error());
        }
        return new BlockingVisit(this, url).run(ListedUrl.targetOf(line));
    }

    @Override
    public void close() {
        client.close();
    }
}
