package dev.simul.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.simul.fetch.FetchConfig;
import dev.simul.fetch.FetchPolicy;
import dev.simul.serve.Scenario;
import dev.simul.source.BlockingLines;
import dev.simul.source.SourceLine;
import dev.simul.source.SourceSpec;
import dev.simul.source.UrlSource;
import dev.simul.work.Work;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real processes: what they are fed comes back, and what happens when one of them dies. */
class WorkerProcessesTest {
    private static final Model TWO = new Model(Model.Kind.PROCESSES, 2);
    private static final FetchPolicy ONCE = new FetchPolicy(10, 0, 0);

    @TempDir
    Path directory;

    private Job computing() {
        return new Job(directory, TWO, new Workload.Computing(Work.PRIMES));
    }

    @Test
    void every_line_has_the_record_that_the_loop_gives_it() throws Exception {
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < 20; i++) urls.add((i % 4 == 0 ? "https" : "http") + "://host" + i % 3 + ".test/page/" + i);
        urls.add("http://long.test/" + "x".repeat(60_000)); // with its answer, as much as a pipe holds
        urls.add("ftp://host.test/");
        urls.add("http://");
        try (InProcess models = new InProcess(Scenario.PAGES, directory)) {
            FetchConfig fetch = models.config(ONCE, Duration.ofSeconds(30));
            List<SourceSpec> sources = new ArrayList<>();
            urls.forEach(url -> sources.add(new SourceSpec.GivenUrl(url)));
            Job job = new Job(directory, TWO, new Workload.Urls(fetch, sources));
            Measures measures;
            try (ResultLines results = ResultLines.to(job.records());
                    WorkerProcesses workers = WorkerProcesses.start(job, results);
                    UrlSource source = UrlSource.open(sources, InputStream.nullInputStream())) {
                workers.begin();
                measures = BlockingModel.run(
                        TWO, new BlockingLines(source)::next, workers, results, new TimelineRecorder());
                assertThat(workers.end(measures.usage()).peakThreads())
                        .as("of the whole family")
                        .isGreaterThan(measures.usage().peakThreads());
                assertThat(workers.startNanos()).isPositive();
            }

            List<ComparedRecord> records = Files.readAllLines(job.records()).stream()
                    .map(ComparedRecord::parse)
                    .sorted(Comparator.comparingLong(ComparedRecord::sequence))
                    .toList();
            assertThat(records).hasSize(23).isEqualTo(models.run(InProcess.LOOP, fetch, urls));
            assertThat(measures.mostInFlight()).isLessThanOrEqualTo(2);
            assertThat(measures.latencies().count()).isEqualTo(23);
        }
    }

    @Test
    void all_of_them_together_keep_the_limit_of_a_host() throws Exception {
        List<SourceSpec> sources = new ArrayList<>();
        for (int i = 0; i < 6; i++) sources.add(new SourceSpec.GivenUrl("http://one.test/delay/20ms?" + i));
        sources.add(new SourceSpec.GivenUrl("not a url"));
        try (InProcess models = new InProcess(Scenario.FAULTS, directory)) {
            FetchConfig fetch = models.config(new FetchPolicy(10, 0, 1), Duration.ofSeconds(30));
            Job job = new Job(directory, TWO, new Workload.Urls(fetch, sources));
            try (ResultLines results = ResultLines.to(job.records());
                    WorkerProcesses workers = WorkerProcesses.start(job, results);
                    UrlSource source = UrlSource.open(sources, InputStream.nullInputStream())) {
                workers.begin();
                HostLimitedVisitor limited = new HostLimitedVisitor(workers, new HostPermits(1));
                BlockingModel.run(TWO, new BlockingLines(source)::next, limited, results, new TimelineRecorder());
            }

            assertThat(Files.readAllLines(job.records())).hasSize(7);
            assertThat(models.server.stats().mostInFlight()).isEqualTo(1);
        }
    }

    @Test
    void a_worker_that_dies_is_named_and_the_others_are_ended() throws Exception {
        try (ResultLines results = ResultLines.to(directory.resolve("records"));
                WorkerProcesses workers = WorkerProcesses.start(computing(), results)) {
            workers.begin();
            List<ProcessHandle> processes = workers.handles();
            processes.get(1).destroyForcibly();
            processes.get(1).onExit().join();
            SourceLine line = new JobLines(Work.PRIMES).all().getLast();

            assertThatThrownBy(() -> {
                        workers.visit(line);
                        workers.visit(line);
                    })
                    .isInstanceOf(RunFailure.class)
                    .hasMessage("worker 2 of 2 has failed with status 137");
            processes.get(0).onExit().join();
        }
    }

    @Test
    void a_model_whose_worker_dies_ends_with_that() throws Exception {
        try (ResultLines results = ResultLines.to(directory.resolve("records"));
                WorkerProcesses workers = WorkerProcesses.start(computing(), results)) {
            workers.begin();
            ProcessHandle first = workers.handles().getFirst();
            first.destroyForcibly();
            first.onExit().join();
            LineFeed jobs = new JobLines(Work.PRIMES).feed();

            assertThatThrownBy(() -> BlockingModel.run(TWO, jobs, workers, results, new TimelineRecorder()))
                    .isInstanceOf(RunFailure.class)
                    .hasMessage("worker 1 of 2 has failed with status 137");
        }
    }

    @Test
    void workers_end_when_their_parent_says_no_more() throws Exception {
        List<ProcessHandle> processes;
        try (ResultLines results = ResultLines.to(directory.resolve("records"));
                WorkerProcesses workers = WorkerProcesses.start(computing(), results)) {
            processes = workers.handles();
        }

        processes.forEach(process -> process.onExit().join());
    }
}
