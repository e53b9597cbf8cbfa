package dev.simul.sink;

import dev.simul.result.CrawlRecord;
import java.util.function.Function;

/** A form of somebody else's: whatever line it makes of a record. */
record LineForm(Function<CrawlRecord, String> line) implements RecordForm {
    @Override
    public void begin(Utf8Buffer out) {}

    @Override
    public void append(CrawlRecord record, Utf8Buffer out) {
        out.text(line.apply(record)).put('\n');
    }
}
