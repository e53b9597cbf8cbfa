package dev.simul.compare;

import dev.simul.result.CrawlRecord;
import dev.simul.result.Effort;
import dev.simul.result.ErrorKind;
import dev.simul.result.Timing;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a timeline shows of one visit beside when it was: of a job that computes, nothing but that.
 *
 * @param timing of the last attempt; null where nothing was requested
 * @param computing whether it was a job and no request
 * @param status {@link dev.simul.result.Answer#NO_STATUS} where there is none
 * @param error null where a whole response came
 * @param hops attempts and redirects together: of more than one only the last has its phases in {@code timing}
 */
record VisitTrace(
        @Nullable Timing timing,
        boolean computing,
        int status,
        @Nullable ErrorKind error,
        int hops) {
    static final VisitTrace COMPUTING = new VisitTrace(null, true, 0, null, 1);

    private static final String SEPARATOR = " ";
    private static final String NONE = "-";
    private static final int WORDS = 10;

    static VisitTrace of(CrawlRecord record) {
        Effort effort = record.effort();
        return new VisitTrace(
                effort.timing(),
                false,
                Math.max(0, record.answer().status()),
                record.error() == null ? null : record.error().kind(),
                effort.attempts() + record.answer().redirects().size());
    }

    /** Of a job that had to wait before somebody computed it. */
    static VisitTrace computingAfter(long queueNanos) {
        Timing waited = new Timing(queueNanos, Timing.NONE, Timing.NONE, Timing.NONE, Timing.NONE, Timing.NONE);
        return new VisitTrace(waited, true, 0, null, 1);
    }

    /** The same, but that it had to wait for a permit first. */
    VisitTrace after(long queueNanos) {
        if (timing == null) return this;
        Timing waited = new Timing(
                queueNanos + Math.max(0, timing.queueNanos()),
                timing.dnsNanos(),
                timing.connectNanos(),
                timing.tlsNanos(),
                timing.serverNanos(),
                timing.bodyNanos());
        return new VisitTrace(waited, computing, status, error, hops);
    }

    /** On its way to another process; without a line break. */
    String toText() {
        Timing known = timing == null
                ? new Timing(Timing.NONE, Timing.NONE, Timing.NONE, Timing.NONE, Timing.NONE, Timing.NONE)
                : timing;
        return String.join(
                SEPARATOR,
                Boolean.toString(computing),
                Integer.toString(status),
                error == null ? NONE : error.name(),
                Integer.toString(hops),
                Long.toString(known.queueNanos()),
                Long.toString(known.dnsNanos()),
                Long.toString(known.connectNanos()),
                Long.toString(known.tlsNanos()),
                Long.toString(known.serverNanos()),
                Long.toString(known.bodyNanos()));
    }

    /** Reads what {@link #toText} has written. */
    static VisitTrace parse(String text) throws IOException {
        String[] words = text.split(SEPARATOR, -1);
        if (words.length != WORDS) throw new IOException("not the trace of a visit: " + text);
        try {
            return new VisitTrace(
                    new Timing(
                            Long.parseLong(words[4]),
                            Long.parseLong(words[5]),
                            Long.parseLong(words[6]),
                            Long.parseLong(words[7]),
                            Long.parseLong(words[8]),
                            Long.parseLong(words[9])),
                    Boolean.parseBoolean(words[0]),
                    Integer.parseInt(words[1]),
                    words[2].equals(NONE) ? null : ErrorKind.valueOf(words[2]),
                    Integer.parseInt(words[3]));
        } catch (IllegalArgumentException e) {
            throw new IOException("not the trace of a visit: " + text, e);
        }
    }
}
