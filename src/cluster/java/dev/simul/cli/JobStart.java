package dev.simul.cli;

import dev.simul.cluster.CrawlSettings;
import dev.simul.cluster.JobFolder;
import dev.simul.cluster.MachineCluster;
import dev.simul.cluster.Preparation;
import dev.simul.cluster.RemoteCluster;
import dev.simul.cluster.RunningJob;
import dev.simul.crawl.EqualUrls;
import dev.simul.source.LineFilter;
import dev.simul.source.SourceException;
import dev.simul.source.SourceSpec;
import dev.simul.source.UrlSource;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** {@code cluster local}, {@code submit} and {@code resume}: how a job comes to run. */
record JobStart(Console console, ParseResult arguments) {
    /** The machine's cluster that is asked where no other is named. */
    static MachineCluster machine(Console console, ParseResult arguments) throws UsageException {
        java.nio.file.Path at = ClusterOptions.at(arguments);
        return at == null ? MachineCluster.ofUser(console.environment()) : new MachineCluster(at);
    }

    /** The address that was given, or that of the machine's cluster. */
    static RemoteCluster.Address address(Console console, ParseResult arguments) throws UsageException, IOException {
        RemoteCluster.Address given = ClusterOptions.cluster(arguments);
        if (given == null) given = machine(console, arguments).address();
        if (given == null) throw new UsageException("no cluster is running: 'simul cluster start' starts one");
        return given;
    }

    /** In this process. */
    int local() throws UsageException, IOException, InterruptedException {
        JobFolder folder = emptyFolder();
        JobDescription job = prepared(folder, null, ClusterOptions.parallelism(arguments, 1));
        return run(folder, job, null);
    }

    /** On a cluster. */
    int submit() throws UsageException, IOException, InterruptedException {
        JobFolder folder = emptyFolder();
        RemoteCluster.Address address = address(console, arguments);
        int free;
        try (RemoteCluster cluster = RemoteCluster.at(address)) {
            free = cluster.overview().free();
        }
        int parallelism = ClusterOptions.parallelism(arguments, Math.max(1, free));
        if (parallelism > free) {
            throw new UsageException(
                    "-p " + parallelism + ": the cluster at " + address + " has " + free + " free slots");
        }
        return run(folder, prepared(folder, address, parallelism), null);
    }

    /** Goes on, here or there. */
    int resume() throws UsageException, IOException, InterruptedException {
        JobFolder folder = ClusterOptions.folder(arguments);
        JobDescription job = JobDescription.in(folder);
        if (job == null)
            throw new UsageException("there is no job in " + folder.name() + " that could be gone on with");
        refuseRunning(job);
        String checkpoint = folder.newestCheckpoint();
        if (checkpoint == null && folder.hasRecords()) {
            throw new UsageException(folder.name() + " has records, but no checkpoint: the job is done, or its"
                    + " checkpoints are lost; 'simul verify' says which");
        }
        RemoteCluster.Address given = ClusterOptions.cluster(arguments);
        RemoteCluster.Address target = given == null ? job.cluster() : given;
        if (arguments.hasMatchedOption("--local")) target = null;
        int parallelism = ClusterOptions.parallelism(arguments, job.parallelism());
        console.complain(checkpoint == null ? "there is no checkpoint yet: from the beginning" : "from " + checkpoint);
        return run(folder, job.moved(parallelism, target, null), checkpoint);
    }

    private static void refuseRunning(JobDescription job) throws UsageException {
        if (job.cluster() == null || job.id() == null) return;
        try (RemoteCluster cluster = RemoteCluster.at(job.cluster())) {
            boolean runs = cluster.jobs().stream().anyMatch(each -> each.id().equals(job.id()) && !each.isOver());
            if (runs) throw new UsageException("it is running, at http://" + job.cluster());
        } catch (IOException noClusterAnyMore) {
            // Then it does not run there.
        }
    }

    private JobFolder emptyFolder() throws UsageException, IOException {
        JobFolder folder = ClusterOptions.folder(arguments);
        if (!folder.isEmpty()) {
            throw new UsageException(
                    "-o: " + folder.name() + " is not empty; 'simul cluster resume -o DIR' goes on with a job");
        }
        return folder;
    }

    /** Makes sure of the options, then writes the lines. */
    private JobDescription prepared(JobFolder folder, RemoteCluster.@Nullable Address cluster, int parallelism)
            throws UsageException, IOException, InterruptedException {
        NotInCluster.refuse(arguments);
        List<SourceSpec> sources = SourceArguments.of(arguments);
        ParsedCrawl settings =
                ParsedCrawl.of(arguments, console.environment(), ClusterOptions.capacity(arguments, parallelism));
        check(settings, parallelism);
        LineFilter wanted = LineFilter.all();
        if (PolitenessOptions.asksOnce(arguments)) wanted = new EqualUrls(wanted);
        try (UrlSource source = UrlSource.open(sources, console.in(), wanted)) {
            long lines = new Preparation(folder).write(source);
            JobDescription job = new JobDescription(
                    settings, parallelism, ClusterOptions.checkpointEvery(arguments), lines, cluster, null);
            job.keepIn(folder);
            return job;
        } catch (SourceException cannotBeRead) {
            folder.discard();
            throw new UsageException(String.valueOf(cannotBeRead.getMessage()));
        } catch (IOException | InterruptedException | RuntimeException e) {
            folder.discard();
            throw e;
        }
    }

    /** Does what each worker will do first: what is wrong with an option is better said here. */
    private static void check(ParsedCrawl settings, int parallelism) throws UsageException {
        try (CrawlSettings.Opened opened = settings.open()) {
            if (parallelism <= opened.limits().concurrency()) return;
        }
        throw new UsageException(
                "-p " + parallelism + " needs -c " + parallelism + " or more, since each subtask has its part of it");
    }

    private int run(JobFolder folder, JobDescription job, @Nullable String checkpoint)
            throws UsageException, IOException, InterruptedException {
        RemoteCluster.Address cluster = job.cluster();
        JobWatch watch = JobWatch.of(arguments, console, folder, job, cluster == null);
        if (cluster == null) {
            job.keepIn(folder);
            return watch.await(job.job(folder).runHere(checkpoint));
        }
        try (RemoteCluster remote = RemoteCluster.at(cluster)) {
            RunningJob running = remote.submit(job.job(folder), checkpoint);
            job.moved(job.parallelism(), cluster, running.id()).keepIn(folder);
            console.complain("job " + running.id() + " at http://" + cluster);
            return arguments.hasMatchedOption("--detach") ? ExitStatus.OK : watch.await(running);
        }
    }
}
