package dev.simul.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory that only this user can read, and that is gone when the comparison or the process ends. */
final class Workspace implements AutoCloseable {
    private final Path directory;
    private final Thread atExit;

    private Workspace(Path directory) {
        this.directory = directory;
        this.atExit = new Thread(() -> delete(directory), "simul-compare-clean-up");
    }

    static Workspace open() throws IOException {
        Workspace workspace = new Workspace(Files.createTempDirectory("simul-compare-"));
        Runtime.getRuntime().addShutdownHook(workspace.atExit);
        return workspace;
    }

    /** A file or directory in it, which need not exist. */
    Path resolve(String name) {
        return directory.resolve(name);
    }

    /** Makes a directory in it. */
    Path newDirectory(String name) throws IOException {
        return Files.createDirectory(resolve(name));
    }

    @Override
    public void close() {
        delete(directory);
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException shuttingDown) {
            // then it finds nothing to do
        }
    }

    /** As far as it can be deleted: what is left lies where the system cleans up. */
    static void delete(Path root) {
        try (Stream<Path> tree = Files.walk(root)) {
            List<Path> childrenFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : childrenFirst) Files.deleteIfExists(path);
        } catch (IOException | UncheckedIOException e) {
            // nobody can do anything about it
        }
    }
}
