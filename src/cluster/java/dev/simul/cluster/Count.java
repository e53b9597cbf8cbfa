package dev.simul.cluster;

import java.util.Map;

/**
 * How far a job is.
 *
 * @param done records that have been made, some of which the next checkpoint will make visible
 * @param failed of them
 */
public record Count(long done, long failed) {
    public static final Count NOTHING = new Count(0, 0);

    /** By the accumulators of the job. */
    public static Count of(Map<String, Object> accumulators) {
        return new Count(number(accumulators, Tally.DONE), number(accumulators, Tally.FAILED));
    }

    private static long number(Map<String, Object> accumulators, String name) {
        return accumulators.get(name) instanceof Long counted ? counted : 0;
    }
}
