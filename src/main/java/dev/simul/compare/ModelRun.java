package dev.simul.compare;

import dev.simul.fetch.FetchConfig;
import dev.simul.sink.RecordWriter;
import dev.simul.source.BlockingLines;
import dev.simul.source.SourceSpec;
import dev.simul.source.UrlSource;
import java.io.InputStream;
import java.util.List;

/**
 * One run of one model in this JVM: first a warm-up, so that its classes are loaded, then with a client of its own the whole
 * of it, which is measured.
 */
final class ModelRun {
    private final Job job;
    private final ParentLink parent;

    /** Of what is measured: a new one after the warm-up. */
    private TimelineRecorder timeline = new TimelineRecorder();

    private ModelRun(Job job, ParentLink parent) {
        this.job = job;
        this.parent = parent;
    }

    /**
     * Blocks until it is done and the parent knows.
     *
     * @throws Exception whatever keeps a run from giving every record
     */
    static void run(Job job, ParentLink parent) throws Exception {
        ModelRun run = new ModelRun(job, parent);
        Measures measures = run.measures();
        run.timeline.timeline(measures.usage().wallNanos()).write(job.timeline());
        parent.send(new Frame(Frame.Kind.MEASURES, measures.toText()));
    }

    private Measures measures() throws Exception {
        if (job.model().kind() == Model.Kind.PROCESSES) return byWorkers();
        return switch (job.workload()) {
            case Workload.Urls urls -> fetched(urls);
            case Workload.Computing computing -> {
                JobLines jobs = new JobLines(computing.work());
                computed(jobs); // all of it, so that it is compiled
                tellStart();
                yield computed(jobs);
            }
        };
    }

    private void tellStart() throws Exception {
        timeline = new TimelineRecorder();
        parent.send(Frame.of(Frame.Kind.STARTED));
    }

    // ---- in this process

    private Measures fetched(Workload.Urls urls) throws Exception {
        int parallelism = job.model().parallelism();
        if (job.model().kind() != Model.Kind.LOOP) {
            JdkHttp.setUp(parallelism, urls.fetch().limits());
        }
        List<SourceSpec> first = WarmUp.firstLines(urls.sources(), WarmUp.lines(parallelism)).stream()
                .<SourceSpec>map(line -> new SourceSpec.GivenUrl(line.text()))
                .toList();
        fetched(first, WarmUp.impatient(urls.fetch()), false);
        tellStart();
        return fetched(urls.sources(), urls.fetch(), true);
    }

    private Measures fetched(List<SourceSpec> sources, FetchConfig fetch, boolean keepsConnections) throws Exception {
        try (UrlSource source = UrlSource.open(sources, InputStream.nullInputStream());
                RecordWriter sink = RecordWriter.toFile(job.records(), ComparedRecord::lineOf)) {
            Model model = job.model();
            return model.kind() == Model.Kind.LOOP
                    ? LoopModel.run(source, sink, fetch, model.parallelism(), timeline)
                    : BlockingModel.run(source, sink, fetch, model, keepsConnections, timeline);
        }
    }

    private Measures computed(JobLines jobs) throws Exception {
        return switch (job.model().kind()) {
            case LOOP, LOOP_AND_THREADS -> LoopWork.run(job.model(), jobs, job.records(), timeline);
            case SEQUENTIAL, THREADS, VIRTUAL, PROCESSES -> {
                try (ResultLines results = ResultLines.to(job.records())) {
                    LineVisitor visitor = line -> {
                        results.put(jobs.resultOf(line));
                        return VisitTrace.COMPUTING;
                    };
                    yield BlockingModel.run(job.model(), jobs.feed(), visitor, results, timeline);
                }
            }
        };
    }

    // ---- in others

    private Measures byWorkers() throws Exception {
        try (ResultLines results = ResultLines.to(job.records());
                WorkerProcesses workers = WorkerProcesses.start(job, results)) {
            switch (job.workload()) {
                case Workload.Urls urls -> {
                    workers.warmUp(WarmUp.firstLines(urls.sources(), WarmUp.lines(1)));
                    tellStart();
                    workers.begin();
                    HostPermits hosts = new HostPermits(urls.fetch().policy().perHost());
                    try (UrlSource source = UrlSource.open(urls.sources(), InputStream.nullInputStream())) {
                        return measured(
                                new BlockingLines(source)::next,
                                new HostLimitedVisitor(workers, hosts),
                                workers,
                                results);
                    }
                }
                case Workload.Computing computing -> {
                    JobLines jobs = new JobLines(computing.work());
                    workers.warmUp(jobs.all());
                    tellStart();
                    workers.begin();
                    return measured(jobs.feed(), workers, workers, results);
                }
            }
        }
    }

    private Measures measured(LineFeed feed, LineVisitor visitor, WorkerProcesses workers, ResultLines results)
            throws Exception {
        Measures own = BlockingModel.run(job.model(), feed, visitor, results, timeline);
        return own.with(workers.end(own.usage()), workers.startNanos());
    }
}
