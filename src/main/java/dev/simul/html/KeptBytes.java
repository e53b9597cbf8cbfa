package dev.simul.html;

import java.util.Arrays;

/** The bytes of a body so far, up to a limit; what comes behind it is left out. */
final class KeptBytes {
    private static final int FIRST_CAPACITY = 2048;

    private final int limit;
    private byte[] bytes = {};
    private int length;

    KeptBytes(int limit) {
        this.limit = limit;
    }

    void append(byte[] source, int offset, int count) {
        int taken = Math.min(count, limit - length);
        if (taken > bytes.length - length) {
            int doubled = Math.max(FIRST_CAPACITY, bytes.length * 2);
            bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(doubled, length + taken)));
        }
        System.arraycopy(source, offset, bytes, length, taken);
        length += taken;
    }

    /** The bytes themselves, valid up to {@link #length} and until the next append. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    boolean isFull() {
        return length == limit;
    }

    /** Lets go of the memory. */
    void clear() {
        bytes = new byte[0];
        length = 0;
    }
}
