package dev.simul.archive;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Bytes that come in pieces, in blocks that are never copied as they grow. One thread at a time. */
final class Pieces {
    private static final int LEAST_BLOCK = 1024;
    private static final int LARGEST_BLOCK = 64 * 1024;

    private final List<byte[]> full = new ArrayList<>(2);
    private byte[] last = new byte[0];
    private int used;
    private long size;

    /** How much memory {@link #add} of so many bytes would take beyond what it has. */
    int wants(int length) {
        return length <= last.length - used ? 0 : block(length - (last.length - used));
    }

    void add(byte[] bytes, int offset, int length) {
        int fits = Math.min(length, last.length - used);
        System.arraycopy(bytes, offset, last, used, fits);
        used += fits;
        if (fits < length) {
            if (used > 0) full.add(last); // it is full
            last = new byte[block(length - fits)];
            used = length - fits;
            System.arraycopy(bytes, offset + fits, last, 0, used);
        }
        size += length; // at the end: the size of the new block is what wants said
    }

    /** As large again as all before it, within limits, so that small bodies are small. */
    private int block(int least) {
        return Math.max(least, Math.clamp(size, LEAST_BLOCK, LARGEST_BLOCK));
    }

    long size() {
        return size;
    }

    void digest(MessageDigest digest) {
        full.forEach(digest::update);
        digest.update(last, 0, used);
    }

    InputStream stream() {
        List<InputStream> streams = new ArrayList<>(full.size() + 1);
        for (byte[] block : full) streams.add(new ByteArrayInputStream(block));
        streams.add(new ByteArrayInputStream(last, 0, used));
        return new SequenceInputStream(Collections.enumeration(streams));
    }
}
