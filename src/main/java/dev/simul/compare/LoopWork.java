package dev.simul.compare;

import dev.simul.measure.Latencies;
import dev.simul.measure.ProcessMeter;
import dev.simul.source.SourceLine;
import dev.simul.task.Loop;
import dev.simul.task.Promise;
import dev.simul.task.Task;
import dev.simul.task.TimerHandle;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that compute, as tasks of an event loop: either on its own thread, where each holds up everybody, or on its worker
 * threads. A clock ticks beside them, as somebody who is held up. Loop thread, which is the one that calls {@link #run}.
 */
final class LoopWork {
    private static final Duration TICK = Duration.ofMillis(10);

    private final Loop loop;
    private final JobLines jobs;
    private final boolean inThreads;
    private final Iterator<SourceLine> lines;
    private final Latencies latencies = new Latencies();
    private final List<String> results = new ArrayList<>();
    private final Promise<@Nullable Void> end;
    private @Nullable TimerHandle tick;
    private LoopFigures.@Nullable Culprit culprit;
    private int inFlight;
    private int mostInFlight;

    private LoopWork(Loop loop, JobLines jobs, boolean inThreads) {
        this.loop = loop;
        this.jobs = jobs;
        this.inThreads = inThreads;
        this.lines = jobs.all().iterator();
        this.end = loop.promise();
    }

    /** Does all jobs and writes their results; blocks until that is done. */
    static Measures run(Model model, JobLines jobs, Path records) throws IOException {
        try (Loop loop = Loop.open()) {
            LoopWork work = new LoopWork(loop, jobs, model.kind() == Model.Kind.LOOP_AND_THREADS);
            ProcessMeter meter = ProcessMeter.start();
            loop.resetLoad();
            work.tick();
            for (int i = 0; i < model.parallelism(); i++) work.beginNext();
            loop.runUntilComplete(work.end);
            LoopFigures load = LoopFigures.of(loop.load(), work.culprit);
            try (ResultLines results = ResultLines.to(records)) {
                for (String result : work.results) results.put(result);
            }
            return new Measures(meter.read(), work.latencies.read(), work.mostInFlight, load, 0);
        }
    }

    private void tick() {
        tick = loop.callLater(TICK, this::tick);
    }

    private void beginNext() {
        if (!lines.hasNext()) {
            if (inFlight == 0) finish();
            return;
        }
        SourceLine line = lines.next();
        mostInFlight = Math.max(mostInFlight, ++inFlight);
        long startNanos = loop.nanoTime();
        Task<String> task = inThreads ? loop.runInThread(() -> jobs.resultOf(line)) : here(line);
        task.addDoneCallback(done -> {
            inFlight--;
            latencies.record(loop.nanoTime() - startNanos);
            Throwable defect = done.exception();
            if (defect == null) {
                results.add(done.result());
                beginNext();
            } else {
                end.tryFail(defect);
            }
        });
    }

    /** As a task that does not yield would do it. */
    private Task<String> here(SourceLine line) {
        Promise<String> result = loop.promise();
        loop.callSoon(() -> {
            long startNanos = loop.nanoTime();
            result.tryComplete(jobs.resultOf(line));
            Duration held = Duration.ofNanos(loop.nanoTime() - startNanos);
            LoopFigures.Culprit longest = culprit;
            if (longest == null || held.compareTo(longest.held()) > 0) {
                culprit = new LoopFigures.Culprit(line.text(), held);
            }
        });
        return result;
    }

    private void finish() {
        if (tick != null) tick.cancel();
        end.tryComplete(null);
    }
}
