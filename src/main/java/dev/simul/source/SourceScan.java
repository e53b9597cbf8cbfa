package dev.simul.source;

import java.io.InputStream;
import java.nio.file.Files;
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
     * Whether it has the same lines however often it is read, as long as nobody changes it: standard input, named pipes and the
     * like can be read once.
     */
    public static boolean isRepeatable(SourceSpec source) {
        return switch (source) {
            case SourceSpec.GivenUrl given -> true;
            case SourceSpec.StandardInput input -> false;
            case SourceSpec.File file -> Files.isRegularFile(file.path());
        };
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
