package dev.simul.cli;

import dev.simul.cluster.CrawlSettings;
import java.util.List;
import java.util.Map;

/** Settings as workers have them. */
public final class ClusterSettings {
    private ClusterSettings() {}

    /** Those of options, each {@code --name=value}. */
    public static CrawlSettings of(String... words) {
        return new ParsedCrawl(List.of(words), Map.of(), 1_000);
    }
}
