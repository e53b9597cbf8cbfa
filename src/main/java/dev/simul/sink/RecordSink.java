package dev.simul.sink;

import dev.simul.result.CrawlRecord;
import java.util.function.Consumer;

/**
 * Where records go. {@link #write} belongs to the loop; {@link #onReady} and {@link #onFailure} are called before the
 * first record, {@link #close} after the loop has ended.
 *
 * <p>What is given to {@code onReady} and {@code onFailure} may be run on any thread and does no more than to hand over to
 * its loop. A {@link java.util.concurrent.RejectedExecutionException} of theirs means that the loop has ended, and is
 * ignored.
 */
public interface RecordSink extends AutoCloseable {

    /**
     * Takes a record. Never blocks, and never refuses: what is in flight when the sink is full may still be written.
     *
     * <p>Once the destination has failed, records are dropped and the answer is true, so that nobody waits for a sink that
     * will never be ready again.
     *
     * @return false if the sink is full: pull nothing until {@link #onReady} runs
     * @throws IllegalStateException after {@link #close}: the record would be lost
     */
    boolean write(CrawlRecord record);

    /** Sets what is run, once, when there is room again after {@link #write} returned false. */
    void onReady(Runnable resume);

    /** Sets who is told, once, that the destination has failed: at once, while the crawl still runs. */
    void onFailure(Consumer<SinkException> listener);

    /**
     * Writes what is pending, then closes. Blocks until that is done: not for the loop thread.
     *
     * @throws SinkException if a record could not be written; only the first call throws
     */
    @Override
    void close() throws SinkException;
}
