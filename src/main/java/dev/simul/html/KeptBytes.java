package dev.simul.html;

import java.util.Arrays;

/** The bytes of a body so far, up to a limit; what comes behind it is left out. */
final class KeptBytes {
    private static final int FIRST_CAPACITY = 512;

    private final int limit;
    private final PageMemory memory;
    private byte[] bytes = {};
    private int length;

    KeptBytes(int limit, PageMemory memory) {
        this.limit = limit;
        this.memory = memory;
    }

    /** Takes them, if there is memory for them; else it returns false, and nothing has changed. */
    boolean append(byte[] source, int offset, int count) {
        int taken = Math.min(count, limit - length);
        if (taken > bytes.length - length && !grow(length + taken)) return false;
        System.arraycopy(source, offset, bytes, length, taken);
        length += taken;
        return true;
    }

    private boolean grow(int least) {
        int doubled = Math.clamp(2L * bytes.length, FIRST_CAPACITY, Integer.MAX_VALUE);
        int capacity = Math.min(limit, Math.max(doubled, least));
        if (!memory.tryTake(capacity - bytes.length)) return false;
        bytes = Arrays.copyOf(bytes, capacity);
        return true;
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
        memory.giveBack(bytes.length);
        bytes = new byte[0];
        length = 0;
    }
}
