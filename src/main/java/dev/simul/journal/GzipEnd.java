package dev.simul.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Where a gzip file of members, each whole by itself, can be gone on with. Blocks. */
public final class GzipEnd {
    private GzipEnd() {}

    /**
     * How much of {@code file}, from its beginning, is whole members; what follows broke off.
     *
     * @param beginning what the content of the first member must begin with
     * @throws JournalException if it is something else, or damaged elsewhere than at its end
     * @throws IOException if it cannot be read
     */
    public static long of(Path file, byte[] beginning) throws IOException {
        try (GzipBytes in = new GzipBytes(file)) {
            byte[] begins = new byte[beginning.length];
            int count = 0;
            for (int b = in.next(); b != RecordBytes.END; b = in.next()) {
                if (count < begins.length) {
                    begins[count++] = (byte) b;
                    if (count == begins.length && !Arrays.equals(begins, beginning)) throw foreign(file);
                }
                in.recordEnded(); // where a member ends, what it has ends too
            }
            if (in.wholeBytes() > 0 && count < begins.length) throw foreign(file);
            return in.wholeBytes();
        }
    }

    private static JournalException foreign(Path file) {
        return new JournalException(file + " is gzip, but not of what it should be");
    }
}
