package dev.simul.fetch;

import dev.simul.url.Url;

/**
 * Which hosts one of several loops asks. Each host has exactly one loop, so that what holds for a host (limits, delay, pauses,
 * robots.txt) is that loop's business alone.
 *
 * <p>A host is known by its name, whatever the port, without a leading {@code www.}: most redirects from one host to another add that
 * or take it away, and so stay on their loop. The same in each run. Immutable; any thread.
 *
 * @param index of the loop, from 0
 * @param count how many loops there are, 1 or more
 */
public record Shard(int index, int count) {
    /** All hosts: those of the only loop. */
    public static final Shard ALL = new Shard(0, 1);

    private static final String WWW = "www.";
    /** Spreads names that differ in their last letters only (Knuth's multiplicative hashing, by the golden ratio). */
    private static final int GOLDEN = 0x9E3779B9;

    public Shard {
        if (count < 1 || index < 0 || index >= count) {
            throw new IllegalArgumentException("no shard: " + index + " of " + count);
        }
    }

    /** Which of {@code count} loops asks the host of {@code url}. */
    public static int ownerOf(Url url, int count) {
        String host = url.host();
        if (count == 1 || host == null) return 0;
        String name = host.startsWith(WWW) ? host.substring(WWW.length()) : host;
        long spread = Integer.toUnsignedLong(name.hashCode() * GOLDEN);
        return (int) ((spread * count) >>> Integer.SIZE);
    }

    /** Whether this loop asks the host of {@code url}. */
    public boolean owns(Url url) {
        return count == 1 || ownerOf(url, count) == index;
    }

    /** What falls to it of something that is divided; the first ones have what is left over. */
    int partOf(int whole) {
        return whole / count + (index < whole % count ? 1 : 0);
    }
}
