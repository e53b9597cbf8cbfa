package dev.simul.serve;

import java.util.List;

/**
 * Random values that are a function of a seed and a text, on every JDK the same: SplitMix64 by Steele, Lea and Flood
 * (2014), begun at an FNV-1a hash of the text.
 */
final class Draw {
    private long state;

    Draw(long seed, String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        state = mix(seed) ^ hash;
    }

    long bits() {
        state += 0x9e3779b97f4a7c15L;
        return mix(state);
    }

    /** Returns 0 to {@code bound - 1}. */
    int below(int bound) {
        return (int) (((bits() >>> 33) * bound) >>> 31);
    }

    /** Returns a value from 0 to below 1. */
    double fraction() {
        return (bits() >>> 11) * 0x1p-53;
    }

    <T> T oneOf(List<T> values) {
        return values.get(below(values.size()));
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
