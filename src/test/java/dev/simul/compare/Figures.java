package dev.simul.compare;

import dev.simul.measure.LatencyFigures;
import dev.simul.measure.ProcessUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Figures for the tests of reports: those of a model of which only what matters is said. */
record Figures(
        Model model,
        List<Measures> runs,
        List<Double> serverBusyShares,
        @Nullable LoopFigures loop,
        long workersStartNanos) {
    private static final long MIB = 1024 * 1024;

    static Figures of(Model.Kind kind, int parallelism) {
        return new Figures(new Model(kind, parallelism), List.of(), List.of(), null, 0);
    }

    /** One more round, of 57 visits of 305 ms each. */
    Figures round(double wallSeconds, double cpuSeconds, int threads, long rssMib, int inFlight) {
        ProcessUsage usage = new ProcessUsage(
                Math.round(wallSeconds * 1e9),
                Math.round(cpuSeconds * 1e9),
                threads,
                rssMib / 2 * MIB,
                rssMib * MIB,
                1000L + threads,
                threads);
        LatencyFigures latencies = new LatencyFigures(57, 17_385_000_000L, 305_000_000, 412_000_000);
        List<Measures> more = new ArrayList<>(runs);
        more.add(new Measures(usage, latencies, inFlight, loop, workersStartNanos));
        return new Figures(model, more, serverBusyShares, loop, workersStartNanos);
    }

    /** Before the rounds. */
    Figures withLoop(double busyShare, long maxMillis, LoopFigures.@Nullable Culprit culprit) {
        LoopFigures figures = new LoopFigures(
                busyShare,
                Duration.ofNanos(21_000),
                Duration.ofMillis(maxMillis / 2),
                Duration.ofMillis(maxMillis),
                culprit);
        return new Figures(model, runs, serverBusyShares, figures, workersStartNanos);
    }

    /** Before the rounds. */
    Figures withWorkersStarted(Duration inTime) {
        return new Figures(model, runs, serverBusyShares, loop, inTime.toNanos());
    }

    Figures withServerBusy(double share) {
        return new Figures(model, runs, List.of(share), loop, workersStartNanos);
    }

    ModelFigures done() {
        return ModelFigures.of(model, runs, serverBusyShares);
    }
}
