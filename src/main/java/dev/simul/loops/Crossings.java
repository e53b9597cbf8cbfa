package dev.simul.loops;

import dev.simul.crawl.Abroad;
import dev.simul.crawl.Traveller;
import dev.simul.fetch.Shard;
import dev.simul.result.CrawlRecord;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes one loop's visits to the loops of hosts that redirects lead to, and their records back. That loop's thread. */
record Crossings(Seat home, List<Seat> seats) implements Abroad {
    @Override
    public Runnable send(Traveller traveller, Consumer<@Nullable CrawlRecord> back) {
        Seat host = seats.get(Shard.ownerOf(traveller.call().url(), seats.size()));
        Stay stay = new Stay();
        host.loop()
                .execute(() -> stay.cancel =
                        host.crawl().receive(traveller, record -> home.loop().execute(() -> back.accept(record))));
        return () -> host.loop().execute(() -> stay.cancel.run());
    }

    /** One visit, at its host. The host's thread. */
    private static final class Stay {
        private Runnable cancel = () -> {};
    }
}
