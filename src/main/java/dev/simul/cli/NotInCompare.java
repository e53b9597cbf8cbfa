package dev.simul.cli;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

    private static final Map<String, String> REASONS = new TreeMap<>(Map.of(
            "--proxy",
            DIRECTLY,
            "--resolve",
            BY_THE_SYSTEM,
            "--dns",
            BY_THE_SYSTEM,
            "--public-only",
            BY_THE_SYSTEM,
            "--robots",
            NOT_ASKED,
            "--delay",
            AS_FAST_AS_IT_GOES,
            "--rate",
            AS_FAST_AS_IT_GOES,
            "--no-adapt",
            AS_FAST_AS_IT_GOES));

    private static final Set<String> FLAGS = Set.of("--public-only", "--robots", "--no-adapt");

    private NotInCompare() {}

    static List<OptionSpec> all() {
        return REASONS.keySet().stream().map(NotInCompare::hidden).toList();
    }

    private static OptionSpec hidden(String name) {
        return OptionSpec.builder(name)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity(FLAGS.contains(name) ? "0" : "1")
                .hidden(true)
                .build();
    }

    static void refuse(ParseResult arguments) throws UsageException {
        for (Map.Entry<String, String> reason : REASONS.entrySet()) {
            if (arguments.hasMatchedOption(reason.getKey())) {
                throw new UsageException(reason.getKey() + ": " + reason.getValue());
            }
        }
    }
}
