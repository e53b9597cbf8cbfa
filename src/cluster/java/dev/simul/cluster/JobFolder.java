package dev.simul.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a job's records go, {@code part-*}, and in {@code .simul} what it takes to go on with it. All workers see it under the same
 * name. Blocks.
 *
 * @param output the folder itself
 * @param name what it was called by whoever named it
 */
public record JobFolder(Path output, String name) {
    private static final Pattern CHECKPOINT = Pattern.compile("chk-(\\d{1,18})");
    private static final String WHOLE_CHECKPOINT = "_metadata";
    private static final String PART = "part-";
    private static final String UNFINISHED_PART = ".part-";

    /**
     * The one that a user names.
     *
     * @param name a path of this machine, or a URI such as {@code s3://bucket/crawl} of a file system that Flink knows
     * @throws IllegalArgumentException if it is neither; the message is for the user
     */
    public static JobFolder named(String name) {
        try {
            if (name.matches("[a-zA-Z][a-zA-Z0-9+.-]+://.*")) return new JobFolder(new Path(name), name);
            java.nio.file.Path path = java.nio.file.Path.of(name);
            return new JobFolder(new Path(path.toAbsolutePath().normalize().toUri()), path.toString());
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + name + "' cannot be the name of a folder");
        }
    }

    private Path state() {
        return new Path(output, ".simul");
    }

    /** Its files on this machine; null where they are somewhere else. */
    public java.nio.file.@Nullable Path local() {
        return "file".equals(output.toUri().getScheme())
                ? java.nio.file.Path.of(output.toUri().getPath())
                : null;
    }

    /** The prepared lines. */
    Path lines() {
        return new Path(state(), "lines");
    }

    Path checkpoints() {
        return new Path(state(), "checkpoints");
    }

    private Path about() {
        return new Path(state(), "job.properties");
    }

    /** Whether it has nothing in it, but for what a start that was broken off has left. */
    public boolean isFree() throws IOException {
        for (FileStatus each : list(output)) if (!each.getPath().getName().equals(state().getName())) return false;
        return kept() == null;
    }

    /**
     * Keeps others from writing to it, on this machine and wherever else its file system tells of locks; elsewhere nobody is kept from
     * anything.
     *
     * @return lets them again when it is closed
     * @throws IOException if somebody else has it; the message is for the user
     */
    public Closeable lock() throws IOException {
        output.getFileSystem().mkdirs(state());
        if (output.getFileSystem().isDistributedFS()) return () -> {};
        FileChannel file = FileChannel.open(
                java.nio.file.Path.of(new Path(state(), "lock").toUri().getPath()),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        try {
            if (file.tryLock() != null) return file;
        } catch (OverlappingFileLockException inThisProcess) {
            // As for any other.
        }
        file.close();
        throw new IOException("another simul is at work in " + name());
    }

    /** Whether there are records that stay. */
    public boolean hasRecords() throws IOException {
        for (FileStatus each : list(output)) if (each.getPath().getName().startsWith(PART)) return true;
        return false;
    }

    private FileStatus[] list(Path folder) throws IOException {
        FileSystem system = output.getFileSystem();
        if (!system.exists(folder)) return new FileStatus[0];
        FileStatus[] found = system.listStatus(folder);
        return found == null ? new FileStatus[0] : found;
    }

    /** Keeps what is to be known of the job, for nobody else to read where files have owners: there may be passwords in it. */
    public void keep(Properties about) throws IOException {
        FileSystem system = output.getFileSystem();
        system.mkdirs(state());
        Path next = new Path(state(), "job.properties.next");
        system.delete(next, false);
        if (!system.isDistributedFS())
            reserve(java.nio.file.Path.of(next.toUri().getPath()));
        try (Writer out =
                new OutputStreamWriter(system.create(next, FileSystem.WriteMode.OVERWRITE), StandardCharsets.UTF_8)) {
            about.store(out, null);
        }
        if (!system.rename(next, about())) { // not over what is there, with some file systems
            system.delete(about(), false);
            system.rename(next, about());
        }
    }

    /** Makes an empty file that only its owner may read; what is written over it stays so. */
    private static void reserve(java.nio.file.Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix") || Files.exists(file)) return;
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** What {@link #keep} has kept last; null where no job has been begun, or the last one is done. */
    public @Nullable Properties kept() throws IOException {
        if (!output.getFileSystem().exists(about())) return null;
        Properties about = new Properties();
        try (Reader in = new InputStreamReader(output.getFileSystem().open(about()), StandardCharsets.UTF_8)) {
            about.load(in);
        } catch (IllegalArgumentException e) {
            throw new IOException(about() + " is damaged: " + e.getMessage(), e);
        }
        return about;
    }

    /** The newest checkpoint that is whole; null where there is none. */
    public @Nullable String newestCheckpoint() throws IOException {
        Path newest = null;
        long newestNumber = -1;
        long newestTime = -1;
        for (FileStatus job : list(checkpoints())) {
            for (FileStatus each : list(job.getPath())) {
                Matcher name = CHECKPOINT.matcher(each.getPath().getName());
                Path whole = new Path(each.getPath(), WHOLE_CHECKPOINT);
                if (!name.matches() || !output.getFileSystem().exists(whole)) continue;
                // A job that goes on from a checkpoint numbers on from there.
                long number = Long.parseLong(name.group(1));
                long time = output.getFileSystem().getFileStatus(whole).getModificationTime();
                if (number > newestNumber || (number == newestNumber && time > newestTime)) {
                    newest = each.getPath();
                    newestNumber = number;
                    newestTime = time;
                }
            }
        }
        return newest == null ? null : newest.toString();
    }

    /** The job is done: nothing but its records is left. */
    public void complete() throws IOException {
        for (FileStatus each : list(output)) {
            // Of a subtask that was lost: what it had written after the last checkpoint was written again.
            if (each.getPath().getName().startsWith(UNFINISHED_PART))
                output.getFileSystem().delete(each.getPath(), false);
        }
        output.getFileSystem().delete(state(), true);
    }

    /** Forgets a job that has not begun. */
    public void discard() throws IOException {
        output.getFileSystem().delete(state(), true);
        if (list(output).length == 0) output.getFileSystem().delete(output, false);
    }
}
