package dev.simul.cli;

import dev.simul.source.SourceSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/**
 * The file of {@code --report}: there whole or not at all. What is written goes to a file beside it first, which is made
 * before anything is run, so that nobody measures for minutes and then cannot write.
 */
final class ReportFile implements AutoCloseable {
    private final Path target;

    /** Beside the target; or the target itself, where that is a device or a pipe. */
    private final Path part;

    private ReportFile(Path target, Path part) {
        this.target = target;
        this.part = part;
    }

    /**
     * The file that the command line names, if it does; made sure that it can be written.
     *
     * @param sources what is read, and so must not be written over
     */
    static @Nullable ReportFile open(ParseResult arguments, List<SourceSpec> sources) throws UsageException {
        Path file = arguments.matchedOptionValue("--report", null);
        return file == null ? null : open(file, sources);
    }

    static ReportFile open(Path file, List<SourceSpec> sources) throws UsageException {
        try {
            if (Files.isDirectory(file)) throw new UsageException("--report: " + file + " is a directory");
            Path target = Files.exists(file) ? file.toRealPath() : file; // a link stays one
            refuseSources(target, sources);
            if (Files.exists(target) && !Files.isWritable(target)) throw new AccessDeniedException(file.toString());
            if (Files.exists(target) && !Files.isRegularFile(target)) return new ReportFile(target, target);
            String name = target.getFileName() + "." + ProcessHandle.current().pid() + ".part";
            Path part = target.resolveSibling(name);
            Files.newOutputStream(part, StandardOpenOption.CREATE_NEW).close();
            part.toFile().deleteOnExit(); // also if a second Ctrl-C ends everything at once
            return new ReportFile(target, part);
        } catch (IOException e) {
            throw new UsageException("--report: cannot write " + file + ": " + reason(file, e));
        }
    }

    private static void refuseSources(Path target, List<SourceSpec> sources) throws UsageException, IOException {
        for (SourceSpec source : sources) {
            if (!(source instanceof SourceSpec.File read) || !Files.exists(target)) continue;
            if (Files.exists(read.path()) && Files.isSameFile(target, read.path())) {
                throw new UsageException("--report: " + target + " is read as a source");
            }
        }
    }

    /** What the exception of the JDK means, which is often no more than the name of the file. */
    private static String reason(Path file, IOException e) {
        Path parent = file.toAbsolutePath().getParent();
        if (e instanceof NoSuchFileException && parent != null) return "there is no directory " + parent;
        if (e instanceof AccessDeniedException) return "permission denied";
        return String.valueOf(e.getMessage());
    }

    /**
     * Writes all of it.
     *
     * @throws IOException with a message for the user if there is no room, for instance; then what was there before still is
     */
    void write(String page) throws IOException {
        try {
            try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.WRITE)) {
                out.write(page.getBytes(StandardCharsets.UTF_8));
            }
            if (!part.equals(target)) moveToTarget();
        } catch (IOException e) {
            throw new IOException("cannot write the report " + target + ": " + reason(target, e), e);
        }
    }

    private void moveToTarget() throws IOException {
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Leaves nothing unfinished behind. */
    @Override
    public void close() {
        if (part.equals(target)) return;
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // it says itself that it is a part only
        }
    }
}
