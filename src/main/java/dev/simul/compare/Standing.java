package dev.simul.compare;

/** How a model stands against the fastest one. */
public enum Standing {
    /** Its median is the least. */
    BEST,
    /** Its interval overlaps that of the fastest: another measurement might well have it the other way round. */
    NO_DIFFERENCE,
    SLOWER,
    /** Slower, but in a single round, so that nobody knows by how much that may vary. */
    UNKNOWN
}
