package dev.simul.journal;

import dev.simul.fingerprint.Fingerprinter;
import dev.simul.fingerprint.Fingerprints;
import java.util.Arrays;

/** Adds the fingerprints of records, once it is sure that these will stay. */
final class Settled implements RecordFile.Visitor {
    private final Fingerprinter fingerprinter;
    private final Fingerprints all;

    /** Of a compressed file those of one member wait. */
    private long[] waiting = new long[16];

    private int waitingCount;
    private int waitingFound;
    private long found;

    Settled(Fingerprinter fingerprinter, Fingerprints all) {
        this.fingerprinter = fingerprinter;
        this.all = all;
    }

    @Override
    public void record(RecordParser record, long at) {
        if (waitingCount == waiting.length) waiting = Arrays.copyOf(waiting, 2 * waitingCount);
        if (record.line() == RecordParser.FOUND) waitingFound++;
        waiting[waitingCount++] = fingerprinter.of(record.line(), record.url(), record.urlBytes());
    }

    @Override
    public void settled() {
        for (int i = 0; i < waitingCount; i++) all.add(waiting[i]);
        waitingCount = 0;
        found += waitingFound;
        waitingFound = 0;
    }

    /** How many of them are of URLs that the crawl has found by itself. */
    long found() {
        return found;
    }
}
