package dev.simul.archive;

import dev.simul.journal.GzipEnd;
import dev.simul.sink.SinkException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a WARC file can be gone on with. Blocks. */
public final class WarcEnd {
    private static final byte[] BEGINNING = "WARC/".getBytes(StandardCharsets.US_ASCII);

    private WarcEnd() {}

    /**
     * How many bytes of {@code file} are whole records, each a gzip member; what follows them broke off. 0 if there is no file.
     *
     * @throws SinkException if it is no compressed WARC file, or one that is damaged elsewhere than at its end
     */
    public static long of(Path file) throws SinkException {
        String name = file.toString();
        if (!Files.exists(file)) return 0;
        if (!Files.isRegularFile(file)) throw new SinkException(name, "it is no file that can be gone on with");
        try {
            return GzipEnd.of(file, BEGINNING);
        } catch (IOException e) {
            throw new SinkException(name, "it cannot be gone on with: " + e.getMessage());
        }
    }
}
