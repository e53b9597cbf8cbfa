package dev.simul.source;

import java.util.ArrayList;
import java.util.List;

/** Lines that change threads together. Filled by the reader, then handed over and never changed again. */
final class LineBatch {
    /** What comes after the last batch. */
    static final LineBatch END = new LineBatch();

    private static final int MAX_LINES = 128;
    private static final int MAX_WEIGHT = 32 * 1024;

    /** No line weighs less, so that a limit on the weight is a limit on the number as well. */
    static final int LEAST_WEIGHT = 256;

    private final List<SourceLine> lines = new ArrayList<>();
    private int weight;

    void add(SourceLine line) {
        lines.add(line);
        weight += Math.max(LEAST_WEIGHT, line.text().length());
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    boolean isFull() {
        return lines.size() >= MAX_LINES || weight >= MAX_WEIGHT;
    }

    int size() {
        return lines.size();
    }

    SourceLine get(int index) {
        return lines.get(index);
    }

    /** Characters, each line counted as at least {@link #LEAST_WEIGHT}. */
    int weight() {
        return weight;
    }
}
