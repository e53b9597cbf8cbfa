package dev.simul.source;

import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the reader's thread does: reads one source after the other, in batches, ahead of the loop. */
final class SourceReader implements Runnable {
    private final List<SourceSpec> sources;
    private final LineFilter filter;
    private final Handover handover;
    private final SpecReader reader;

    private LineBatch batch = new LineBatch();
    private long sequence;

    /** Written before the end is handed over, read after it was taken. */
    private volatile @Nullable SourceException failure;

    private volatile boolean stopped;
    /** Of all sources; {@link UrlSource#UNKNOWN} where one has no size. */
    private final long bytes;

    private long bytesRead;
    private volatile UrlSource.Total total = new UrlSource.Total(UrlSource.UNKNOWN, false);

    SourceReader(List<SourceSpec> sources, InputStream standardInput, LineFilter filter, Handover handover) {
        this.sources = sources;
        this.filter = filter;
        this.handover = handover;
        this.bytes = bytes(sources);
        this.reader = new SpecReader(standardInput, this::add, this::chunkRead);
    }

    @Nullable
    SourceException failure() {
        return failure;
    }

    UrlSource.Total total() {
        return total;
    }

    boolean isStopped() {
        return stopped;
    }

    /** Any thread; the interrupt that makes it notice is the caller's. */
    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        try {
            for (SourceSpec source : sources) {
                try {
                    reader.read(source);
                } catch (SourceException e) {
                    if (!stopped) failure = e;
                    break;
                } catch (RuntimeException | Error e) { // a loop that waits for ever would be worse
                    failure = new SourceException(source.name(), e);
                    break;
                } finally {
                    flush(); // the next source may keep us waiting
                }
            }
        } catch (InterruptedException e) {
            // Stopped: nobody wants the rest.
        } finally {
            total = new UrlSource.Total(sequence, true);
            handover.end();
        }
    }

    private static long bytes(List<SourceSpec> sources) {
        long bytes = 0;
        for (SourceSpec source : sources) {
            if (source instanceof SourceSpec.GivenUrl) continue;
            if (!(source instanceof SourceSpec.File file) || !file.isRepeatable()) return UrlSource.UNKNOWN;
            bytes += file.path().toFile().length();
        }
        return bytes;
    }

    private void chunkRead(int length, boolean mayWait) throws InterruptedException {
        bytesRead += length;
        if (bytes != UrlSource.UNKNOWN) {
            long estimate = Math.round((double) sequence * Math.max(bytes, bytesRead) / bytesRead);
            total = new UrlSource.Total(estimate, false);
        }
        if (stopped) throw new InterruptedException(); // where no line is wanted, nothing else would notice
        if (mayWait) flush();
    }

    private void add(String text, long line, @Nullable String defect) throws InterruptedException {
        boolean isRepeated = defect == null && filter.isRepeated(text);
        if (!filter.isWanted(text, line)) return;
        batch.add(new SourceLine(sequence++, text, line, isRepeated, defect, null));
        if (batch.isFull()) flush();
    }

    private void flush() throws InterruptedException {
        if (stopped) throw new InterruptedException(); // the interrupt itself may have gone to a stream
        if (batch.isEmpty()) return;
        LineBatch full = batch;
        batch = new LineBatch();
        handover.offer(full);
    }
}
