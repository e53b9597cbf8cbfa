package dev.simul.compare;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes results that are lines already, in the order in which they come. Any number of threads. */
final class ResultLines implements Closeable {
    private final BufferedWriter writer;

    private ResultLines(BufferedWriter writer) {
        this.writer = writer;
    }

    static ResultLines to(Path file) throws IOException {
        return new ResultLines(Files.newBufferedWriter(file));
    }

    synchronized void put(String line) throws IOException {
        writer.write(line);
        writer.write('\n');
    }

    @Override
    public synchronized void close() throws IOException {
        writer.close();
    }
}
