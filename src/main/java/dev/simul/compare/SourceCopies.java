package dev.simul.compare;

import dev.simul.source.SourceException;
import dev.simul.source.SourceSpec;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The sources as they are now, byte for byte, so that every run reads the same list: standard input can be read only once,
 * and a file may change meanwhile.
 */
final class SourceCopies {
    private SourceCopies() {}

    /**
     * Copies what is to be read; given URLs stay what they are.
     *
     * @param standardInput read to its end if it is one of the sources
     * @throws SourceException if a source cannot be read
     * @throws IOException if the copy cannot be written
     */
    static List<SourceSpec> make(List<SourceSpec> sources, InputStream standardInput, Workspace workspace)
            throws IOException {
        List<SourceSpec> copies = new ArrayList<>(sources.size());
        for (SourceSpec source : sources) {
            Path copy = workspace.resolve("source-" + copies.size());
            switch (source) {
                case SourceSpec.GivenUrl url -> copies.add(url);
                case SourceSpec.StandardInput input -> {
                    Files.copy(new Reading(source, standardInput), copy);
                    copies.add(new SourceSpec.File(copy));
                }
                case SourceSpec.File file -> {
                    try (InputStream in = open(file)) {
                        Files.copy(new Reading(source, in), copy);
                    }
                    copies.add(new SourceSpec.File(copy));
                }
            }
        }
        return copies;
    }

    private static InputStream open(SourceSpec.File file) throws SourceException {
        try {
            return new FileInputStream(file.path().toFile());
        } catch (IOException e) {
            throw new SourceException(file.name(), e);
        }
    }

    /** Says of a failure that it was the source's, and not the copy's. */
    private static final class Reading extends InputStream {
        private final SourceSpec source;
        private final InputStream in;

        Reading(SourceSpec source, InputStream in) {
            this.source = source;
            this.in = in;
        }

        @Override
        public int read() throws SourceException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws SourceException {
            try {
                return in.read(bytes, offset, length);
            } catch (IOException e) {
                throw new SourceException(source.name(), e);
            }
        }
    }
}
