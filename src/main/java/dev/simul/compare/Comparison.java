package dev.simul.compare;

import dev.simul.source.SourceException;
import dev.simul.source.SourceSpec;
import dev.simul.source.UrlSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The same list through each model in turn, each run in a JVM of its own, round after round in alternating order.
 *
 * <p>Blocks its thread; {@link #interrupt} is for any other one.
 */
public final class Comparison implements AutoCloseable {
    private final CompareConfig config;
    private final CompareListener listener;
    private final Workspace workspace;
    private final List<SourceSpec> sources;
    private final List<List<Measures>> measures = new ArrayList<>();
    private @Nullable RecordComparison records;
    private int runs;

    /** The run that is on its way; guarded by this. */
    private @Nullable ChildJvm running;

    private volatile boolean interrupted;

    private Comparison(CompareConfig config, CompareListener listener, Workspace workspace, List<SourceSpec> sources) {
        this.config = config;
        this.listener = listener;
        this.workspace = workspace;
        this.sources = sources;
        config.models().forEach(model -> measures.add(new ArrayList<>()));
    }

    /**
     * Copies the sources, so that all runs read the same.
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
            return new Comparison(config, listener, workspace, copies);
        } catch (IOException | InterruptedException | RuntimeException e) {
            workspace.close();
            throw e;
        }
    }

    private static boolean isEmpty(List<SourceSpec> sources) throws SourceException, InterruptedException {
        try (UrlSource source = UrlSource.open(sources, InputStream.nullInputStream())) {
            return new BlockingLines(source).next() == null;
        }
    }

    /** Runs all models in all rounds, and compares their records. Once. */
    public CompareEnd run() {
        try {
            for (int round = 1; round <= config.rounds() && !interrupted; round++) {
                for (int index : order(round, config.models().size())) {
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

    /** Forwards in odd rounds, backwards in even ones, so that what drifts meanwhile does not favour one of them. */
    static List<Integer> order(int round, int models) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < models; i++) order.add(round % 2 == 1 ? i : models - 1 - i);
        return order;
    }

    private void run(int round, int index) throws RunFailure, IOException, InterruptedException {
        Model model = config.models().get(index);
        listener.runStarted(round, config.rounds(), model);
        Path directory = workspace.newDirectory("run-" + ++runs);
        Job job = new Job(directory, model, config.fetch(), sources);
        ChildJvm child = ChildJvm.start(job);
        setRunning(child);
        try {
            measures.get(index).add(child.await());
        } finally {
            setRunning(null);
        }
        String name = model.label() + ", round " + round;
        RecordComparison comparison = records;
        if (comparison == null) {
            records = RecordComparison.with(job.records(), name); // its file stays
        } else {
            comparison.compare(job.records(), name);
            Workspace.delete(directory);
        }
    }

    private ComparisonResult result() throws IOException {
        RecordComparison comparison = Objects.requireNonNull(records, "nothing was run");
        List<ModelFigures> figures = new ArrayList<>();
        for (int i = 0; i < config.models().size(); i++) {
            figures.add(ModelFigures.of(config.models().get(i), measures.get(i)));
        }
        return new ComparisonResult(
                comparison.records(), config.rounds(), figures, comparison.differing(), comparison.differences());
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
