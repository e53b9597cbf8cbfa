package dev.simul.source;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads a source from its beginning to its end on the calling thread, which may block: not for the loop. */
public final class SourceScan {
    private SourceScan() {}

    /** Takes lines in their order. */
    public interface Visitor {
        /** One line, as {@link SourceLine} describes its text and its number. */
        void line(String text, long line);
    }

    /**
     * Reads {@code source}.
     *
     * @param standardInput read for {@link SourceSpec.StandardInput}, never closed
     * @throws SourceException if it cannot be read, or not to its end
     */
    public static void read(SourceSpec source, InputStream standardInput, Visitor visitor) throws SourceException {
        LineSplitter.Lines lines = (String text, long number, @Nullable String defect) -> visitor.line(text, number);
        try {
            new SpecReader(standardInput, lines, (length, mayWait) -> {}).read(source);
        } catch (InterruptedException impossible) {
            throw new AssertionError("nothing here waits for another thread", impossible);
        }
    }
}
