package dev.simul.compare;

import dev.simul.fetch.FetchConfig;
import dev.simul.source.SourceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What one run is to do, and the directory where it finds that and leaves its results.
 *
 * @param sources files, or given URLs
 */
record Job(Path directory, Model model, FetchConfig fetch, List<SourceSpec> sources) {
    private static final String FILE = "job.properties";

    Job {
        sources = List.copyOf(sources);
    }

    /** Where its records go, a line of {@link ComparedRecord} each. */
    Path records() {
        return directory.resolve("records");
    }

    /** Where its measures go, once the run is over. */
    Path measures() {
        return directory.resolve("measures.properties");
    }

    /** Where everything goes that the process prints. */
    Path output() {
        return directory.resolve("output");
    }

    void write() throws IOException {
        Files.writeString(directory.resolve(FILE), JobText.of(this));
    }

    /** Reads what {@link #write} has written, and deletes it: there may be credentials in it. */
    static Job take(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        String text = Files.readString(file);
        Files.delete(file);
        return JobText.parse(directory, text);
    }
}
