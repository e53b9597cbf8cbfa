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
 * @param deal who has which host
 */
public record Shard(int index, int count, Deal deal) {
    /** All hosts: those of the only loop. */
    public static final Shard ALL = new Shard(0, 1);

    private static final String WWW = "www.";
    /** Spreads names that differ in their last letters only (Knuth's multiplicative hashing, by the golden ratio). */
    private static final int GOLDEN = 0x9E3779B9;

    /** Says which of several loops asks a host: the same each time. Any thread. */
    @FunctionalInterface
    public interface Deal {
        /**
         * The loop's index, from 0 to {@code count} - 1.
         *
         * @param name of the host, see {@link #nameOf}
         */
        int ownerOf(String name, int count);
    }

    /** One of the loops of this process. */
    public Shard(int index, int count) {
        this(index, count, Shard::spread);
    }

    public Shard {
        if (count < 1 || index < 0 || index >= count) {
            throw new IllegalArgumentException("no shard: " + index + " of " + count);
        }
    }

    /** Which of {@code count} loops of this process asks the host of {@code url}. */
    public static int ownerOf(Url url, int count) {
        String host = url.host();
        return host == null || count == 1 ? 0 : spread(nameOf(host), count);
    }

    /** What a host is known by. */
    public static String nameOf(String host) {
        return host.startsWith(WWW) ? host.substring(WWW.length()) : host;
    }

    private static int spread(String name, int count) {
        long spread = Integer.toUnsignedLong(name.hashCode() * GOLDEN);
        return (int) ((spread * count) >>> Integer.SIZE);
    }

    /** Whether this loop asks the host of {@code url}. */
    public boolean owns(Url url) {
        String host = url.host();
        return count == 1 || host == null || deal.ownerOf(nameOf(host), count) == index;
    }

    /** Whether this loop asks a host, given as name and port, see {@link FetchCall#hostOf}. */
    boolean owns(String hostAndPort) {
        if (count == 1) return true;
        String host = hostAndPort.substring(0, hostAndPort.lastIndexOf(':'));
        return deal.ownerOf(nameOf(host), count) == index;
    }

    /** What falls to it of something that is divided; the first ones have what is left over. */
    int partOf(int whole) {
        return whole / count + (index < whole % count ? 1 : 0);
    }
}
