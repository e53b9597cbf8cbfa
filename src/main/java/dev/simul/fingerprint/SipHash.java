package dev.simul.fingerprint;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * SipHash-2-4: 64 bits that nobody can predict who does not know the key (Aumasson and Bernstein, "SipHash: a fast short-input
 * PRF", 2012). Any thread.
 */
final class SipHash {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long key0;
    private final long key1;

    SipHash(long key0, long key1) {
        this.key0 = key0;
        this.key1 = key1;
    }

    /** Of the first {@code length} bytes. */
    long hash(byte[] bytes, int length) {
        long v0 = key0 ^ 0x736f6d6570736575L;
        long v1 = key1 ^ 0x646f72616e646f6dL;
        long v2 = key0 ^ 0x6c7967656e657261L;
        long v3 = key1 ^ 0x7465646279746573L;
        int whole = length & ~7;
        long last = (long) length << 56;
        for (int i = whole; i < length; i++) last |= (bytes[i] & 0xFFL) << (8 * (i - whole));
        int finalRounds = 0;
        // The words, the last of which has the length, with two rounds each; then four rounds without one. In one loop,
        // so that the
        // rounds are written once and the state stays in registers.
        for (int i = 0; finalRounds < 4; i += 8) {
            boolean isWord = i <= whole;
            long word = i < whole ? (long) WORD.get(bytes, i) : last;
            if (isWord) {
                v3 ^= word;
            } else if (finalRounds == 0) {
                v2 ^= 0xFF;
            }
            for (int round = 0; round < 2; round++) {
                v0 += v1;
                v1 = Long.rotateLeft(v1, 13) ^ v0;
                v0 = Long.rotateLeft(v0, 32);
                v2 += v3;
                v3 = Long.rotateLeft(v3, 16) ^ v2;
                v0 += v3;
                v3 = Long.rotateLeft(v3, 21) ^ v0;
                v2 += v1;
                v1 = Long.rotateLeft(v1, 17) ^ v2;
                v2 = Long.rotateLeft(v2, 32);
            }
            if (isWord) {
                v0 ^= word;
            } else {
                finalRounds += 2;
            }
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }
}
