package dev.simul.cli;

import dev.simul.cluster.Count;
import dev.simul.crawl.AcceptedStatuses;
import dev.simul.journal.FailedUrls;
import dev.simul.sink.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Counts what a job has written: a subtask that had done with all of its hosts before a loss has forgotten its count. */
final class RecordCount {
    private RecordCount() {}

    /**
     * Reads the records of a folder.
     *
     * @throws IOException if they cannot be read
     */
    static Count in(Path folder, AcceptedStatuses accepted) throws IOException {
        long records = 0;
        AtomicLong failed = new AtomicLong();
        for (Path part : RecordParts.of(folder)) {
            try (Stream<String> lines = Files.lines(part)) {
                records += lines.count();
            }
            FailedUrls.read(part, Form.JSONL, accepted::contains, (url, length) -> failed.incrementAndGet());
        }
        return new Count(records, failed.get());
    }
}
