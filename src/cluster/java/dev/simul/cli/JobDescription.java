package dev.simul.cli;

import dev.simul.cluster.CrawlJob;
import dev.simul.cluster.JobFolder;
import dev.simul.cluster.RemoteCluster;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a job, so that it can be gone on with.
 *
 * @param settings whose look-ahead is that of all subtasks
 * @param lines how many there are
 * @param cluster where it runs; null: in a process of {@code simul}
 * @param id of its last run
 */
record JobDescription(
        ParsedCrawl settings,
        int parallelism,
        Duration checkpointEvery,
        long lines,
        RemoteCluster.@Nullable Address cluster,
        String id) {
    private static final String PARALLELISM = "parallelism";
    private static final String LOOK_AHEAD = "look-ahead";
    private static final String CHECKPOINT_MILLIS = "checkpoint-every-ms";
    private static final String LINES = "lines";
    private static final String CLUSTER = "cluster";
    private static final String ID = "id";
    private static final String OPTION = "option.";
    private static final String ENVIRONMENT = "environment.";

    /** The job itself. */
    CrawlJob job(JobFolder folder) {
        int each = Math.max(1, settings.lookAhead() / parallelism);
        return new CrawlJob(id, folder, settings.withLookAhead(each), parallelism, each, checkpointEvery);
    }

    /** The same job for another run, elsewhere or by another number of subtasks. */
    JobDescription again(int newParallelism, RemoteCluster.@Nullable Address newCluster) {
        return new JobDescription(settings, newParallelism, checkpointEvery, lines, newCluster, CrawlJob.newId());
    }

    void keepIn(JobFolder folder) throws IOException {
        Properties kept = new Properties();
        kept.setProperty(PARALLELISM, Integer.toString(parallelism));
        kept.setProperty(LOOK_AHEAD, Integer.toString(settings.lookAhead()));
        kept.setProperty(CHECKPOINT_MILLIS, Long.toString(checkpointEvery.toMillis()));
        kept.setProperty(LINES, Long.toString(lines));
        if (cluster != null) kept.setProperty(CLUSTER, cluster.toString());
        kept.setProperty(ID, id);
        for (int i = 0; i < settings.words().size(); i++)
            kept.setProperty(OPTION + i, settings.words().get(i));
        settings.proxies().forEach((name, value) -> kept.setProperty(ENVIRONMENT + name, value));
        folder.keep(kept);
    }

    /**
     * Reads what {@link #keepIn} has kept; null where there is no job in the folder.
     *
     * @throws IOException if it cannot be read, or makes no sense
     */
    static @Nullable JobDescription in(JobFolder folder) throws IOException {
        Properties kept = folder.kept();
        if (kept == null) return null;
        try {
            List<String> words = new ArrayList<>();
            for (String word = kept.getProperty(OPTION + 0);
                    word != null;
                    word = kept.getProperty(OPTION + words.size())) {
                words.add(word);
            }
            Map<String, String> proxies = new TreeMap<>();
            for (String name : kept.stringPropertyNames()) {
                if (name.startsWith(ENVIRONMENT))
                    proxies.put(name.substring(ENVIRONMENT.length()), kept.getProperty(name));
            }
            String cluster = kept.getProperty(CLUSTER);
            return new JobDescription(
                    new ParsedCrawl(words, proxies, Integer.parseInt(kept.getProperty(LOOK_AHEAD))),
                    Integer.parseInt(kept.getProperty(PARALLELISM)),
                    Duration.ofMillis(Long.parseLong(kept.getProperty(CHECKPOINT_MILLIS))),
                    Long.parseLong(kept.getProperty(LINES)),
                    cluster == null ? null : RemoteCluster.Address.parse(cluster),
                    kept.getProperty(ID, ""));
        } catch (IllegalArgumentException e) {
            throw new IOException(folder.name() + "/.simul/job.properties makes no sense: " + e.getMessage(), e);
        }
    }
}
