package dev.simul.compare;

import java.io.ByteArrayOutputStream;

/** Numbers that are mostly small, seven bits a byte with the lowest first; the highest bit says that more follow. */
final class Varints {
    private static final int MORE = 0x80;
    private static final int BITS = 0x7f;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** @param value not negative */
    void put(long value) {
        if (value < 0) throw new IllegalArgumentException("negative: " + value);
        long rest = value;
        while (rest > BITS) {
            bytes.write((int) (rest & BITS) | MORE);
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    /** Of either sign: the sign is the lowest bit. */
    void putSigned(long value) {
        put((value << 1) ^ (value >> 63));
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
