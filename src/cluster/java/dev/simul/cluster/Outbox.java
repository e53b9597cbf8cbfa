package dev.simul.cluster;

import dev.simul.crawl.CrawlListener;
import dev.simul.crawl.CrawlSummary;
import dev.simul.result.CrawlRecord;
import dev.simul.result.Target;
import dev.simul.sink.RecordLines;
import dev.simul.sink.RecordSink;
import dev.simul.sink.SinkException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.functions.async.ResultFuture;

/**
 * Where a subtask's records leave its loop: each goes to the line that Flink waits for. Never full, since the operator's capacity bounds
 * what is in it. Loop thread.
 */
final class Outbox implements RecordSink, CrawlListener {
    private final CrawlSummary summary;
    private final RecordLines lines = new RecordLines();
    private final Map<Long, ResultFuture<Settled>> awaited = new HashMap<>();
    private boolean isFailure;
    private boolean isClosed;

    /**
     * A line that has been visited. A Flink tuple would be one more thing to unpack; this is what its serialisers call a POJO.
     *
     * <p>Public, with public fields and a constructor without parameters, as those ask for.
     */
    public static final class Settled {
        /** The record as UTF-8, with its end of line. */
        public byte[] record = {};

        public boolean isFailure;

        public Settled() {}

        Settled(byte[] record, boolean isFailure) {
            this.record = record;
            this.isFailure = isFailure;
        }
    }

    /**
     * Makes one.
     *
     * @param summary counts what comes
     */
    Outbox(CrawlSummary summary) {
        this.summary = summary;
    }

    /** The record of the line with this number is to be given to {@code result}. */
    void expect(long sequence, ResultFuture<Settled> result) {
        awaited.put(sequence, result);
    }

    @Override
    public void visitStarted(Target target) {
        summary.visitStarted(target);
    }

    @Override
    public void visitEnded(CrawlRecord record, boolean failed) {
        if (isClosed) return; // cut off by us
        summary.visitEnded(record, failed);
        isFailure = failed;
    }

    @Override
    public boolean write(CrawlRecord record) {
        if (isClosed) return true;
        ResultFuture<Settled> result = awaited.remove(record.target().sequence());
        if (result == null) throw new IllegalStateException("nobody waits for " + record.target());
        try {
            result.complete(List.of(new Settled(lines.of(record), isFailure)));
        } catch (RejectedExecutionException taskHasEnded) {
            close(); // somebody else goes on with its lines
        }
        return true;
    }

    /** From now on records are dropped: nobody asks for them, or they would tell of visits that were only cut off. */
    @Override
    public void close() {
        isClosed = true;
        awaited.clear();
    }

    /** The same; whoever waits is told why, so that Flink starts their lines anew. */
    void fail(Throwable cause) {
        List<ResultFuture<Settled>> left = List.copyOf(awaited.values());
        close();
        for (ResultFuture<Settled> each : left) each.completeExceptionally(cause);
    }

    @Override
    public void onReady(Runnable resume) {}

    @Override
    public void onFailure(Consumer<SinkException> listener) {}
}
