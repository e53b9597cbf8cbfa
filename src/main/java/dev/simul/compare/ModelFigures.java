package dev.simul.compare;

import java.util.List;

/**
 * What the runs of one model came to.
 *
 * @param wallSeconds of each round, in their order
 * @param wall of these
 * @param requestsPerSecond URLs by the median of the wall time
 * @param cpuSeconds of each round, in their order
 * @param cpu of these
 * @param peakThreads the most of all rounds
 * @param peakHeapBytes the most of all rounds
 * @param mostInFlight the most of all rounds
 */
public record ModelFigures(
        Model model,
        List<Double> wallSeconds,
        Spread wall,
        double requestsPerSecond,
        List<Double> cpuSeconds,
        Spread cpu,
        int peakThreads,
        long peakHeapBytes,
        int mostInFlight) {

    /**
     * Puts the rounds together.
     *
     * @param runs one a round, at least one
     */
    static ModelFigures of(Model model, List<Measures> runs) {
        List<Double> walls = runs.stream().map(run -> run.wallNanos() / 1e9).toList();
        List<Double> cpus = runs.stream().map(run -> run.cpuNanos() / 1e9).toList();
        Spread wall = Spread.of(walls);
        long urls = runs.getFirst().records();
        return new ModelFigures(
                model,
                walls,
                wall,
                wall.median() > 0 ? urls / wall.median() : 0,
                cpus,
                Spread.of(cpus),
                runs.stream().mapToInt(Measures::peakThreads).max().orElseThrow(),
                runs.stream().mapToLong(Measures::peakHeapBytes).max().orElseThrow(),
                runs.stream().mapToInt(Measures::mostInFlight).max().orElseThrow());
    }
}
