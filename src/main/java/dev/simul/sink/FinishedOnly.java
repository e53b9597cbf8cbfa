package dev.simul.sink;

import dev.simul.result.CrawlRecord;
import dev.simul.result.FetchError;
import java.util.function.Consumer;

/**
 * Leaves out what an interrupt has cut off. In a file that a crawl can go on with, a record means that its line is done: a line
 * without one is fetched the next time.
 */
public final class FinishedOnly implements RecordSink {
    private final RecordSink next;

    public FinishedOnly(RecordSink next) {
        this.next = next;
    }

    @Override
    public boolean write(CrawlRecord record) {
        return record.error() instanceof FetchError.Cancelled || next.write(record);
    }

    @Override
    public void onReady(Runnable resume) {
        next.onReady(resume);
    }

    @Override
    public void onFailure(Consumer<SinkException> listener) {
        next.onFailure(listener);
    }

    @Override
    public void close() throws SinkException {
        next.close();
    }
}
