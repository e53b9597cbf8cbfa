package dev.simul.cli;

import dev.simul.crawl.CrawlConfig;
import dev.simul.fetch.FetchConfig;
import dev.simul.robots.ProductToken;
import dev.simul.serve.MockServer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** What the options of a crawl come to, whoever carries it out. */
record CrawlPlan(CrawlConfig config, FetchConfig fetch, Conduct conduct) {
    /**
     * Puts it together.
     *
     * @param follower who follows links; null if nobody does
     * @param mock where all hosts are; null: where their names say
     * @param environment says which proxies there are
     */
    static CrawlPlan of(
            ParseResult arguments,
            @Nullable ProductToken follower,
            @Nullable MockServer mock,
            Map<String, String> environment)
            throws UsageException {
        CrawlConfig config = new CrawlConfig(
                PolitenessOptions.lookAhead(arguments),
                PolitenessOptions.isOrdered(arguments),
                RequestOptions.accepted(arguments),
                PageOptions.of(arguments, RequestOptions.maxBodyBytes(arguments), follower),
                CrawlConfig.DEFAULT_GRACE);
        FetchConfig fetch = RequestOptions.fetchConfig(
                arguments,
                RequestOptions.versions(arguments),
                ProxyOption.rules(arguments, environment, mock != null),
                AddressOptions.of(arguments, mock),
                mock,
                RequestOptions.DEFAULT_PER_HOST);
        return new CrawlPlan(config, fetch, PolitenessOptions.conduct(arguments, fetch));
    }
}
