package dev.simul.frontier;

import org.h2.mvstore.MVMap;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;

/** How many URLs of each host have been delivered; on disk, for there may be many hosts. One thread at a time. */
final class HostCounts {
    private final MapFile file;
    private final MVMap<String, Long> counts;

    HostCounts(MapFile file) {
        this.file = file;
        this.counts = file.map("hosts", StringDataType.INSTANCE, LongDataType.INSTANCE);
    }

    long of(String host) {
        return counts.getOrDefault(host, 0L);
    }

    void add(String host) {
        counts.put(host, of(host) + 1);
        file.commitIfLarge();
    }
}
