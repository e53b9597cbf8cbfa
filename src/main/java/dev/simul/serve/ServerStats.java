package dev.simul.serve;

/**
 * What a server has done since its start.
 *
 * @param answered requests whose answer was sent to its end, as far as it was meant to go
 * @param inFlight requests that have come whole and are not answered yet
 * @param mostInFlight the most of them at once; with requests that wait behind another on their connection
 * @param accepted connections so far
 * @param open connections now
 * @param mostOpen the most of them at once
 * @param busyNanos processor time of the loop's thread, after the end as it was last asked for; {@link #UNKNOWN} where the
 *     platform does not tell, or nobody asked in time
 */
public record ServerStats(
        long answered, int inFlight, int mostInFlight, int accepted, int open, int mostOpen, long busyNanos) {
    /** No processor time is known. */
    public static final long UNKNOWN = -1;
}
