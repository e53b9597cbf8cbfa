package dev.simul.fetch;

import dev.simul.net.Origin;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The robots.txt of the sites that were asked for last: so many sites, and so much memory, whatever a list has. Loop thread. */
final class RobotsCache {
    static final int MAX_SITES = 50_000;
    static final long MAX_WEIGHT = 32 * 1024 * 1024;

    private record Kept(RobotsTxt txt, long weight, long untilNanos) {}

    private final int maxSites;
    private final long maxWeight;
    /** The one that was asked for longest ago comes first. */
    private final LinkedHashMap<Origin, Kept> sites = new LinkedHashMap<>(16, 0.75f, true);

    private long weight;

    RobotsCache(int maxSites, long maxWeight) {
        this.maxSites = maxSites;
        this.maxWeight = maxWeight;
    }

    /** One of so many, which are together as large as the only one would be. */
    static RobotsCache part(int count) {
        return new RobotsCache(MAX_SITES / count, MAX_WEIGHT / count);
    }

    /** That of {@code site}; null if it is not known, or not any more. */
    @Nullable
    RobotsTxt get(Origin site, long nowNanos) {
        Kept kept = sites.get(site);
        if (kept == null) return null;
        if (kept.untilNanos() - nowNanos > 0) return kept.txt();
        forget(site);
        return null;
    }

    void put(Origin site, RobotsTxt txt, long nowNanos) {
        forget(site);
        Kept kept = new Kept(txt, txt.weight(), nowNanos + txt.lifetime().toNanos());
        sites.put(site, kept);
        weight += kept.weight();
        while (sites.size() > maxSites || weight > maxWeight) {
            Map.Entry<Origin, Kept> eldest = sites.firstEntry();
            if (eldest == null) return;
            forget(eldest.getKey());
        }
    }

    private void forget(Origin site) {
        Kept kept = sites.remove(site);
        if (kept != null) weight -= kept.weight();
    }
}
