package dev.simul.source;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads sources, one after the other, on the thread that calls. */
final class SpecReader {
    private static final int CHUNK_BYTES = 64 * 1024;

    private final InputStream standardInput;
    private final LineSplitter.Lines lines;
    private final Pauses pauses;
    private final byte[] chunk = new byte[CHUNK_BYTES];

    /** Hears of what happens between lines. */
    interface Pauses {
        /**
         * All lines that have ended so far were delivered.
         *
         * @param length how many bytes they, and the beginning of the next one, are more than before
         * @param mayWait whether the next read may have to wait
         */
        void chunkRead(int length, boolean mayWait) throws InterruptedException;
    }

    SpecReader(InputStream standardInput, LineSplitter.Lines lines, Pauses pauses) {
        this.standardInput = standardInput;
        this.lines = lines;
        this.pauses = pauses;
    }

    /**
     * Reads one to its end.
     *
     * @throws SourceException if it cannot be read, or not to its end; the whole lines before that were delivered
     */
    void read(SourceSpec source) throws SourceException, InterruptedException {
        if (source instanceof SourceSpec.GivenUrl given) {
            lines.line(given.url().strip(), SourceLine.NO_LINE, null);
        } else if (source instanceof SourceSpec.File file) {
            // Not Files.newInputStream: only this one knows how much a pipe has ready.
            try (InputStream in = new FileInputStream(file.path().toFile())) {
                read(in, file);
            } catch (SourceException e) {
                throw e;
            } catch (IOException e) {
                throw new SourceException(source.name(), e);
            }
        } else {
            read(standardInput, source);
        }
    }

    private void read(InputStream in, SourceSpec source) throws SourceException, InterruptedException {
        LineSplitter splitter = new LineSplitter(lines);
        try {
            int length;
            while ((length = in.read(chunk)) >= 0) {
                splitter.feed(chunk, length);
                pauses.chunkRead(length, mayWait(in));
            }
        } catch (IOException e) {
            long lines = splitter.finishedLines();
            throw new SourceException(source.name() + (lines == 0 ? "" : " beyond line " + lines), e);
        }
        splitter.end();
    }

    private static boolean mayWait(InputStream in) {
        try {
            return in.available() == 0;
        } catch (IOException e) {
            return true; // what is wrong, the next read says
        }
    }
}
