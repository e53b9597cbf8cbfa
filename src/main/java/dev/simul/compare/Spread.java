package dev.simul.compare;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The same figure of each round, their middle and their ends.
 *
 * @param rounds in their order
 * @param interval in which the median is to be expected, 95 %; null for a single round
 */
public record Spread(
        List<Double> rounds,
        double median,
        double min,
        double max,
        @Nullable Interval interval) {
    public Spread {
        rounds = List.copyOf(rounds);
    }

    /**
     * Of an even number of values the median is the mean of the middle two.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Spread of(List<Double> values) {
        if (values.isEmpty()) throw new IllegalArgumentException("there is nothing to take the median of");
        List<Double> sorted = values.stream().sorted().toList();
        return new Spread(values, median(sorted), sorted.getFirst(), sorted.getLast(), Bootstrap.ofMedian(values));
    }

    private static double median(List<Double> sorted) {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
