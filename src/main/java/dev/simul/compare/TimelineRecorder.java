package dev.simul.compare;

import dev.simul.result.Timing;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Notes when each visit of a run began and ended, a few numbers each, the same in all models. Any number of threads, but for
 * {@link #busyMoments}, which belongs to the loop if there is one.
 *
 * <p>Memory is bounded: of a long list every second visit is kept, or every fourth, and so on, by its number in the list, so
 * that all models keep the same ones. What is added up is added up of all.
 */
final class TimelineRecorder {
    static final int MAX_ROWS = 20_000;

    private static final int SEQUENCE = 0;
    private static final int START = 1;
    private static final int ELAPSED = 2;
    private static final int STATUS = 3;
    private static final int ERROR = 4;
    private static final int HOPS = 5;
    private static final int PHASES = 6;
    private static final int FIELDS = PHASES + Timeline.PHASES.size();

    private final BusyMoments busy = new BusyMoments();
    private final long[] phaseSums = new long[Timeline.PHASES.size()];
    private long[] rows = new long[1024 * FIELDS];
    private int count;
    private long stride = 1;
    private long visits;
    private long elapsedNanos;
    private long startNanos;

    /**
     * The run begins: times are from here on.
     *
     * @param nowNanos of the clock that all times are of: the loop's own is another than the system's
     */
    synchronized void start(long nowNanos) {
        startNanos = nowNanos;
    }

    /** Who hears of the turns of the loop. */
    BusyMoments busyMoments() {
        return busy;
    }

    /** Notes a visit. */
    synchronized void add(long sequence, long fromNanos, long untilNanos, VisitTrace trace) {
        long elapsed = Math.max(0, untilNanos - fromNanos);
        visits++;
        elapsedNanos += elapsed;
        int at = reserve(sequence); // beyond the end if the visit is not kept
        rows[at + SEQUENCE] = sequence;
        rows[at + START] = fromNanos;
        rows[at + ELAPSED] = elapsed;
        rows[at + STATUS] = trace.status();
        rows[at + ERROR] = trace.error() == null ? 0 : Timeline.ERRORS.indexOf(trace.error()) + 1;
        rows[at + HOPS] = trace.hops();
        Timing timing = trace.timing();
        phase(at, Timeline.QUEUE, timing == null ? Timing.NONE : timing.queueNanos());
        phase(at, Timeline.DNS, timing == null ? Timing.NONE : timing.dnsNanos());
        phase(at, Timeline.CONNECT, timing == null ? Timing.NONE : timing.connectNanos());
        phase(at, Timeline.TLS, timing == null ? Timing.NONE : timing.tlsNanos());
        phase(at, Timeline.SERVER, timing == null ? Timing.NONE : timing.serverNanos());
        phase(at, Timeline.BODY, timing == null ? Timing.NONE : timing.bodyNanos());
        long queued = timing == null ? 0 : Math.max(0, timing.queueNanos());
        phase(at, Timeline.WORK, trace.computing() ? Math.max(0, elapsed - queued) : Timing.NONE);
    }

    private int reserve(long sequence) {
        while (sequence % stride == 0 && count == MAX_ROWS) thin();
        int at = count * FIELDS;
        if (at + FIELDS > rows.length) rows = Arrays.copyOf(rows, 2 * rows.length);
        if (sequence % stride == 0) count++;
        return at;
    }

    private void thin() {
        stride *= 2;
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (rows[i * FIELDS + SEQUENCE] % stride != 0) continue;
            System.arraycopy(rows, i * FIELDS, rows, kept++ * FIELDS, FIELDS);
        }
        count = kept;
    }

    private void phase(int at, int phase, long nanos) {
        rows[at + PHASES + phase] = nanos;
        if (nanos > 0) phaseSums[phase] += nanos;
    }

    /**
     * Puts together what was noted.
     *
     * @param wallNanos what the run took
     */
    synchronized Timeline timeline(long wallNanos) {
        int[] byStart = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> rows[i * FIELDS + START])
                        .thenComparingLong(i -> rows[i * FIELDS + SEQUENCE]))
                .mapToInt(Integer::intValue)
                .toArray();
        Varints out = new Varints();
        long before = 0;
        long rowBefore = 0;
        for (int index : byStart) {
            int at = index * FIELDS;
            long start = Math.max(before, (rows[at + START] - startNanos) / 1000);
            long row = rows[at + SEQUENCE] / stride;
            out.putSigned(row - rowBefore);
            out.put(start - before);
            out.put(rows[at + ELAPSED] / 1000);
            out.put(rows[at + STATUS]);
            out.put(rows[at + ERROR]);
            out.put(rows[at + HOPS]);
            encodePhases(at + PHASES, out);
            before = start;
            rowBefore = row;
        }
        Varints moments = new Varints();
        busy.encode(startNanos, moments);
        return new Timeline(
                new TimelineTotals(
                        visits,
                        wallNanos,
                        elapsedNanos,
                        Arrays.stream(phaseSums).boxed().toList(),
                        busy.totalNanos(),
                        busy.longestNanos()),
                stride,
                count,
                busy.count(),
                out.toBytes(),
                moments.toBytes());
    }

    /** A bit for each phase that there was, then how long each of them took. */
    private void encodePhases(int at, Varints out) {
        int present = 0;
        for (int phase = 0; phase < phaseSums.length; phase++) {
            if (rows[at + phase] >= 0) present |= 1 << phase;
        }
        out.put(present);
        for (int phase = 0; phase < phaseSums.length; phase++) {
            if (rows[at + phase] >= 0) out.put(rows[at + phase] / 1000);
        }
    }
}
