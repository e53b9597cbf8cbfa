package dev.simul.cli;

import dev.simul.crawl.CrawlConfig;
import dev.simul.fetch.AdmissionLimits;
import dev.simul.http.RequestFields;
import dev.simul.robots.ProductToken;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options of {@code crawl} that say how much is asked of hosts. */
final class PolitenessOptions {
    /** With {@code --ordered} so many records, and lines, for each request that may be in flight may wait. */
    private static final int ORDERED_WINDOW_FACTOR = 10;

    private PolitenessOptions() {}

    static void declare(CommandSpec spec) {
        spec.addArgGroup(ArgGroupSpec.builder()
                .heading("%nPoliteness:%n")
                .validate(false)
                .addArg(OptionSpec.builder("--delay")
                        .paramLabel("D")
                        .type(Duration.class)
                        .description("the least time between the starts of two requests to one host (0s)")
                        .build())
                .addArg(OptionSpec.builder("--rate")
                        .paramLabel("N")
                        .type(double.class)
                        .description("at most N requests a second in all, 0.5 for instance (no limit)")
                        .build())
                .addArg(OptionSpec.builder("--no-adapt")
                        .description(
                                "keeps to the limits given; else a host that answers 429 or 503, or later and later, is asked "
                                        + "less, and not at all for as long as its Retry-After or RateLimit says, 60s at most")
                        .build())
                .addArg(OptionSpec.builder("--robots")
                        .description(
                                "obeys each site's robots.txt, as simul or as the name that --user-agent begins with; also its "
                                        + "Crawl-delay, 60s at most")
                        .build())
                .addArg(OptionSpec.builder("--look-ahead")
                        .paramLabel("N")
                        .type(int.class)
                        .description(
                                "how many lines may wait for busy hosts while others are fetched (100000; with --ordered "
                                        + "ten for each of -c)")
                        .build())
                .build());
    }

    /**
     * What they come to.
     *
     * @param perHost how many requests to one host may be in flight; 0 for no limit
     */
    static AdmissionLimits limits(ParseResult arguments, int perHost) throws UsageException {
        Duration delay = arguments.matchedOptionValue("--delay", Duration.ZERO);
        double rate = arguments.matchedOptionValue("--rate", AdmissionLimits.NO_RATE);
        if (arguments.hasMatchedOption("--rate") && !(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
            throw new UsageException("--rate must be more than 0: "
                    + arguments.matchedOption("--rate").stringValues().get(0));
        }
        boolean adapts = !arguments.hasMatchedOption("--no-adapt");
        return new AdmissionLimits(RequestOptions.concurrency(arguments), rate, perHost, delay, adapts);
    }

    /** As whom to obey robots.txt; null: nobody asked for that. */
    static @Nullable ProductToken robot(ParseResult arguments, RequestFields fields) {
        boolean obeys = arguments.hasMatchedOption("--robots")
                || (FollowOptions.areGiven(arguments) && !arguments.hasMatchedOption("--no-robots"));
        return obeys ? ProductToken.of(fields.sentUserAgent()) : null;
    }

    /** How many lines may wait. */
    static int lookAhead(ParseResult arguments) throws UsageException {
        int fallback = CrawlConfig.DEFAULT_LOOK_AHEAD;
        if (isOrdered(arguments)) fallback = orderedWindow(RequestOptions.concurrency(arguments));
        return RequestOptions.atLeast(1, "--look-ahead", arguments, fallback);
    }

    static boolean isOrdered(ParseResult arguments) {
        return arguments.hasMatchedOption("--ordered");
    }

    /** How many records may wait for an earlier one. */
    static int orderedWindow(int concurrency) {
        return (int) Math.min(Integer.MAX_VALUE, (long) ORDERED_WINDOW_FACTOR * concurrency);
    }
}
