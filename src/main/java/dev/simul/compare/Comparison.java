package dev.simul.compare;

import dev.simul.source.BlockingLines;
import dev.simul.source.SourceException;
import dev.simul.source.SourceSpec;
import dev.simul.source.UrlSource;
import dev.simul.work.Work;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The same work through each model in turn, each run in a JVM of its own, round after round in ABBA order.
 *
 * <p>Blocks its thread; {@link #interrupt} is for any other one.
 */
public final class Comparison implements AutoCloseable {
    private static final String KNOWN_ANSWERS = "the known answers";

    private final List<Model> models;
    private final int rounds;
    private final Workload workload;
    private final CompareListener listener;
    private final Workspace workspace;
    private final KeptTimelines timelines;
    private final List<List<Measures>> measures = new ArrayList<>();
    private final List<List<Double>> serverBusyShares = new ArrayList<>();
    private @Nullable RecordComparison records;
    private @Nullable LongSupplier serverBusyNanos;
    private int runs;

    /** The run that is on its way; guarded by this. */
    private @Nullable ChildJvm running;

    private volatile boolean interrupted;

    private Comparison(
            List<Model> models, int rounds, Workload workload, CompareListener listener, Workspace workspace) {
        this.models = models;
        this.rounds = rounds;
        this.workload = workload;
        this.listener = listener;
        this.workspace = workspace;
        this.timelines = new KeptTimelines(workspace, models.size());
        models.forEach(model -> {
            measures.add(new ArrayList<>());
            serverBusyShares.add(new ArrayList<>());
        });
    }

    /**
     * Of fetching a list. Copies the sources, so that all runs read the same.
     *
     * @param standardInput read to its end if it is one of the sources
     * @throws SourceException if a source cannot be read, or there is no URL in any
     * @throws IOException if there is no room for the copies
     */
    public static Comparison prepare(
            CompareConfig config, List<SourceSpec> sources, InputStream standardInput, CompareListener listener)
            throws IOException, InterruptedException {
        Workspace workspace = Workspace.open();
        try {
            List<SourceSpec> copies = SourceCopies.make(sources, standardInput, workspace);
            if (isEmpty(copies)) throw new SourceException("the list", new IOException("there is no URL in it"));
            Workload workload = new Workload.Urls(config.fetch(), copies);
            return new Comparison(config.models(), config.rounds(), workload, listener, workspace);
        } catch (IOException | InterruptedException | RuntimeException e) {
            workspace.close();
            throw e;
        }
    }

    /**
     * Of computing. Results are held against what they have to be, too.
     *
     * @param models at least one
     * @param rounds 1 or more
     * @throws IOException if there is no room for the results
     */
    public static Comparison prepare(List<Model> models, int rounds, Work work, CompareListener listener)
            throws IOException {
        if (models.isEmpty() || rounds < 1) throw new IllegalArgumentException("nothing is to be run");
        Workspace workspace = Workspace.open();
        try {
            Workload.Computing workload = new Workload.Computing(work);
            Comparison comparison = new Comparison(List.copyOf(models), rounds, workload, listener, workspace);
            JobLines jobs = new JobLines(work);
            Path known = workspace.resolve("known-answers");
            Files.write(known, jobs.all().stream().map(jobs::knownAnswer).toList());
            comparison.records = RecordComparison.with(known, KNOWN_ANSWERS, workload.fields());
            return comparison;
        } catch (IOException | RuntimeException e) {
            workspace.close();
            throw e;
        }
    }

    private static boolean isEmpty(List<SourceSpec> sources) throws SourceException, InterruptedException {
        try (UrlSource source = UrlSource.open(sources, InputStream.nullInputStream())) {
            return new BlockingLines(source).next() == null;
        }
    }

    /**
     * Lets the report say when the server was the limit. Before {@link #run}.
     *
     * @param busyNanos the processor time so far of the one thread that serves; negative where that is not known
     */
    public void watchServer(LongSupplier busyNanos) {
        serverBusyNanos = busyNanos;
    }

    /** Runs all models in all rounds, and compares their records. Once. */
    public CompareEnd run() {
        try {
            for (int round = 1; round <= rounds && !interrupted; round++) {
                for (int index : order(round, models.size())) {
                    if (!interrupted) run(round, index);
                }
            }
            return interrupted ? new CompareEnd.Interrupted() : new CompareEnd.Completed(result());
        } catch (RunFailure | IOException e) {
            return interrupted ? new CompareEnd.Interrupted() : new CompareEnd.Failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new CompareEnd.Interrupted();
        }
    }

    /**
     * ABBA: forwards in odd rounds, backwards in even ones, so that in each pair of rounds what drifts steadily meanwhile
     * weighs the same on all. An odd last round is forwards and has no counterpart.
     */
    static List<Integer> order(int round, int models) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < models; i++) order.add(round % 2 == 1 ? i : models - 1 - i);
        return order;
    }

    private void run(int round, int index) throws RunFailure, IOException, InterruptedException {
        Model model = models.get(index);
        listener.runStarted(round, rounds, model);
        Path directory = workspace.newDirectory("run-" + ++runs);
        Job job = new Job(directory, model, workload);
        try (ChildJvm child = ChildJvm.start("the model " + model.label(), job.output())) {
            setRunning(child);
            run(job, child, index);
        } finally {
            setRunning(null);
        }
        timelines.keep(index, job.timeline());
        String name = model.label() + ", round " + round;
        RecordComparison comparison = records;
        if (comparison == null) {
            records = RecordComparison.with(job.records(), name, workload.fields()); // its file stays
        } else {
            comparison.compare(job.records(), name);
            Workspace.delete(directory);
        }
    }

    private void run(Job job, ChildJvm child, int index) throws RunFailure, IOException, InterruptedException {
        child.ask(new Frame(Frame.Kind.RUN, JobText.of(job)), Frame.Kind.STARTED);
        long busyBefore = serverBusyNanos();
        Measures run = Measures.parse(child.receive(Frame.Kind.MEASURES).text());
        long busyAfter = serverBusyNanos();
        measures.get(index).add(run);
        if (busyBefore >= 0 && busyAfter >= 0 && run.usage().wallNanos() > 0) {
            double share = (double) (busyAfter - busyBefore) / run.usage().wallNanos();
            serverBusyShares.get(index).add(Math.min(1, share));
        }
    }

    private long serverBusyNanos() {
        return serverBusyNanos == null ? -1 : serverBusyNanos.getAsLong();
    }

    private ComparisonResult result() throws IOException {
        RecordComparison comparison = Objects.requireNonNull(records, "nothing was run");
        List<ModelFigures> figures = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            figures.add(ModelFigures.of(models.get(i), measures.get(i), serverBusyShares.get(i)));
        }
        return new ComparisonResult(
                comparison.records(),
                rounds,
                figures,
                comparison.differing(),
                comparison.differences(),
                workload instanceof Workload.Computing computing ? computing.work() : null);
    }

    /**
     * The page of a comparison that has been completed, and is not closed yet.
     *
     * @param about what the page says of how it came about
     */
    public String htmlReport(ComparisonResult result, ReportAbout about) throws IOException {
        Path file = Objects.requireNonNull(records, "nothing was run").first();
        return HtmlReport.of(result, timelines.read(result.models(), file), about);
    }

    /** Ends the run that is on its way, and with it the comparison. Any thread, any number of times. */
    public void interrupt() {
        interrupted = true;
        synchronized (this) {
            if (running != null) running.kill();
        }
    }

    private synchronized void setRunning(@Nullable ChildJvm child) {
        running = child;
        if (child != null && interrupted) child.kill();
    }

    /** Ends the run, if there is one, and deletes everything that lies about. */
    @Override
    public void close() {
        interrupt();
        workspace.close();
    }
}
