package dev.simul.sink;

import dev.simul.result.CrawlRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Puts records into the order of the input, by {@code target().sequence()}, before it hands them on.
 *
 * <p>Holds what came too early. It is full while that is {@code window} records (one with very long texts counts as
 * several), and at most those that were in flight come on top: so it holds no more than the window and the crawl's
 * concurrency together. No record is lost: what still waits for an earlier one when the sink is closed, after an
 * interrupt for example, is written then, in order.
 */
public final class OrderedSink implements RecordSink {
    /** Too many records wait for one that is missing. */
    private static final int WINDOW_FULL = 1;

    /** The next sink has no room. */
    private static final int NEXT_FULL = 2;

    private final RecordSink next;
    private final int window;
    private final Gate gate = new Gate();

    private final Map<Long, CrawlRecord> early = new HashMap<>();
    private int earlyWeight;
    private long expected;

    /**
     * Wraps {@code next}, whose {@code onReady} it takes for itself.
     *
     * @param window how many records may wait for an earlier one, at least 1
     */
    public OrderedSink(RecordSink next, int window) {
        if (window < 1) throw new IllegalArgumentException("window < 1: " + window);
        this.next = next;
        this.window = window;
        next.onReady(() -> gate.open(NEXT_FULL));
    }

    /**
     * Takes a record in any order.
     *
     * @throws IllegalStateException if a record with its sequence number was already taken
     */
    @Override
    public boolean write(CrawlRecord record) {
        long sequence = record.target().sequence();
        if (sequence < expected || early.containsKey(sequence)) {
            throw new IllegalStateException("a second record with the sequence number " + sequence);
        }
        if (sequence == expected) {
            handOn(record);
            handOnWhatWaited();
        } else {
            early.put(sequence, record);
            earlyWeight += Weight.of(record);
        }
        if (earlyWeight >= window) {
            gate.shut(WINDOW_FULL);
        } else {
            gate.open(WINDOW_FULL);
        }
        return gate.isOpen();
    }

    private void handOnWhatWaited() {
        for (CrawlRecord record = early.remove(expected); record != null; record = early.remove(expected)) {
            earlyWeight -= Weight.of(record);
            handOn(record);
        }
    }

    private void handOn(CrawlRecord record) {
        expected++;
        // Shut before it is known, because the next sink may open the gate before its answer arrives here.
        gate.shut(NEXT_FULL);
        if (next.write(record)) gate.open(NEXT_FULL);
    }

    @Override
    public void onReady(Runnable resume) {
        gate.onOpen(resume);
    }

    @Override
    public void onFailure(Consumer<SinkException> listener) {
        next.onFailure(listener);
    }

    @Override
    public void close() throws SinkException {
        early.keySet().stream().sorted().map(early::get).forEach(next::write);
        early.clear();
        next.close();
    }
}
