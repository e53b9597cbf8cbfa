package dev.simul.sink;

import java.util.Arrays;

/** Whole records as bytes, and where each of them ends. Writer thread only. */
final class Batch {
    private static final int FULL_BYTES = 64 * 1024;

    final Utf8Buffer bytes = new Utf8Buffer();
    private int[] ends = new int[256];
    private int records;

    /** What was appended since the last call is one record. */
    void endRecord() {
        if (records == ends.length) ends = Arrays.copyOf(ends, 2 * records);
        ends[records++] = bytes.size();
    }

    /** Whether to write before more is added; a single record may be larger. */
    boolean isFull() {
        return bytes.size() >= FULL_BYTES;
    }

    boolean isEmpty() {
        return bytes.size() == 0;
    }

    void clear() {
        bytes.clear();
        records = 0;
    }

    /** How many of the first {@code written} bytes belong to a record of which the end was not written. */
    int torn(int written) {
        int found = Arrays.binarySearch(ends, 0, records, written);
        if (found >= 0) return 0;
        int endsBefore = -found - 1;
        return endsBefore == 0 ? written : written - ends[endsBefore - 1];
    }
}
