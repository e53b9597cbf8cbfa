package dev.simul.compare;

import dev.simul.result.ErrorKind;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * How the visits of one run overlapped: each with its phases, in the order of their starts, and when the loop was busy. In the
 * compact form in which it goes from the run's process to the parent's, and on into the page.
 *
 * <p>Times are microseconds. A visit is {@link Varints}: the row of its URL as a signed difference to the one before, its start
 * as a difference, how long it took, the status or 0, the place of the error in {@link #ERRORS} from 1 or 0, the hops, a bit for each of
 * {@link #PHASES} that there was, and for each of these how long it took. A busy moment is three: the gap since the one before,
 * its length, and how much of that was busy.
 */
final class Timeline {
    static final int QUEUE = 0;
    static final int DNS = 1;
    static final int CONNECT = 2;
    static final int TLS = 3;
    static final int SERVER = 4;
    static final int BODY = 5;
    static final int WORK = 6;

    /** In the order in which they come one after the other. */
    static final List<String> PHASES = List.of("queue", "dns", "connect", "tls", "server", "body", "work");

    /** A visit has its place in these, from 1. */
    static final List<ErrorKind> ERRORS = List.of(ErrorKind.values());

    private final TimelineTotals totals;
    private final long stride;
    private final int rows;
    private final int moments;
    private final byte[] encodedRows;
    private final byte[] encodedMoments;

    /**
     * Makes one.
     *
     * @param stride of how many lines of the list one is shown: those whose number from 0 it divides
     * @param rows how many are shown
     */
    Timeline(TimelineTotals totals, long stride, int rows, int moments, byte[] encodedRows, byte[] encodedMoments) {
        this.totals = totals;
        this.stride = stride;
        this.rows = rows;
        this.moments = moments;
        this.encodedRows = encodedRows;
        this.encodedMoments = encodedMoments;
    }

    TimelineTotals totals() {
        return totals;
    }

    /** Of how many lines of the list one is shown. */
    long stride() {
        return stride;
    }

    /** How many visits are shown. */
    int rows() {
        return rows;
    }

    /** How many busy moments of the loop there are; 0 where there is no loop. */
    int moments() {
        return moments;
    }

    String rowsInBase64() {
        return Base64.getEncoder().encodeToString(encodedRows);
    }

    String momentsInBase64() {
        return Base64.getEncoder().encodeToString(encodedMoments);
    }

    void write(Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeLong(totals.visits());
            out.writeLong(totals.wallNanos());
            out.writeLong(totals.elapsedNanos());
            for (long nanos : totals.phaseNanos()) out.writeLong(nanos);
            out.writeLong(totals.busyNanos());
            out.writeLong(totals.longestBusyNanos());
            out.writeLong(stride);
            out.writeInt(rows);
            out.writeInt(moments);
            out.writeInt(encodedRows.length);
            out.write(encodedRows);
            out.writeInt(encodedMoments.length);
            out.write(encodedMoments);
        }
    }

    /** Reads what {@link #write} has written. */
    static Timeline read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            long visits = in.readLong();
            long wall = in.readLong();
            long elapsed = in.readLong();
            List<Long> phases = new ArrayList<>(PHASES.size());
            for (int i = 0; i < PHASES.size(); i++) phases.add(in.readLong());
            TimelineTotals totals = new TimelineTotals(visits, wall, elapsed, phases, in.readLong(), in.readLong());
            long stride = in.readLong();
            int rows = in.readInt();
            int moments = in.readInt();
            return new Timeline(totals, stride, rows, moments, bytes(in), bytes(in));
        }
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }
}
