package dev.simul.compare;

import java.util.List;

/**
 * What a timeline adds up to: all visits, also those that it does not show.
 *
 * @param wallNanos what the run took
 * @param elapsedNanos the visits together, each from its start to its end
 * @param phaseNanos of it what is known of each of {@link Timeline#PHASES}
 * @param busyNanos how long the loop was busy, if there is one
 * @param longestBusyNanos the longest turn of it
 */
record TimelineTotals(
        long visits, long wallNanos, long elapsedNanos, List<Long> phaseNanos, long busyNanos, long longestBusyNanos) {
    TimelineTotals {
        phaseNanos = List.copyOf(phaseNanos);
        if (phaseNanos.size() != Timeline.PHASES.size()) {
            throw new IllegalArgumentException("phases: " + phaseNanos.size());
        }
    }

    /** What the visits waited for others together: all their time, but for that in our own queue. */
    long waitNanos() {
        return Math.max(0, elapsedNanos - phaseNanos.get(Timeline.QUEUE));
    }

    /** How many of these waits there were at the same time, on average: their sum by the wall time. */
    double overlap() {
        return wallNanos > 0 ? (double) waitNanos() / wallNanos : 0;
    }

    /** What the phases of the last attempts do not cover: earlier attempts, redirects, pauses, our own work in between. */
    long otherNanos() {
        return Math.max(
                0, elapsedNanos - phaseNanos.stream().mapToLong(Long::longValue).sum());
    }
}
