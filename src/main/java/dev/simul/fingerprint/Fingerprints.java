package dev.simul.fingerprint;

/**
 * Fingerprints, each as often as it was added, of which some are taken. One thread at a time.
 *
 * <p>Memory: 9 to 11 bytes each, so 91 to 104 MB for ten million, and no more while it grows: it is cut into 256 tables by the first
 * bits, and one of them grows at a time, by an eighth. A look-up reads some four cache lines where a table is fullest.
 */
public final class Fingerprints {
    private static final int TABLES = 256;

    private final Table[] tables = new Table[TABLES];
    private long size;
    private long taken;

    /** Makes an empty one. */
    public Fingerprints() {
        for (int i = 0; i < TABLES; i++) tables[i] = new Table();
    }

    private Table table(long fingerprint) {
        return tables[(int) (fingerprint >>> 56)];
    }

    /** How many were added. */
    public long size() {
        return size;
    }

    /** How many of them are taken. */
    public long taken() {
        return taken;
    }

    /**
     * Adds one, whether or not there is one like it.
     *
     * @throws IllegalStateException if some are taken: which of those that are alike would be lost
     */
    public void add(long fingerprint) {
        if (taken > 0) throw new IllegalStateException("some are taken");
        table(fingerprint).add(stored(fingerprint));
        size++;
    }

    /** Adds one if there is none like it. @return whether there was none */
    public boolean addIfAbsent(long fingerprint) {
        if (contains(fingerprint)) return false;
        add(fingerprint);
        return true;
    }

    /** Whether there is one, taken or not. */
    public boolean contains(long fingerprint) {
        return count(fingerprint, true) + count(fingerprint, false) > 0;
    }

    /** How many there are like it that are taken, or that are not. */
    public int count(long fingerprint, boolean areTaken) {
        return table(fingerprint).count(stored(fingerprint), areTaken);
    }

    /** Takes one of those like it that are not taken yet. @return whether there was one */
    public boolean take(long fingerprint) {
        boolean found = table(fingerprint).take(stored(fingerprint));
        if (found) taken++;
        return found;
    }

    /** Puts back all that were taken. */
    public void putBack() {
        for (Table table : tables) table.taken = Table.NONE_TAKEN;
        taken = 0;
    }

    /** Of those that are not taken, how many have one like them that is. */
    public long untakenDoubles() {
        long doubles = 0;
        for (Table table : tables) doubles += table.untakenDoubles();
        return doubles;
    }

    /** For tests: how many there is room for, eight bytes each. */
    long places() {
        long places = 0;
        for (Table table : tables) places += table.places.length;
        return places;
    }

    /** An empty place is 0; its first bits remain those of its table. */
    private static long stored(long fingerprint) {
        return fingerprint == 0 ? 1 : fingerprint;
    }

    /** Open addressing with linear probing. */
    private static final class Table {
        static final long[] NONE_TAKEN = {};

        private long[] places = new long[16];
        private int used;
        /** A bit for each place. */
        private long[] taken = NONE_TAKEN;

        void add(long fingerprint) {
            if (used + 1 > places.length - places.length / 8) grow();
            insert(fingerprint);
            used++;
        }

        private void grow() {
            long[] old = places;
            places = new long[old.length + old.length / 8 + 2];
            for (long fingerprint : old) if (fingerprint != 0) insert(fingerprint);
        }

        private void insert(long fingerprint) {
            int i = home(fingerprint);
            while (places[i] != 0) i = after(i);
            places[i] = fingerprint;
        }

        /** By the bits that did not choose the table, spread over however many places there are. */
        private int home(long fingerprint) {
            return (int) Math.unsignedMultiplyHigh(fingerprint << 8, places.length);
        }

        private int after(int i) {
            return i + 1 == places.length ? 0 : i + 1;
        }

        int count(long fingerprint, boolean areTaken) {
            int count = 0;
            for (int i = home(fingerprint); places[i] != 0; i = after(i)) {
                if (places[i] == fingerprint && isTaken(i) == areTaken) count++;
            }
            return count;
        }

        boolean take(long fingerprint) {
            for (int i = home(fingerprint); places[i] != 0; i = after(i)) {
                if (places[i] != fingerprint || isTaken(i)) continue;
                if (taken.length == 0) taken = new long[(places.length + 63) / 64];
                taken[i >> 6] |= 1L << i;
                return true;
            }
            return false;
        }

        private boolean isTaken(int i) {
            return taken.length > 0 && (taken[i >> 6] & (1L << i)) != 0;
        }

        long untakenDoubles() {
            long doubles = 0;
            for (int i = 0; i < places.length; i++) {
                if (places[i] != 0 && !isTaken(i) && count(places[i], true) > 0) doubles++;
            }
            return doubles;
        }
    }
}
