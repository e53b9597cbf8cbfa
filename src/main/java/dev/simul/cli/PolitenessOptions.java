package dev.simul.cli;

import dev.simul.crawl.CrawlConfig;
import dev.simul.fetch.AdmissionLimits;
import dev.simul.fetch.Endurance;
import dev.simul.fetch.FetchConfig;
import dev.simul.http.RequestFields;
import dev.simul.robots.ProductToken;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options of {@code crawl} that say how much is asked of hosts. */
final class PolitenessOptions {
    /** With {@code --ordered} so many records, and lines, for each request that may be in flight may wait. */
    private static final int ORDERED_WINDOW_FACTOR = 10;

    private static final double PERCENT = 100;

    private PolitenessOptions() {}

    /**
     * Declares them.
     *
     * @param lookAhead how far is looked ahead unless it is said
     * @param further what the command has of this kind besides
     */
    static void declare(CommandSpec spec, String lookAhead, List<OptionSpec> further) {
        new OptionGroup("Politeness")
                .add(OptionSpec.builder("--delay")
                        .paramLabel("D")
                        .type(Duration.class)
                        .description("the least time between the starts of two requests to one host (0s)")
                        .build())
                .add(OptionSpec.builder("--rate")
                        .paramLabel("N")
                        .type(double.class)
                        .description("at most N requests a second in all, 0.5 for instance (no limit)")
                        .build())
                .add(OptionSpec.builder("--no-adapt")
                        .description(
                                "keeps to the limits given; else a host that answers 429 or 503, or later and later, is asked "
                                        + "less, and not at all for as long as its Retry-After or RateLimit says, 60s at most")
                        .build())
                .add(OptionSpec.builder("--robots")
                        .description(
                                "obeys each site's robots.txt, as simul or as the name that --user-agent begins with; also its "
                                        + "Crawl-delay, 60s at most")
                        .build())
                .add(OptionSpec.builder("--retry-budget")
                        .paramLabel("P")
                        .type(double.class)
                        .description(
                                "how many retries there may be for 100 URLs, beside 500 at first and 10 a second (20)")
                        .build())
                .addAll(further)
                .add(OptionSpec.builder("--patience")
                        .paramLabel("D")
                        .type(Duration.class)
                        .description(
                                "for how long a network that has vanished is waited for before the crawl stops; 0s: its URLs fail (5m)")
                        .build())
                .add(OptionSpec.builder("--dedup")
                        .description(
                                "fetches a URL that several lines have once; the further ones get a record of the kind "
                                        + "duplicate, which is no failure")
                        .build())
                .add(OptionSpec.builder("--look-ahead")
                        .paramLabel("N")
                        .type(int.class)
                        .description(
                                "how many lines may wait for busy hosts while others are fetched (" + lookAhead + ")")
                        .build())
                .declareIn(spec);
    }

    /** Of {@code crawl} alone: a second round takes somebody who sees the end of the first. */
    static OptionSpec recheck() {
        return OptionSpec.builder("--recheck")
                .description(
                        "asks for what has failed once more when all else is done; the record is that of the second visit, "
                                + "and the summary says which failures were transient")
                .build();
    }

    /** What they come to. */
    static Conduct conduct(ParseResult arguments, FetchConfig fetch) throws UsageException {
        return new Conduct(
                limits(arguments, fetch.policy().perHost()),
                endurance(arguments),
                robot(arguments, fetch.fields()),
                rechecks(arguments),
                LoopsOption.loops(arguments));
    }

    private static AdmissionLimits limits(ParseResult arguments, int perHost) throws UsageException {
        Duration delay = arguments.matchedOptionValue("--delay", Duration.ZERO);
        double rate = arguments.matchedOptionValue("--rate", AdmissionLimits.NO_RATE);
        if (arguments.hasMatchedOption("--rate") && !(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
            throw new UsageException("--rate must be more than 0: "
                    + arguments.matchedOption("--rate").stringValues().get(0));
        }
        boolean adapts = !arguments.hasMatchedOption("--no-adapt");
        return new AdmissionLimits(RequestOptions.concurrency(arguments), rate, perHost, delay, adapts);
    }

    /** How much is put up with. */
    private static Endurance endurance(ParseResult arguments) throws UsageException {
        double percent = arguments.matchedOptionValue("--retry-budget", PERCENT * Endurance.DEFAULT_RETRY_SHARE);
        if (percent < 0) throw new UsageException("--retry-budget must be 0 or more");
        return new Endurance(percent / PERCENT, arguments.matchedOptionValue("--patience", Endurance.DEFAULT_PATIENCE));
    }

    /** As whom to obey robots.txt; null: nobody asked for that. */
    private static @Nullable ProductToken robot(ParseResult arguments, RequestFields fields) {
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

    /** Whether what has failed is visited once more at the end. */
    private static boolean rechecks(ParseResult arguments) throws UsageException {
        boolean rechecks = arguments.hasMatchedOption("--recheck");
        if (rechecks && isOrdered(arguments)) {
            throw new UsageException("--recheck has records of failures come last, --ordered all in their order");
        }
        if (rechecks && FollowOptions.areGiven(arguments)) {
            throw new UsageException(
                    "--recheck is for lists: where links are followed, those of what failed would come too late");
        }
        return rechecks;
    }

    static boolean asksOnce(ParseResult arguments) {
        return arguments.hasMatchedOption("--dedup");
    }

    static boolean isOrdered(ParseResult arguments) {
        return arguments.hasMatchedOption("--ordered");
    }

    /** How many records may wait for an earlier one. */
    static int orderedWindow(int concurrency) {
        return (int) Math.min(Integer.MAX_VALUE, (long) ORDERED_WINDOW_FACTOR * concurrency);
    }
}
