package dev.simul.cli;

import dev.simul.crawl.CrawlSummary;
import dev.simul.crawl.Holdup;
import dev.simul.frontier.LeftOut;
import dev.simul.task.LoopLoad;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a crawl came to, in numbers.
 *
 * @param mostInFlight how many requests there were at once
 * @param loads of the loops that crawl
 * @param holdups for how long it was held up by what
 * @param refusedRetries how many retries were not made because there had been too many
 * @param leftOut what was found, but not visited
 */
record CrawlFigures(
        CrawlSummary summary,
        int mostInFlight,
        List<LoopLoad> loads,
        Map<Holdup, Duration> holdups,
        long refusedRetries,
        LeftOut leftOut) {}
