package dev.simul.serve;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file as it was found. It is opened anew for each piece, so that a client that takes its time holds nothing open. Its
 * methods block.
 *
 * @param path without symbolic links
 * @param size in bytes; what is added to it later is not served
 * @param key by which the file system knows it; null where it has none
 */
record StoredFile(Path path, long size, @Nullable Object key) {
    private static final int PIECE_BYTES = 64 * 1024;

    /**
     * Looks at what is at {@code path}, which must be a file and not a pipe or device.
     *
     * @throws NoSuchFileException if it is something else
     * @throws IOException if it is not there, or must not be looked at
     */
    static StoredFile at(Path path) throws IOException {
        BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!found.isRegularFile()) throw new NoSuchFileException(path.toString());
        return new StoredFile(path, found.size(), found.fileKey());
    }

    /**
     * Reads the piece that begins at {@code offset}.
     *
     * @throws IOException if it cannot be read whole, or another file is there by now
     */
    byte[] piece(long offset) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE_BYTES, size - offset));
        if (!Objects.equals(at(path).key(), key)) throw new NoSuchFileException(path.toString());
        try (SeekableByteChannel file =
                Files.newByteChannel(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            file.position(offset);
            while (piece.hasRemaining()) if (file.read(piece) < 0) throw new EOFException(path.toString());
        }
        return piece.array();
    }
}
