package dev.simul.cli;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The options of {@code crawl} that say what is told of it while it runs, and after.
 *
 * @param progress whether progress is shown
 * @param redraws whether that is one line that is redrawn
 * @param summary whether there is a summary at the end
 * @param metricsPort where metrics are to be had; null: nowhere
 * @param slow looks for callbacks that hold the loop
 */
record ProgressOptions(
        boolean progress,
        boolean redraws,
        boolean summary,
        @Nullable Integer metricsPort,
        SlowCallbacks slow) {
    static void declare(CommandSpec spec) {
        new OptionGroup("Progress")
                .add(OptionSpec.builder("--progress")
                        .paramLabel("WHEN")
                        .type(String.class)
                        .description("auto, always or never (auto: unless the records are shown on the same terminal)")
                        .build())
                .add(OptionSpec.builder("-q", "--quiet")
                        .description("no progress and no summary")
                        .build())
                .add(OptionSpec.builder("--metrics")
                        .paramLabel("PORT")
                        .type(Integer.class)
                        .description(
                                "answers http://127.0.0.1:PORT/metrics for Prometheus while the crawl runs; 0 for any port")
                        .build())
                .add(OptionSpec.builder("--slow-callbacks")
                        .paramLabel("D")
                        .type(Duration.class)
                        .description("says what has held the loop for D or longer, for whom, and where it was")
                        .build())
                .declareIn(spec);
    }

    /** A line that is redrawn would tear records on the same terminal, and those are progress enough. */
    static ProgressOptions of(ParseResult arguments, Console console) throws UsageException {
        boolean recordsOnTerminal = console.outIsTerminal() && !arguments.hasMatchedOption("-o");
        boolean redraws = console.errIsTerminal() && !console.isDumb() && !recordsOnTerminal;
        boolean isQuiet = arguments.hasMatchedOption("-q");
        String when = arguments.matchedOptionValue("--progress", "auto");
        boolean shows = switch (when) {
            case "auto" -> redraws || !console.errIsTerminal();
            case "always" -> true;
            case "never" -> false;
            default -> throw new UsageException("--progress: there are auto, always and never, not '" + when + "'");
        };
        Integer port = arguments.matchedOptionValue("--metrics", null);
        if (port != null && !Metrics.isPort(port)) throw new UsageException("--metrics: there is no port " + port);
        return new ProgressOptions(shows && !isQuiet, redraws, !isQuiet, port, SlowCallbacks.of(arguments));
    }

    /**
     * Makes metrics to be had; null where nobody asked for them.
     *
     * @throws UsageException if the port cannot be had
     */
    @Nullable
    Metrics listen(Console console) throws UsageException {
        if (metricsPort == null) return null;
        try {
            Metrics metrics = Metrics.listen(metricsPort);
            console.complain("metrics at " + metrics.url());
            return metrics;
        } catch (IOException e) {
            throw new UsageException("--metrics " + metricsPort + ": " + e.getMessage());
        }
    }
}
