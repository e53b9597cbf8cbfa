package dev.simul.cluster;

import dev.simul.crawl.CrawlConfig;
import dev.simul.fetch.AdmissionLimits;
import dev.simul.fetch.Endurance;
import dev.simul.fetch.FetchConfig;
import dev.simul.robots.ProductToken;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** How to crawl, on its way to the workers. */
@FunctionalInterface
public interface CrawlSettings extends Serializable {
    /**
     * The same as objects, on a worker.
     *
     * @throws Exception if this machine lacks something that they need: then no visit begins
     */
    Opened open() throws Exception;

    /**
     * What a subtask's crawl is made of, to be closed after it; limits are those of all subtasks together.
     *
     * @param robot as whom to obey robots.txt; null: it is not asked for
     * @param onClose what is to be done then
     */
    record Opened(
            CrawlConfig config,
            FetchConfig fetch,
            AdmissionLimits limits,
            Endurance endurance,
            @Nullable ProductToken robot,
            Runnable onClose)
            implements AutoCloseable {
        @Override
        public void close() {
            onClose.run();
        }
    }
}
