package dev.simul.sink;

import dev.simul.result.CrawlRecord;

/** Makes the line of {@link Form#JSONL} of one record at a time, for who writes it elsewhere than to a {@link RecordSink}. One thread. */
public final class RecordLines {
    private final JsonLines form = new JsonLines();
    private final Utf8Buffer line = new Utf8Buffer();

    /** The record as UTF-8, with its end of line. */
    public byte[] of(CrawlRecord record) {
        line.clear();
        form.append(record, line);
        return line.toBytes();
    }
}
