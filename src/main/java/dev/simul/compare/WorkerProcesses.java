package dev.simul.compare;

import dev.simul.measure.ProcessUsage;
import dev.simul.source.SourceLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The pool of processes: so many JVMs, each of which does one line at a time. Who visits a line takes an idle one, sends
 * the line, and waits for the result.
 *
 * <p>{@link #visit} is for any number of threads, the rest for one. When a worker fails all are ended, since nobody is to
 * wait for the others.
 */
final class WorkerProcesses implements LineVisitor, AutoCloseable {
    private final List<ChildJvm> all = new ArrayList<>();
    private final BlockingQueue<ChildJvm> idle = new LinkedBlockingQueue<>();
    private final ResultLines results;
    private long startNanos;

    /** The first one, whatever came of it; guarded by this. */
    private @Nullable RunFailure failure;

    private WorkerProcesses(ResultLines results) {
        this.results = results;
    }

    /**
     * Starts as many as the model has, and waits until all are there.
     *
     * @param results where their results go
     */
    static WorkerProcesses start(Job job, ResultLines results) throws RunFailure, IOException, InterruptedException {
        long before = System.nanoTime();
        WorkerProcesses workers = new WorkerProcesses(results);
        try {
            int count = job.model().parallelism();
            for (int i = 1; i <= count; i++) {
                workers.all.add(ChildJvm.start("worker " + i + " of " + count, job.output(i)));
            }
            workers.idle.addAll(workers.all);
            Frame work = new Frame(Frame.Kind.WORK, JobText.of(job));
            workers.askAll(worker -> worker.ask(work, Frame.Kind.READY));
            workers.startNanos = System.nanoTime() - before;
            return workers;
        } catch (RunFailure | IOException | InterruptedException e) {
            workers.kill();
            throw e;
        }
    }

    /** How long it took to start them. */
    long startNanos() {
        return startNanos;
    }

    /** Has each of them do each of {@code lines}. */
    void warmUp(List<SourceLine> lines) throws RunFailure, IOException, InterruptedException {
        askAll(worker -> {
            Frame last = Frame.of(Frame.Kind.READY);
            for (SourceLine line : lines) {
                last = worker.ask(new Frame(Frame.Kind.WARM_UP, LineText.of(line)), Frame.Kind.RESULT);
            }
            return last;
        });
    }

    /** From now on they measure. */
    void begin() throws RunFailure, IOException, InterruptedException {
        askAll(worker -> worker.ask(Frame.of(Frame.Kind.START), Frame.Kind.READY));
    }

    @Override
    public void visit(SourceLine line) throws RunFailure, IOException, InterruptedException {
        ChildJvm worker = idle.take();
        try {
            String result = worker.ask(new Frame(Frame.Kind.LINE, LineText.of(line)), Frame.Kind.RESULT)
                    .text();
            results.put(result);
        } catch (RunFailure e) {
            throw failed(e);
        } finally {
            idle.add(worker);
        }
    }

    /** Ends them. @return what all of them took, and {@code own} */
    ProcessUsage end(ProcessUsage own) throws RunFailure, IOException, InterruptedException {
        ProcessUsage family = own;
        for (Frame measures : askAll(worker -> worker.ask(Frame.of(Frame.Kind.END), Frame.Kind.MEASURES))) {
            family = family.and(Measures.parse(measures.text()).usage());
        }
        return family;
    }

    private interface Dialogue {
        Frame with(ChildJvm worker) throws RunFailure, IOException, InterruptedException;
    }

    /** All at the same time: who is the first to be asked would else be the first to be done. */
    private List<Frame> askAll(Dialogue dialogue) throws RunFailure, IOException, InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(all.size())) {
            List<Callable<Frame>> dialogues = new ArrayList<>();
            for (ChildJvm worker : all) dialogues.add(() -> with(worker, dialogue));
            List<Frame> answers = new ArrayList<>();
            for (Future<Frame> answer : threads.invokeAll(dialogues)) answers.add(answer.get());
            return answers;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RunFailure known) throw known;
            if (e.getCause() instanceof IOException known) throw known;
            if (e.getCause() instanceof InterruptedException known) throw known;
            throw new IllegalStateException("a worker cannot be spoken with", e);
        }
    }

    private Frame with(ChildJvm worker, Dialogue dialogue) throws RunFailure, IOException, InterruptedException {
        try {
            return dialogue.with(worker);
        } catch (RunFailure e) {
            throw failed(e);
        }
    }

    /** The first failure is the reason, the others are only that all were ended. */
    private synchronized RunFailure failed(RunFailure e) {
        if (failure == null) {
            failure = e;
            kill();
        }
        return failure;
    }

    private void kill() {
        all.forEach(ChildJvm::kill);
    }

    /** For tests. */
    List<ProcessHandle> handles() {
        return all.stream().map(ChildJvm::handle).toList();
    }

    @Override
    public void close() {
        all.forEach(ChildJvm::close);
    }
}
