package dev.simul.compare;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * How the visits of a model went, each from its start to its record; of computing, its jobs.
 *
 * @param perSecond how many by the median of the wall time
 * @param mostInFlight the most at once, of all rounds
 * @param medianSeconds half of them took no longer; the median of the rounds, as all that follow
 * @param p99Seconds 99 of 100 took no longer
 * @param sumSeconds of all of them
 * @param overlap how many of them were under way at once on average: their sum by the wall time
 */
public record VisitFigures(
        double perSecond,
        int mostInFlight,
        double medianSeconds,
        double p99Seconds,
        double sumSeconds,
        double overlap) {

    static VisitFigures of(List<Measures> runs, double wallSeconds) {
        long count = runs.getFirst().latencies().count();
        double sum = seconds(runs, run -> run.latencies().sumNanos());
        return new VisitFigures(
                wallSeconds > 0 ? count / wallSeconds : 0,
                runs.stream().mapToInt(Measures::mostInFlight).max().orElseThrow(),
                seconds(runs, run -> run.latencies().medianNanos()),
                seconds(runs, run -> run.latencies().p99Nanos()),
                sum,
                wallSeconds > 0 ? sum / wallSeconds : 0);
    }

    private static double seconds(List<Measures> runs, ToLongFunction<Measures> nanos) {
        return Spread.of(runs.stream().map(run -> nanos.applyAsLong(run) / 1e9).toList())
                .median();
    }
}
