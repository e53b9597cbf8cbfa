package dev.simul.archive;

import dev.simul.sink.SinkException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.netpreserve.jwarc.WarcReader;

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
        long whole = 0;
        try {
            long size = Files.size(file);
            if (size == 0 || isTornAtOnce(file)) return 0;
            try (WarcReader reader = new WarcReader(file)) {
                try {
                    while (reader.next().isPresent()) whole = reader.position();
                    return size;
                } catch (EOFException torn) {
                    return reader.position(); // where the last one begins that it looked for
                }
            }
        } catch (SinkException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new SinkException(
                    name, "it cannot be gone on with: from byte " + whole + " on it is not WARC: " + e.getMessage());
        }
    }

    /** Whether not even the first record says that it is one. @throws IOException if it says something else */
    private static boolean isTornAtOnce(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            if (!Arrays.equals(in.readNBytes(BEGINNING.length), BEGINNING)) throw new IOException("no record begins");
            return false;
        } catch (EOFException e) {
            byte[] begin = new byte[2];
            try (InputStream in = Files.newInputStream(file)) {
                int read = in.readNBytes(begin, 0, 2);
                boolean isGzip = begin[0] == 0x1F && (read < 2 || begin[1] == (byte) 0x8B);
                if (!isGzip) throw new IOException("it is not gzip", e);
            }
            return true;
        }
    }
}
