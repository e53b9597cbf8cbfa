package dev.simul.cli;

import dev.simul.cluster.Count;
import dev.simul.cluster.CrawlJob;
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
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
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
        return begin(null, ClusterOptions.parallelism(arguments, 1));
    }

    /** On a cluster. */
    int submit() throws UsageException, IOException, InterruptedException {
        RemoteCluster.Address address = address(console, arguments);
        int free = freeSlots(address);
        int parallelism = ClusterOptions.parallelism(arguments, Math.max(1, free));
        requireSlots(address, parallelism, free);
        return begin(address, parallelism);
    }

    private static int freeSlots(RemoteCluster.Address address) throws IOException {
        try (RemoteCluster cluster = RemoteCluster.at(address)) {
            return cluster.overview().free();
        }
    }

    private static void requireSlots(RemoteCluster.Address address, int parallelism, int free) throws UsageException {
        if (parallelism <= free) return;
        throw new UsageException("-p " + parallelism + ": the cluster at " + address + " has " + free + " free slots");
    }

    /** Makes sure of all options, then writes the lines, then lets it run. */
    @SuppressWarnings("try") // the lock is only held
    private int begin(RemoteCluster.@Nullable Address cluster, int parallelism)
            throws UsageException, IOException, InterruptedException {
        NotInCluster.refuse(arguments);
        List<SourceSpec> sources = SourceArguments.of(arguments);
        JobFolder folder = ClusterOptions.folder(arguments);
        JobWatch watch = JobWatch.of(arguments, console, folder, false, cluster == null);
        Duration checkpointEvery = ClusterOptions.checkpointEvery(arguments);
        ParsedCrawl settings =
                ParsedCrawl.of(arguments, console.environment(), ClusterOptions.lookAhead(arguments, parallelism));
        check(settings, parallelism);
        if (!folder.isFree()) {
            throw new UsageException(
                    "-o: " + folder.name() + " is not empty; 'simul cluster resume -o DIR' goes on with a job");
        }
        try (Closeable lock = folder.lock()) {
            long lines = writeLines(folder, sources);
            JobDescription job =
                    new JobDescription(settings, parallelism, checkpointEvery, lines, cluster, CrawlJob.newId());
            return run(folder, job, null, watch);
        }
    }

    private long writeLines(JobFolder folder, List<SourceSpec> sources)
            throws UsageException, IOException, InterruptedException {
        LineFilter wanted = LineFilter.all();
        if (PolitenessOptions.asksOnce(arguments)) wanted = new EqualUrls(wanted);
        Interrupts.handle(Thread.currentThread()::interrupt);
        try (UrlSource source = UrlSource.open(sources, console.in(), wanted)) {
            return new Preparation(folder).write(source);
        } catch (SourceException cannotBeRead) {
            folder.discard();
            throw new UsageException(String.valueOf(cannotBeRead.getMessage()));
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            folder.discard();
            throw new InterruptedException();
        } catch (IOException | InterruptedException | RuntimeException e) {
            folder.discard();
            throw e;
        }
    }

    /** Goes on, here or there. */
    @SuppressWarnings("try") // the lock is only held
    int resume() throws UsageException, IOException, InterruptedException {
        JobFolder folder = ClusterOptions.folder(arguments);
        JobDescription job = JobDescription.in(folder);
        if (job == null) {
            throw new UsageException("there is no job in " + folder.name() + " that could be gone on with");
        }
        RemoteCluster.Address given = ClusterOptions.cluster(arguments);
        RemoteCluster.Address target = given == null ? job.cluster() : given;
        if (arguments.hasMatchedOption("--local")) target = null;
        int parallelism = ClusterOptions.parallelism(arguments, job.parallelism());
        JobWatch watch = JobWatch.of(arguments, console, folder, true, target == null);
        check(job.settings(), parallelism);
        try (Closeable lock = folder.lock()) {
            Integer status = statusOfFinished(folder, job);
            if (status != null) return status;
            String checkpoint = folder.newestCheckpoint();
            if (checkpoint == null && folder.hasRecords()) {
                throw new UsageException(folder.name() + " has records, but no checkpoint: the job is done, or its"
                        + " checkpoints are lost; 'simul verify' says which");
            }
            if (target != null) requireSlots(target, parallelism, freeSlots(target));
            console.complain(
                    checkpoint == null ? "there is no checkpoint yet: from the beginning" : "from " + checkpoint);
            return run(folder, job.again(parallelism, target), checkpoint, watch);
        }
    }

    /** Completes a job that nobody has waited for; null where it is not finished, and does not run either. */
    private @Nullable Integer statusOfFinished(JobFolder folder, JobDescription job)
            throws UsageException, IOException {
        if (job.cluster() == null) return null; // else its process would have the folder
        RemoteCluster.Job known;
        Count count;
        try (RemoteCluster cluster = RemoteCluster.at(job.cluster())) {
            known = cluster.jobs().stream()
                    .filter(each -> each.id().equals(job.id()))
                    .findFirst()
                    .orElse(null);
            count = known == null ? null : cluster.count(known);
        } catch (RemoteCluster.Absent noClusterAnyMore) {
            return null; // then it does not run there
        } catch (IOException unknown) {
            if (arguments.hasMatchedOption("--lost")) return null;
            throw new UsageException("whether it still runs cannot be known: " + unknown.getMessage()
                    + "; if that cluster is gone for good, say --lost");
        }
        if (known == null) return null;
        if (!known.isOver()) throw new UsageException("it is " + known.state() + ", at http://" + job.cluster());
        if (!known.state().equals("finished")) return null;
        folder.complete();
        console.complain("the job is done");
        return count != null && count.failed() > 0 ? ExitStatus.SOME_FAILED : ExitStatus.OK;
    }

    /** Does what each worker will do first: what is wrong with an option is better said here. */
    private static void check(ParsedCrawl settings, int parallelism) throws UsageException {
        try (CrawlSettings.Opened opened = settings.open()) {
            if (parallelism <= opened.limits().concurrency()) return;
        }
        throw new UsageException(
                "-p " + parallelism + " needs -c " + parallelism + " or more, since each subtask has its part of it");
    }

    /** The job's id is kept before anybody can have taken it: whatever happens then, it can be asked for. */
    private int run(JobFolder folder, JobDescription job, @Nullable String checkpoint, JobWatch watch)
            throws UsageException, IOException, InterruptedException {
        RemoteCluster.Address cluster = job.cluster();
        job.keepIn(folder);
        if (cluster == null) return watch.await(job.job(folder).runHere(checkpoint), job);
        try (RemoteCluster remote = RemoteCluster.at(cluster)) {
            RunningJob running = remote.submit(job.job(folder), checkpoint);
            console.complain("job " + job.id() + " at http://" + cluster);
            return arguments.hasMatchedOption("--detach") ? ExitStatus.OK : watch.await(running, job);
        }
    }
}
