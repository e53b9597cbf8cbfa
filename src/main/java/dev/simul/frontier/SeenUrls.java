package dev.simul.frontier;

import dev.simul.fingerprint.Fingerprinter;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.type.IntegerDataType;
import org.h2.mvstore.type.LongDataType;

/**
 * Which URLs are known, by their fingerprints, and which of them need no visit of their own any more. Two of ten million are taken for
 * one another with a probability of 1 in 370,000. One thread at a time.
 */
final class SeenUrls {
    /** Covers whatever depth a URL is found at. */
    static final int AS_A_LINE = -1;

    /** What is known of a URL that only waits. */
    private static final int NOT_COVERED = 0;

    private final MapFile file;
    private final Fingerprinter fingerprinter = Fingerprinter.create();
    /** To {@link #NOT_COVERED}, or the depth that covers it and two. */
    private final MVMap<Long, Integer> urls;

    SeenUrls(MapFile file) {
        this.file = file;
        this.urls = file.map("seen", LongDataType.INSTANCE, IntegerDataType.INSTANCE);
    }

    private long fingerprint(String url) {
        return fingerprinter.of(0, url);
    }

    /** Adds one that waits. @return whether it was not known */
    boolean add(String url) {
        boolean isNew = urls.putIfAbsent(fingerprint(url), NOT_COVERED) == null;
        if (isNew) file.commitIfLarge();
        return isNew;
    }

    /**
     * It was visited at {@code depth}, under whatever name.
     *
     * @return whether that was news
     */
    boolean cover(String url, int depth) {
        long fingerprint = fingerprint(url);
        Integer known = urls.get(fingerprint);
        int covered = depth + 2;
        if (known != null && known != NOT_COVERED && known <= covered) return false;
        urls.put(fingerprint, covered);
        file.commitIfLarge();
        return true;
    }

    /** Whether a visit of a depth before {@code depth} has been to it, or it is a line. */
    boolean isCovered(String url, int depth) {
        Integer known = urls.get(fingerprint(url));
        return known != null && known != NOT_COVERED && known - 2 < depth;
    }

    long size() {
        return urls.sizeAsLong();
    }

    void close() {
        file.close();
    }
}
