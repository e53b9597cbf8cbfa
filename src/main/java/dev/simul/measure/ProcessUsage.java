package dev.simul.measure;

/**
 * What a process took between two moments, or a family of processes.
 *
 * @param wallNanos how long it was
 * @param cpuNanos of all threads, those of the JVM included
 * @param peakThreads the most platform threads at once, those of the JVM included; virtual ones do not count
 * @param peakHeapBytes the sum of what the pools of the heap held at most
 * @param peakRssBytes the most resident memory; {@link #UNKNOWN} where the system does not tell. Where it does not let the
 *     peak be forgotten, that since the start of the process
 * @param voluntarySwitches how often the threads that live at the end gave the processor away; {@link #UNKNOWN} as above
 * @param involuntarySwitches how often it was taken from them
 */
public record ProcessUsage(
        long wallNanos,
        long cpuNanos,
        int peakThreads,
        long peakHeapBytes,
        long peakRssBytes,
        long voluntarySwitches,
        long involuntarySwitches) {
    /** The system does not tell. */
    public static final long UNKNOWN = -1;

    /** Both processes together, in the time of this one. Peaks are added although they may not have been at once. */
    public ProcessUsage and(ProcessUsage other) {
        return new ProcessUsage(
                wallNanos,
                cpuNanos + other.cpuNanos,
                peakThreads + other.peakThreads,
                peakHeapBytes + other.peakHeapBytes,
                sum(peakRssBytes, other.peakRssBytes),
                sum(voluntarySwitches, other.voluntarySwitches),
                sum(involuntarySwitches, other.involuntarySwitches));
    }

    private static long sum(long one, long other) {
        return one == UNKNOWN || other == UNKNOWN ? UNKNOWN : one + other;
    }
}
