package dev.simul.save;

import dev.simul.sink.DiskThread;
import dev.simul.sink.SinkException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A folder with a file for each body. Until a body is whole it lies in a folder within, which is emptied on opening and goes on
 * closing.
 *
 * <p>No link inside the folder is followed, and what is no file or folder of its own is left alone: what would have had that name
 * gets another. Blocks; one thread at a time.
 */
public final class SaveFolder implements DiskThread.Store, AutoCloseable {
    private static final String PARTIAL = ".simul-partial";
    private static final String LOCK = "lock";

    /** What is appended to a name that something else has already; it never ends in it by itself. */
    private static final String ANOTHER = "~";

    private static final int MOST_OTHERS = 8;

    private final Path folder;
    private final Path partial;
    private final FileChannel lock;

    private SaveFolder(Path folder, Path partial, FileChannel lock) {
        this.folder = folder;
        this.partial = partial;
        this.lock = lock;
    }

    /**
     * Opens it, and makes it if there is none.
     *
     * @throws SinkException if it cannot be written to, or another process saves there
     */
    public static SaveFolder open(Path folder) throws SinkException {
        try {
            Files.createDirectories(folder);
            Path partial = folder.resolve(PARTIAL);
            makeFolder(partial);
            Path lockFile = partial.resolve(LOCK);
            FileChannel lock = FileChannel.open(
                    lockFile, StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS);
            try {
                lock(lock, folder);
                SaveFolder opened = new SaveFolder(folder, partial, lock);
                opened.deletePartial();
                return opened;
            } catch (IOException e) {
                lock.close();
                throw e;
            }
        } catch (SinkException e) {
            throw e;
        } catch (FileAlreadyExistsException | NotDirectoryException e) {
            throw new SinkException(folder.toString(), "it is no folder");
        } catch (IOException e) {
            throw new SinkException(folder.toString(), e);
        }
    }

    private static void lock(FileChannel channel, Path folder) throws IOException {
        @Nullable FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        } catch (IOException e) {
            return; // a file system that knows no locks: then the user has to take care
        }
        if (lock == null) throw new SinkException(folder.toString(), "another process saves to it");
    }

    /** What messages call it. */
    String name() {
        return folder.toString();
    }

    /**
     * Adds a block to a body.
     *
     * @param isFirst whether there is none of it yet
     */
    void append(long body, byte[] block, int length, boolean isFirst) throws IOException {
        try (FileChannel file = FileChannel.open(
                partial(body),
                isFirst ? StandardOpenOption.CREATE_NEW : StandardOpenOption.APPEND,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer bytes = ByteBuffer.wrap(block, 0, length);
            while (bytes.hasRemaining()) file.write(bytes);
        }
    }

    /** Gives a body that is whole its name. @return that, from the folder, with slashes */
    String finish(long body, SavedName name) throws IOException {
        Path at = folder;
        StringBuilder path = new StringBuilder();
        for (String each : name.folders()) {
            String made = within(at, each);
            at = at.resolve(made);
            path.append(made).append('/');
        }
        String file = free(at, name.stem(), name.ending(), BasicFileAttributes::isRegularFile);
        Files.move(partial(body), at.resolve(file), StandardCopyOption.ATOMIC_MOVE);
        return path.append(file).toString();
    }

    /** A body will not become whole. */
    void drop(long body) throws IOException {
        Files.deleteIfExists(partial(body));
    }

    private Path partial(long body) {
        return partial.resolve(Long.toString(body));
    }

    /** Makes a folder in another. @return what it is called */
    private static String within(Path parent, String name) throws IOException {
        String free = free(parent, name, "", BasicFileAttributes::isDirectory);
        makeFolder(parent.resolve(free));
        return free;
    }

    /** The name, or one like it, that nothing has or something that {@code fits}. */
    private static String free(Path parent, String stem, String ending, Predicate<BasicFileAttributes> fits)
            throws IOException {
        StringBuilder name = new StringBuilder(stem);
        for (int i = 0; i <= MOST_OTHERS; i++) {
            Path path = parent.resolve(name + ending);
            try {
                BasicFileAttributes there =
                        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (fits.test(there)) return name + ending;
            } catch (NoSuchFileException e) {
                return name + ending;
            }
            name.append(ANOTHER);
        }
        throw new FileSystemException(parent.resolve(stem + ending).toString(), null, "something is in the way");
    }

    private static void makeFolder(Path path) throws IOException {
        try {
            Files.createDirectory(path);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) throw e;
        }
    }

    /** Only what has such a name: the folder might be somebody's idea of a place for something else. */
    private void deletePartial() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(partial, SaveFolder::isPartial)) {
            for (Path file : files) Files.delete(file);
        }
    }

    private static boolean isPartial(Path file) {
        return file.getFileName().toString().chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Not each file: see the package. */
    @Override
    public void force() {}

    @Override
    public void close() throws SinkException {
        if (!lock.isOpen()) return;
        try (lock) {
            deletePartial();
            Files.deleteIfExists(partial.resolve(LOCK));
            Files.deleteIfExists(partial);
        } catch (DirectoryNotEmptyException e) {
            // something else is in it, which stays
        } catch (IOException e) {
            throw new SinkException(folder.toString(), e);
        }
    }
}
