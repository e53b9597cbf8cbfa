package dev.simul.sink;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A file for records. Where its name ends in {@code .gz} it is compressed, in members that are whole by themselves.
 *
 * @param path where it is
 * @param form of its records
 * @param sources files that the crawl reads: to write into one of them is refused
 * @param sync how much time of work a failure of power may cost: what is written is forced to the disk that often, and at the
 *     end; zero for never. In a compressed file also how long a record may wait before it is written
 * @param keptBytes how much of what the file has already stays, the end of a record; 0 for nothing
 */
public record OutputFile(Path path, Form form, List<Path> sources, Duration sync, long keptBytes) {
    public OutputFile {
        if (sync.isNegative()) throw new IllegalArgumentException("sync is negative: " + sync);
        if (keptBytes < 0) throw new IllegalArgumentException("keptBytes < 0: " + keptBytes);
    }

    /** Whether the file is compressed. */
    public boolean isGzip() {
        return isGzip(path);
    }

    /** Whether a crawl can go on with it, now that it is open: its records can be read back, and it can be cut. */
    public boolean canBeResumed() {
        return form != Form.TEXT && Files.isRegularFile(path);
    }

    /** Whether a file of this name is compressed. */
    public static boolean isGzip(Path path) {
        return path.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    }

    /**
     * Opens it, cut to what is kept. Blocks until a named pipe has a reader.
     *
     * @throws SinkException if it cannot be opened for writing; then it was not changed
     */
    public FileChannel open() throws SinkException {
        FileChannel channel = openWhole();
        try {
            if (Files.isRegularFile(path)) cut(channel);
            return channel;
        } catch (IOException e) {
            try (channel) {
                throw e instanceof SinkException known ? known : new SinkException(path.toString(), e);
            } catch (SinkException known) {
                throw known;
            } catch (IOException closing) {
                throw new SinkException(path.toString(), closing);
            }
        }
    }

    /**
     * Finds out whether it can be opened, and changes nothing of what is in it; but not where that would make a reader wait.
     *
     * @throws SinkException if it cannot
     */
    public void check() throws SinkException {
        if (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path)) return; // a pipe, a device
        try (FileChannel channel = openWhole()) {
            lock(channel, path.toString());
        } catch (SinkException e) {
            throw e;
        } catch (IOException e) {
            throw new SinkException(path.toString(), e);
        }
    }

    private FileChannel openWhole() throws SinkException {
        String name = path.toString();
        if (Files.isDirectory(path)) throw new SinkException(name, "is a directory");
        try {
            for (Path source : sources) {
                if (Files.isRegularFile(path) && Files.exists(source) && Files.isSameFile(path, source)) {
                    throw new SinkException(name, "it is read as a source");
                }
            }
            return FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        } catch (SinkException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new SinkException(name, missing(path));
        } catch (IOException e) {
            throw new SinkException(name, e);
        }
    }

    /** Not on opening, because another process may be writing. */
    private void cut(FileChannel channel) throws IOException {
        lock(channel, path.toString());
        if (channel.size() < keptBytes) throw new SinkException(path.toString(), "it has become shorter meanwhile");
        channel.truncate(keptBytes);
        channel.position(keptBytes);
    }

    /** The lock ends with the channel, or with the process. */
    private static void lock(FileChannel channel, String name) throws SinkException {
        try {
            if (channel.tryLock() == null) throw new SinkException(name, "another process writes to it");
        } catch (OverlappingFileLockException e) {
            throw new SinkException(name, "it is being written to");
        } catch (SinkException e) {
            throw e;
        } catch (IOException e) {
            // A file system that knows no locks: then the user has to take care.
        }
    }

    private static String missing(Path file) {
        Path parent = file.getParent();
        return parent == null || Files.exists(parent) ? "no such file" : "there is no directory " + parent;
    }
}
