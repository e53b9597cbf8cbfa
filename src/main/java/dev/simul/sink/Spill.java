package dev.simul.sink;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps on disk what would be too much for memory, in batches, first in, first out. The file has no name from the start, so that it is
 * gone when this process is, however that ends. Blocks; one thread at a time.
 */
public final class Spill<T extends Serializable> implements AutoCloseable {
    private final FileChannel file;
    private long readUpTo;
    private long writtenUpTo;

    /**
     * Makes an empty one, in the system's folder for temporary files.
     *
     * @throws IOException if there cannot be such a file
     */
    public Spill() throws IOException {
        Path path = Files.createTempFile("simul-", ".spill");
        try {
            file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } finally {
            Files.delete(path);
        }
    }

    /**
     * Adds a batch.
     *
     * @throws IOException if it cannot be written; then it is as if this had not been called
     */
    public void add(List<T> batch) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new ArrayList<>(batch));
        }
        ByteBuffer framed = ByteBuffer.allocate(Integer.BYTES + bytes.size());
        framed.putInt(bytes.size()).put(bytes.toByteArray()).flip();
        long at = writtenUpTo;
        while (framed.hasRemaining()) at += file.write(framed, at);
        writtenUpTo = at;
    }

    /**
     * Takes the batch that was added first.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalStateException if there is none
     */
    @SuppressWarnings("unchecked") // nobody else can write to a file without a name
    public List<T> take() throws IOException {
        if (isEmpty()) throw new IllegalStateException("there is nothing");
        int size = read(Integer.BYTES).getInt();
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(read(size).array()))) {
            List<T> batch = (List<T>) in.readObject();
            if (isEmpty()) clear();
            return batch;
        } catch (ClassNotFoundException e) {
            throw new IOException(e);
        }
    }

    private ByteBuffer read(int size) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(size);
        while (bytes.hasRemaining()) {
            int length = file.read(bytes, readUpTo);
            if (length < 0) throw new EOFException("a temporary file has become shorter");
            readUpTo += length;
        }
        return bytes.flip();
    }

    private void clear() throws IOException {
        file.truncate(0);
        readUpTo = 0;
        writtenUpTo = 0;
    }

    /** Whether there is no batch. */
    public boolean isEmpty() {
        return readUpTo == writtenUpTo;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
