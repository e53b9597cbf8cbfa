package dev.simul.cli;

import dev.simul.cluster.CrawlJob;
import dev.simul.cluster.JobFolder;
import dev.simul.cluster.RemoteCluster;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options of {@code cluster} that are about the cluster and the job, and not about the crawl. */
final class ClusterOptions {
    private static final Duration SHORTEST_CHECKPOINTS = Duration.ofSeconds(1);
    private static final int MOST_SUBTASKS = 1_000;

    private ClusterOptions() {}

    static OptionSpec output(String description) {
        return OptionSpec.builder("-o", "--output")
                .paramLabel("DIR")
                .type(String.class)
                .description(description)
                .build();
    }

    static OptionSpec parallelism(String fallback) {
        return OptionSpec.builder("-p", "--parallelism")
                .paramLabel("N")
                .type(int.class)
                .description(
                        "how many subtasks, each with an event loop and its part of -c and --rate (" + fallback + ")")
                .build();
    }

    static OptionSpec checkpointEvery() {
        return OptionSpec.builder("--checkpoint-every")
                .paramLabel("D")
                .type(Duration.class)
                .description(
                        "how often what is done is made to stay; what came after is fetched anew after a loss (10s)")
                .build();
    }

    static OptionSpec cluster(String fallback) {
        return OptionSpec.builder("--cluster")
                .paramLabel("HOST:PORT")
                .type(String.class)
                .description("the cluster's web address (" + fallback + ")")
                .build();
    }

    static OptionSpec lost() {
        return OptionSpec.builder("--lost")
                .description(
                        "takes the cluster that it ran on to be gone, though that cannot be seen from here: where it is not, lines"
                                + " will have two records")
                .build();
    }

    static OptionSpec detach() {
        return OptionSpec.builder("-d", "--detach")
                .description("does not wait for the job's end")
                .build();
    }

    static void declareProgress(CommandSpec spec) {
        spec.addOption(OptionSpec.builder("--progress")
                .paramLabel("WHEN")
                .type(String.class)
                .description("auto, always or never (auto)")
                .build());
        spec.addOption(OptionSpec.builder("-q", "--quiet")
                .description("no progress and no summary")
                .build());
    }

    static JobFolder folder(ParseResult arguments) throws UsageException {
        String name = arguments.matchedOptionValue("-o", null);
        if (name == null || name.isEmpty()) throw new UsageException("Missing required option: '--output=DIR'");
        try {
            return JobFolder.named(name);
        } catch (IllegalArgumentException e) {
            throw new UsageException("-o: " + e.getMessage());
        }
    }

    static int parallelism(ParseResult arguments, int fallback) throws UsageException {
        int parallelism = arguments.matchedOptionValue("-p", fallback);
        if (parallelism < 1 || parallelism > MOST_SUBTASKS) {
            throw new UsageException("-p must be 1 to " + MOST_SUBTASKS + ": " + parallelism);
        }
        return parallelism;
    }

    /** How many lines all subtasks together may have in them: more than are in flight. */
    static int lookAhead(ParseResult arguments, int parallelism) throws UsageException {
        int concurrency = RequestOptions.concurrency(arguments);
        int fallback = (int)
                Math.min(Integer.MAX_VALUE, Math.max((long) parallelism * CrawlJob.DEFAULT_CAPACITY, 2L * concurrency));
        int all = RequestOptions.atLeast(1, "--look-ahead", arguments, fallback);
        if (all < concurrency) throw new UsageException("--look-ahead " + all + " is less than -c " + concurrency);
        return all;
    }

    static Duration checkpointEvery(ParseResult arguments) throws UsageException {
        Duration every = arguments.matchedOptionValue("--checkpoint-every", CrawlJob.DEFAULT_CHECKPOINT_EVERY);
        if (every.compareTo(SHORTEST_CHECKPOINTS) < 0)
            throw new UsageException("--checkpoint-every must be 1s or more");
        return every;
    }

    /** The address that was given; null if none was. */
    static RemoteCluster.@Nullable Address cluster(ParseResult arguments) throws UsageException {
        String given = arguments.matchedOptionValue("--cluster", null);
        try {
            return given == null ? null : RemoteCluster.Address.parse(given);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--cluster: " + e.getMessage());
        }
    }

    static OptionSpec at() {
        return OptionSpec.builder("--at")
                .paramLabel("DIR")
                .type(String.class)
                .description("where what is to be known of this machine's cluster is kept, with its logs"
                        + " (~/.local/state/simul/cluster)")
                .build();
    }

    /** Where the machine's cluster was said to be; null for the usual place. */
    static @Nullable Path at(ParseResult arguments) throws UsageException {
        String given = arguments.matchedOptionValue("--at", null);
        try {
            return given == null ? null : Path.of(given).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new UsageException("--at: '" + given + "' cannot be the name of a folder");
        }
    }
}
