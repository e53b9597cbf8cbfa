package dev.simul.net;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what name servers said, for as long as they allow, that there is no such name included. Loop thread only.
 *
 * <p>Bounded: what nobody has asked for for the longest time goes first.
 */
final class DnsCache {
    static final int MAX_ENTRIES = 10_000;

    private record Known(DnsAnswer answer, long expiresAt) {}

    private final LongSupplier nanoTime;
    private final Map<String, Known> entries = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MAX_ENTRIES;
        }
    };

    DnsCache(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** What is known of {@code name}; null if nothing is. */
    @Nullable
    DnsAnswer get(String name) {
        Known entry = entries.get(name);
        if (entry == null) return null;
        if (entry.expiresAt() - nanoTime.getAsLong() > 0) return entry.answer();
        entries.remove(name);
        return null;
    }

    void put(String name, DnsAnswer answer) {
        if (answer.ttlSeconds() == 0) return;
        long expiresAt = nanoTime.getAsLong() + TimeUnit.SECONDS.toNanos(answer.ttlSeconds());
        entries.put(name, new Known(answer, expiresAt));
    }

    void remove(String name) {
        entries.remove(name);
    }

    int size() {
        return entries.size();
    }
}
