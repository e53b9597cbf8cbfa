package dev.simul.compare;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Reads a timeline as the page's script does. */
final class TimelineReader {
    /** A row, with its phases in microseconds, -1 where there was none. */
    record Row(long line, long start, long elapsed, int status, int error, int hops, List<Long> phases) {}

    private final byte[] bytes;
    private int at;

    private TimelineReader(String base64) {
        this.bytes = Base64.getDecoder().decode(base64);
    }

    static List<Row> rows(Timeline timeline) {
        TimelineReader in = new TimelineReader(timeline.rowsInBase64());
        List<Row> rows = new ArrayList<>();
        long line = 0;
        long start = 0;
        while (in.at < in.bytes.length) {
            line += in.signed();
            start += in.next();
            long elapsed = in.next();
            int status = (int) in.next();
            int error = (int) in.next();
            int hops = (int) in.next();
            long present = in.next();
            List<Long> phases = new ArrayList<>();
            for (int phase = 0; phase < Timeline.PHASES.size(); phase++) {
                phases.add((present >> phase & 1) == 1 ? in.next() : -1);
            }
            rows.add(new Row(line, start, elapsed, status, error, hops, phases));
        }
        return rows;
    }

    /** Gap, length and busy part of each, in microseconds. */
    static List<List<Long>> moments(Timeline timeline) {
        TimelineReader in = new TimelineReader(timeline.momentsInBase64());
        List<List<Long>> moments = new ArrayList<>();
        while (in.at < in.bytes.length) moments.add(List.of(in.next(), in.next(), in.next()));
        return moments;
    }

    private long next() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = bytes[at++];
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) return value;
        }
    }

    private long signed() {
        long value = next();
        return (value >>> 1) ^ -(value & 1);
    }
}
