package dev.simul.compare;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * 95 % intervals by the percentile bootstrap (Efron and Tibshirani, An Introduction to the Bootstrap, chapter 13): the
 * figure is taken of many samples that are drawn from the measured values, with repetition, and the interval is what 95 % of
 * these figures lie in. It assumes nothing about how times are distributed, which is not normally.
 *
 * <p>Of a few values it can be no wider than from the least to the greatest, so of three or four rounds it is that.
 */
final class Bootstrap {
    private static final int RESAMPLES = 10_000;
    private static final double OUTSIDE = 0.05;

    /** Any will do: the same one each time gives the same interval for the same values. */
    private static final long SEED = 20_140_531;

    /** Of a single value nothing can be said. */
    private static final int FEWEST = 2;

    private final SplittableRandom random = new SplittableRandom(SEED);

    private Bootstrap() {}

    /** Of the median of {@code values}; null if there are fewer than two. */
    static @Nullable Interval ofMedian(List<Double> values) {
        if (values.size() < FEWEST) return null;
        Bootstrap bootstrap = new Bootstrap();
        double[] measured = array(values);
        return interval(() -> bootstrap.resampledMedian(measured));
    }

    /** Of the median of {@code dividends} by that of {@code divisors}; null if there are fewer than two of either. */
    static @Nullable Interval ofRatio(List<Double> dividends, List<Double> divisors) {
        if (dividends.size() < FEWEST || divisors.size() < FEWEST) return null;
        Bootstrap bootstrap = new Bootstrap();
        double[] above = array(dividends);
        double[] below = array(divisors);
        return interval(() -> bootstrap.resampledMedian(above) / bootstrap.resampledMedian(below));
    }

    private static Interval interval(DoubleSupplier figure) {
        double[] figures = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) figures[i] = figure.getAsDouble();
        Arrays.sort(figures);
        int left = (int) Math.floor(RESAMPLES * OUTSIDE / 2);
        return new Interval(figures[left], figures[RESAMPLES - 1 - left]);
    }

    private double resampledMedian(double[] values) {
        double[] drawn = new double[values.length];
        for (int i = 0; i < drawn.length; i++) drawn[i] = values[random.nextInt(values.length)];
        Arrays.sort(drawn);
        int middle = drawn.length / 2;
        return drawn.length % 2 == 1 ? drawn[middle] : (drawn[middle - 1] + drawn[middle]) / 2;
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
