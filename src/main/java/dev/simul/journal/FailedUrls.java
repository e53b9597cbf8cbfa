package dev.simul.journal;

import dev.simul.sink.Form;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.IntPredicate;

/** Finds the records of a file that say that a URL has failed. */
public final class FailedUrls {
    /** An error that is none: an earlier line has what there is to have. */
    private static final String DUPLICATE = "duplicate";

    private FailedUrls() {}

    /** Takes URLs, in UTF-8. */
    public interface Taker {
        /** Takes the first {@code length} bytes of {@code url}, which will be overwritten. */
        void url(byte[] url, int length) throws IOException;
    }

    /**
     * Reads {@code file}.
     *
     * @param form {@link Form#JSONL} or {@link Form#CSV}
     * @param accepts which statuses do not count as failed
     * @throws JournalException if the file cannot be read or has anything else in it
     * @throws IOException what {@code taker} throws
     */
    public static void read(Path file, Form form, IntPredicate accepts, Taker taker) throws IOException {
        RecordFile.Visitor visitor = new RecordFile.Visitor() {
            @Override
            public void record(RecordParser record, long at) {
                if (!hasFailed(record, accepts)) return;
                try {
                    taker.url(record.url(), record.urlBytes());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void settled() {}
        };
        try {
            new RecordFile(file, form, null).read(visitor);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean hasFailed(RecordParser record, IntPredicate accepts) {
        if (DUPLICATE.equals(record.errorKind())) return false;
        return record.errorKind() != null || !accepts.test(record.status());
    }
}
