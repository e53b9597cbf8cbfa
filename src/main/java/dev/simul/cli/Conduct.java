package dev.simul.cli;

import dev.simul.fetch.AdmissionLimits;
import dev.simul.fetch.Endurance;
import dev.simul.robots.ProductToken;
import org.jspecify.annotations.Nullable;

/**
 * How a crawl behaves towards hosts.
 *
 * @param limits how much is asked of them
 * @param endurance what is put up with
 * @param robot as whom to obey robots.txt; null: it is not asked for
 * @param rechecks whether what has failed is visited once more at the end
 * @param loops how many loops share the hosts, 1 or more
 */
record Conduct(
        AdmissionLimits limits,
        Endurance endurance,
        @Nullable ProductToken robot,
        boolean rechecks,
        int loops) {}
