package dev.simul.cli;

import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code --loops N}: how many event loops share the hosts. */
final class LoopsOption {
    /** More than most machines have cores, and less than would take their memory. */
    private static final int MOST = 64;

    private LoopsOption() {}

    static OptionSpec option() {
        return OptionSpec.builder("--loops")
                .paramLabel("N")
                .type(int.class)
                .description(
                        "how many event loops share the hosts, each with a thread and its part of -c and --rate (1)")
                .build();
    }

    /**
     * How many.
     *
     * @throws UsageException if there cannot be so many, or some would have nothing to do
     */
    static int loops(ParseResult arguments) throws UsageException {
        int loops = arguments.matchedOptionValue("--loops", 1);
        if (loops < 1 || loops > MOST) throw new UsageException("--loops must be 1 to " + MOST + ": " + loops);
        int concurrency = RequestOptions.concurrency(arguments);
        if (loops > concurrency) {
            throw new UsageException(
                    "--loops " + loops + " needs -c " + loops + " or more, since each has its part of it");
        }
        return loops;
    }
}
