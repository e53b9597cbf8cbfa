package dev.simul.cli;

import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Options of {@code crawl} that {@code cluster} has not, and knows only to say so. */
final class NotInCluster {
    private static final String NO_LINKS = "not on a cluster; a job fetches the lines of a list and follows no links";
    private static final String NO_BODIES = "not on a cluster; its workers keep no bodies";
    private static final String JSON_LINES = "a job writes JSON Lines, as part-* in the folder of -o";

    private static final List<Refused> ALL = List.of(
            new Refused("--ordered", false, "not on a cluster; one slow host would hold up all the others"),
            new Refused("--format", true, JSON_LINES),
            new Refused("--resume", false, "'simul cluster resume -o DIR' goes on with a job"),
            new Refused("--sync", true, "records stay from checkpoint to checkpoint, see --checkpoint-every"),
            new Refused("--metrics", true, "metrics are Flink's, see its web page"),
            new Refused(
                    "--slow-callbacks", true, "not on a cluster; the metric loop_lag_max_ms tells of slow callbacks"),
            new Refused("--loops", true, "each subtask has one loop, see --parallelism"),
            new Refused("--recheck", false, "not on a cluster; 'simul failed' makes a list of what has failed"),
            new Refused("--depth", true, NO_LINKS),
            new Refused("--scope", true, NO_LINKS),
            new Refused("--max-urls", true, NO_LINKS),
            new Refused("--max-urls-per-host", true, NO_LINKS),
            new Refused("--sitemap", true, NO_LINKS),
            new Refused("--no-robots", false, NO_LINKS),
            new Refused("--save", true, NO_BODIES),
            new Refused("--warc", true, NO_BODIES));

    private NotInCluster() {}

    static List<OptionSpec> all() {
        return ALL.stream().map(Refused::hidden).toList();
    }

    static void refuse(ParseResult arguments) throws UsageException {
        Refused.refuse(ALL, arguments);
    }
}
