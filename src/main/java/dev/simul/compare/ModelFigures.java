package dev.simul.compare;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What the runs of one model came to.
 *
 * @param wall in seconds, of each round
 * @param process what its process took, or the family of them
 * @param visits how long the visits took
 * @param loop how its event loop fared; null where it has none
 * @param serverBusyShare the part of the time in which the thread of the mock server was busy, 0 to 1, the median; empty
 *     where there was none
 * @param workersStartSeconds how long it took to start the workers' JVMs, the median, which is in no other figure; empty
 *     without workers
 */
public record ModelFigures(
        Model model,
        Spread wall,
        ProcessFigures process,
        VisitFigures visits,
        @Nullable LoopFigures loop,
        OptionalDouble serverBusyShare,
        OptionalDouble workersStartSeconds) {

    /**
     * The server's one thread is the limit from here on: by queueing theory a request then waits more than twice as long
     * for its turn as it takes to be served (M/M/1: 0.7 / 0.3), however fast the client is.
     */
    private static final double SERVER_IS_LIMIT_FROM = 0.7;

    /**
     * Puts the rounds together.
     *
     * @param runs one a round, at least one
     * @param serverBusyShares of each round; none if there was nothing to be watched
     */
    static ModelFigures of(Model model, List<Measures> runs, List<Double> serverBusyShares) {
        Spread wall = Spread.of(
                runs.stream().map(run -> run.usage().wallNanos() / 1e9).toList());
        return new ModelFigures(
                model,
                wall,
                ProcessFigures.of(runs.stream().map(Measures::usage).toList()),
                VisitFigures.of(runs, wall.median()),
                LoopFigures.ofAll(runs.stream()
                        .map(Measures::loop)
                        .filter(Objects::nonNull)
                        .toList()),
                median(serverBusyShares),
                median(runs.stream()
                        .filter(run -> run.workersStartNanos() > 0)
                        .map(run -> run.workersStartNanos() / 1e9)
                        .toList()));
    }

    private static OptionalDouble median(List<Double> values) {
        return values.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Spread.of(values).median());
    }

    /** Whether a faster client would not have been much faster. */
    public boolean serverWasTheLimit() {
        return serverBusyShare.orElse(0) >= SERVER_IS_LIMIT_FROM;
    }
}
