package dev.simul.cli;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The files that have a crawl's records together. */
final class RecordParts {
    private RecordParts() {}

    /**
     * The one that is named, or those of a folder that a job on a cluster has written: {@code part-*}. What is still being written has
     * a name that begins with a dot.
     *
     * @throws IOException if the folder cannot be read or has none
     */
    static List<Path> of(Path output) throws IOException {
        if (!Files.isDirectory(output)) return List.of(output);
        List<Path> parts = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(output, "part-*")) {
            found.forEach(parts::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        if (parts.isEmpty()) throw new NoSuchFileException("cannot read " + output + ": there is no part-* in it");
        Collections.sort(parts);
        return parts;
    }
}
