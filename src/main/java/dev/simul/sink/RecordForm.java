package dev.simul.sink;

import dev.simul.result.CrawlRecord;

/** Turns records into bytes. One instance a destination; writer thread only. */
interface RecordForm {

    /** What comes before the first record. */
    void begin(Utf8Buffer out);

    /** One record, whole, with its end of line. */
    void append(CrawlRecord record, Utf8Buffer out);
}
