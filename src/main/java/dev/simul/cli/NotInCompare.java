package dev.simul.cli;

import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Options of {@code crawl} that {@code compare} has not, and knows only to say so: most of its models are not ours to tell. */
final class NotInCompare {
    private static final String DIRECTLY = "compare asks no proxy; all models connect directly";
    private static final String BY_THE_SYSTEM =
            "not in compare; all models connect to where the system says that hosts are";
    private static final String NOT_ASKED = "not in compare; no model asks for robots.txt";
    private static final String AS_FAST_AS_IT_GOES =
            "not in compare; all models ask as fast as they can within -c and --per-host";
    private static final String EACH_LINE = "not in compare; all models fetch each line once, in their order";

    private static final String ONE_LOOP = "not in compare; the event loop is compared as one thread";

    private static final String NO_LINKS = "not in compare; all models fetch the lines of a list and follow no links";

    private static final List<Refused> ALL = List.of(
            new Refused("--proxy", true, DIRECTLY),
            new Refused("--resolve", true, BY_THE_SYSTEM),
            new Refused("--dns", true, BY_THE_SYSTEM),
            new Refused("--public-only", false, BY_THE_SYSTEM),
            new Refused("--robots", false, NOT_ASKED),
            new Refused("--delay", true, AS_FAST_AS_IT_GOES),
            new Refused("--rate", true, AS_FAST_AS_IT_GOES),
            new Refused("--no-adapt", false, AS_FAST_AS_IT_GOES),
            new Refused("--retry-budget", true, "not in compare; all models make all --retries"),
            new Refused("--recheck", false, EACH_LINE),
            new Refused("--patience", true, "not in compare; to all models a network that is gone is a failure"),
            new Refused("--depth", true, NO_LINKS),
            new Refused("--scope", true, NO_LINKS),
            new Refused("--max-urls", true, NO_LINKS),
            new Refused("--max-urls-per-host", true, NO_LINKS),
            new Refused("--sitemap", true, NO_LINKS),
            new Refused("--no-robots", false, NO_LINKS),
            new Refused("--save", true, "not in compare; no model keeps bodies"),
            new Refused("--warc", true, "not in compare; no model keeps bodies"),
            new Refused("--dedup", false, EACH_LINE),
            new Refused("--look-ahead", true, EACH_LINE),
            new Refused("--loops", true, ONE_LOOP));

    private NotInCompare() {}

    static List<OptionSpec> all() {
        return ALL.stream().map(Refused::hidden).toList();
    }

    static void refuse(ParseResult arguments) throws UsageException {
        Refused.refuse(ALL, arguments);
    }
}
