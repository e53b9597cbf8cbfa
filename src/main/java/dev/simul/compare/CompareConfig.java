package dev.simul.compare;

import dev.simul.fetch.FetchConfig;
import java.util.List;

/**
 * What is compared, and how often.
 *
 * @param models in the order of the report and of the first round; at least one
 * @param rounds how often each model is run, 1 or more
 * @param fetch how all of them make requests. Where everything is at one address, the blocking models use what is there as
 *     their proxy, so it must be one, as the mock server is
 */
public record CompareConfig(List<Model> models, int rounds, FetchConfig fetch) {
    public CompareConfig {
        models = List.copyOf(models);
        if (models.isEmpty()) throw new IllegalArgumentException("no model is given");
        if (rounds < 1) throw new IllegalArgumentException("rounds < 1: " + rounds);
    }
}
