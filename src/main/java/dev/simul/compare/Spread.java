package dev.simul.compare;

import java.util.List;

/** The middle and the ends of some measurements. */
public record Spread(double median, double min, double max) {

    /**
     * Of an even number of values the median is the mean of the middle two.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Spread of(List<Double> values) {
        if (values.isEmpty()) throw new IllegalArgumentException("there is nothing to take the median of");
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Spread(median, sorted.getFirst(), sorted.getLast());
    }
}
