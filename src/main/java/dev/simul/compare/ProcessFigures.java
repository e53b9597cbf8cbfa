package dev.simul.compare;

import dev.simul.measure.ProcessUsage;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/**
 * What the processes of a model took.
 *
 * @param cpu in seconds, of each round
 * @param peakThreads the most of all rounds
 * @param peakHeapBytes the most of all rounds
 * @param peakRssBytes the most of all rounds; empty where the system does not tell
 * @param voluntarySwitches the median; empty as above
 * @param involuntarySwitches the median; empty as above
 */
public record ProcessFigures(
        Spread cpu,
        int peakThreads,
        long peakHeapBytes,
        OptionalLong peakRssBytes,
        OptionalLong voluntarySwitches,
        OptionalLong involuntarySwitches) {

    static ProcessFigures of(List<ProcessUsage> runs) {
        return new ProcessFigures(
                Spread.of(runs.stream().map(run -> run.cpuNanos() / 1e9).toList()),
                runs.stream().mapToInt(ProcessUsage::peakThreads).max().orElseThrow(),
                runs.stream().mapToLong(ProcessUsage::peakHeapBytes).max().orElseThrow(),
                known(runs, ProcessUsage::peakRssBytes).stream()
                        .mapToLong(Long::longValue)
                        .max(),
                median(known(runs, ProcessUsage::voluntarySwitches)),
                median(known(runs, ProcessUsage::involuntarySwitches)));
    }

    private static List<Long> known(List<ProcessUsage> runs, ToLongFunction<ProcessUsage> figure) {
        return runs.stream()
                .map(figure::applyAsLong)
                .filter(value -> value != ProcessUsage.UNKNOWN)
                .toList();
    }

    private static OptionalLong median(List<Long> values) {
        if (values.isEmpty()) return OptionalLong.empty();
        List<Double> doubles = values.stream().map(Long::doubleValue).toList();
        return OptionalLong.of(Math.round(Spread.of(doubles).median()));
    }
}
