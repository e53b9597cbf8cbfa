package dev.simul.journal;

import java.io.IOException;

/** The bytes of a file of records, one by one, and behind which of them the file could be cut. */
abstract class RecordBytes implements AutoCloseable {
    static final int END = -1;

    private final byte[] buffer = new byte[64 * 1024];
    private int at;
    private int limit;

    /** How many bytes were taken before those of the buffer. */
    private long before;

    private int last = END;
    private long newlines;

    /** The next one, 0 to 255, or {@link #END}. */
    final int next() throws IOException {
        if (at == limit && !refill()) return END;
        last = buffer[at++] & 0xFF;
        if (last == '\n') newlines++;
        return last;
    }

    /** The one that {@link #next} would return. */
    final int peek() throws IOException {
        if (at == limit && !refill()) return END;
        return buffer[at] & 0xFF;
    }

    private boolean refill() throws IOException {
        before += limit;
        at = 0;
        limit = 0;
        limit = Math.max(0, fill(buffer));
        return limit > 0;
    }

    /** How many bytes were taken. */
    final long position() {
        return before + at;
    }

    /** The line that the next byte is in, from 1. */
    final long line() {
        return newlines + 1;
    }

    /** Whether the byte that was taken last and all that follow are zeros. Takes them. */
    final boolean onlyZerosFromLast() throws IOException {
        boolean zeros = last == 0;
        for (int b = next(); b != END; b = next()) zeros &= b == 0;
        return zeros;
    }

    /**
     * Reads more; by then all that was read before has been taken.
     *
     * @return how many bytes, at least one; or {@link #END}
     */
    abstract int fill(byte[] into) throws IOException;

    /** A record, or the header, ends where {@link #position} is. */
    abstract void recordEnded();

    /** How much of the file, from its beginning, is whole records for sure. */
    abstract long wholeBytes();

    /** The end came in the middle of a record: whether that is because something broke off. */
    abstract boolean endIsDebris();

    /** The byte that was taken last fits no record: whether it is what remains of something that broke off. Takes the rest. */
    abstract boolean restIsDebris() throws IOException;

    @Override
    public abstract void close() throws IOException;
}
