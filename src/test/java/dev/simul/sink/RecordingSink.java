package dev.simul.sink;

import dev.simul.result.CrawlRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps what it is given, and is full when the test says so. */
final class RecordingSink implements RecordSink {
    final List<Long> sequences = new ArrayList<>();
    boolean full;
    boolean closed;
    Runnable resume = () -> {};

    @Nullable
    Consumer<SinkException> listener;

    @Override
    public boolean write(CrawlRecord record) {
        sequences.add(record.target().sequence());
        return !full;
    }

    @Override
    public void onReady(Runnable resume) {
        this.resume = resume;
    }

    @Override
    public void onFailure(Consumer<SinkException> listener) {
        this.listener = listener;
    }

    @Override
    public void close() {
        closed = true;
    }
}
