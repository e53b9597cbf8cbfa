package dev.simul.compare;

/** A range in which a figure is to be expected, its ends included. */
public record Interval(double low, double high) {
    public Interval {
        if (!(low <= high)) throw new IllegalArgumentException("not an interval: " + low + " to " + high);
    }

    public boolean overlaps(Interval other) {
        return low <= other.high && other.low <= high;
    }
}
