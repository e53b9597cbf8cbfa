package dev.simul.source;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the reader's thread does: reads one source after the other, in batches, ahead of the loop. */
final class SourceReader implements Runnable {
    private static final int CHUNK_BYTES = 64 * 1024;

    private final List<SourceSpec> sources;
    private final InputStream standardInput;
    private final Handover handover;

    private final byte[] chunk = new byte[CHUNK_BYTES];
    private LineBatch batch = new LineBatch();
    private long sequence;

    /** Written before the end is handed over, read after it was taken. */
    private volatile @Nullable SourceException failure;

    private volatile boolean stopped;

    SourceReader(List<SourceSpec> sources, InputStream standardInput, Handover handover) {
        this.sources = sources;
        this.standardInput = standardInput;
        this.handover = handover;
    }

    @Nullable
    SourceException failure() {
        return failure;
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
                    read(source);
                } catch (SourceException e) {
                    failure = e;
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
            handover.end();
        }
    }

    private void read(SourceSpec source) throws SourceException, InterruptedException {
        switch (source) {
            case SourceSpec.GivenUrl given -> add(given.url().strip(), SourceLine.NO_LINE, null);
            case SourceSpec.StandardInput s -> read(standardInput, s);
            case SourceSpec.File file -> {
                // Not Files.newInputStream: only this one knows how much a pipe has ready.
                try (InputStream in = new FileInputStream(file.path().toFile())) {
                    read(in, file);
                } catch (SourceException e) {
                    throw e;
                } catch (IOException e) {
                    throw new SourceException(source.name(), e);
                }
            }
        }
    }

    private void read(InputStream in, SourceSpec source) throws SourceException, InterruptedException {
        LineSplitter splitter = new LineSplitter(this::add);
        try {
            int length;
            while ((length = in.read(chunk)) >= 0) {
                splitter.feed(chunk, length);
                if (wouldBlock(in)) flush();
            }
        } catch (IOException e) {
            if (stopped) return;
            long lines = splitter.finishedLines();
            throw new SourceException(source.name() + (lines == 0 ? "" : " beyond line " + lines), e);
        }
        splitter.end();
    }

    private static boolean wouldBlock(InputStream in) {
        try {
            return in.available() == 0;
        } catch (IOException e) {
            return true; // what is wrong, the next read says
        }
    }

    private void add(String text, long line, @Nullable String defect) throws InterruptedException {
        batch.add(new SourceLine(sequence++, text, line, defect));
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
