package dev.simul.cli;

import dev.simul.cluster.CrawlJob;
import dev.simul.cluster.CrawlSettings;
import java.util.List;
import java.util.Map;

/** How to crawl, for jobs of others, see {@link dev.simul.cluster.CrawlStream}. */
public final class JobSettings {
    private JobSettings() {}

    /**
     * The settings that options of {@code simul crawl} come to. They are read by the workers, and what is wrong with them is said there.
     *
     * @param options each {@code --name=value}, or {@code --name} where it has none
     */
    public static CrawlSettings of(String... options) {
        return new ParsedCrawl(List.of(options), Map.of(), CrawlJob.DEFAULT_CAPACITY);
    }
}
