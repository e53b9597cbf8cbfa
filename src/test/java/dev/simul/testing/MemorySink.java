package dev.simul.testing;

import dev.simul.result.CrawlRecord;
import dev.simul.sink.RecordSink;
import dev.simul.sink.SinkException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Keeps records, and says that it is full for as long as the test wants. Belongs to the loop's thread. */
public final class MemorySink implements RecordSink {
    private final List<CrawlRecord> records = new ArrayList<>();
    private Runnable resume = () -> {};
    private boolean full;

    @Override
    public boolean write(CrawlRecord record) {
        records.add(record);
        return !full;
    }

    @Override
    public void onReady(Runnable resume) {
        this.resume = resume;
    }

    @Override
    public void onFailure(Consumer<SinkException> listener) {}

    @Override
    public void close() {}

    /** From now on it is full with each record. */
    public void fill() {
        full = true;
    }

    /** There is room again. */
    public void drain() {
        full = false;
        resume.run();
    }

    public List<CrawlRecord> records() {
        return List.copyOf(records);
    }

    /** The URLs in the order in which their records came. */
    public List<String> urls() {
        return records.stream().map(record -> record.target().url()).toList();
    }
}
