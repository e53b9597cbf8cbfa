package dev.simul.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file as it is: it can be cut behind any record. */
final class PlainBytes extends RecordBytes {
    private final InputStream in;
    private long whole;

    PlainBytes(Path path) throws IOException {
        this.in = Files.newInputStream(path);
    }

    @Override
    int fill(byte[] into) throws IOException {
        return in.read(into);
    }

    @Override
    void recordEnded() {
        whole = position();
    }

    @Override
    long wholeBytes() {
        return whole;
    }

    @Override
    boolean endIsDebris() {
        return true;
    }

    @Override
    boolean restIsDebris() throws IOException {
        return onlyZerosFromLast();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
