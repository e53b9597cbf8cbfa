package dev.simul.measure;

/**
 * How long things took.
 *
 * @param count how many there were
 * @param sumNanos of all of them
 * @param medianNanos half of them took no longer
 * @param p99Nanos 99 of 100 took no longer
 */
public record LatencyFigures(long count, long sumNanos, long medianNanos, long p99Nanos) {}
