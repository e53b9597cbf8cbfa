package dev.simul.cli;

import dev.simul.compare.CompareConfig;
import dev.simul.compare.CompareEnd;
import dev.simul.compare.CompareListener;
import dev.simul.compare.Comparison;
import dev.simul.compare.ComparisonResult;
import dev.simul.compare.JsonReport;
import dev.simul.compare.Model;
import dev.simul.compare.TextReport;
import dev.simul.serve.MockServer;
import dev.simul.source.SourceException;
import dev.simul.source.SourceSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code simul compare}: the same URLs through each execution model, side by side. */
final class CompareCommand implements SimulCommand.Subcommand {
    private static final int NO_LIMIT_PER_HOST = 0;
    private static final List<String> ALL_MODELS = List.of("sequential", "threads", "virtual", "loop");
    private static final List<Integer> POOL_SIZES = List.of(5, 100);

    private final Console console;
    private final CommandSpec spec = CommandSpec.create().name("compare");

    CompareCommand(Console console) {
        this.console = console;
        spec.usageMessage()
                .description(
                        "Runs the same URLs through each execution model, each time in a fresh JVM, and reports them side"
                                + " by side.",
                        "")
                .footer(
                        "",
                        "Exit status: 0 all models gave the same records; 1 they did not, and the comparison is void;",
                        "2 the command line was wrong or a source could not be read; 3 a run has failed; 130"
                                + " interrupted.");
        SourceArguments.declare(spec);
        spec.addArgGroup(ArgGroupSpec.builder()
                .heading("%nComparison:%n")
                .validate(false)
                .addArg(OptionSpec.builder("--models")
                        .paramLabel("MODEL")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .splitRegex(",")
                        .description("which, separated by commas (" + String.join(",", ALL_MODELS) + ")")
                        .build())
                .addArg(OptionSpec.builder("--threads")
                        .paramLabel("N")
                        .type(List.class)
                        .auxiliaryTypes(Integer.class)
                        .splitRegex(",")
                        .description("the sizes of the pool, a row for each (5,100)")
                        .build())
                .addArg(OptionSpec.builder("--rounds")
                        .paramLabel("N")
                        .type(int.class)
                        .description("how often each model is run, in alternating order (3)")
                        .build())
                .addArg(OptionSpec.builder("--format")
                        .paramLabel("FORM")
                        .type(String.class)
                        .description("text or jsonl (text)")
                        .build())
                .addArg(OptionSpec.builder("-q", "--quiet")
                        .description("does not say which run is on its way")
                        .build())
                .build());
        RequestOptions.declare(spec);
        MockOption.declare(spec);
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult arguments) throws UsageException {
        List<SourceSpec> sources = SourceArguments.of(arguments);
        List<Model> models = models(arguments);
        int rounds = rounds(arguments);
        Report report = Report.of(arguments);
        AtomicInteger signals = new AtomicInteger();
        try (MockServer mock = MockOption.start(arguments)) {
            CompareConfig config =
                    new CompareConfig(models, rounds, RequestOptions.fetchConfig(arguments, mock, NO_LIMIT_PER_HOST));
            try (Comparison comparison = Comparison.prepare(config, sources, console.in(), listener(arguments))) {
                Interrupts.handle(() -> {
                    comparison.interrupt();
                    if (signals.incrementAndGet() > 1) System.exit(ExitStatus.INTERRUPTED);
                });
                return finish(comparison.run(), report);
            }
        } catch (SourceException e) {
            console.complain(e);
            return ExitStatus.USAGE;
        } catch (IOException e) {
            console.complain(e);
            return ExitStatus.STOPPED_EARLY;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitStatus.INTERRUPTED;
        }
    }

    private static List<Model> models(ParseResult arguments) throws UsageException {
        List<String> kinds = arguments.matchedOptionValue("--models", ALL_MODELS);
        if (arguments.hasMatchedOption("--threads") && !kinds.contains("threads")) {
            throw new UsageException("--threads is for the model 'threads', which --models leaves out");
        }
        List<Integer> poolSizes = arguments.matchedOptionValue("--threads", POOL_SIZES);
        for (int size : poolSizes) {
            if (size < 1) throw new UsageException("--threads must be 1 or more: " + size);
        }
        try {
            return Model.of(kinds, poolSizes, RequestOptions.concurrency(arguments));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--models: " + e.getMessage());
        }
    }

    private static int rounds(ParseResult arguments) throws UsageException {
        int rounds = arguments.matchedOptionValue("--rounds", 3);
        if (rounds < 1) throw new UsageException("--rounds must be 1 or more: " + rounds);
        return rounds;
    }

    private CompareListener listener(ParseResult arguments) {
        if (arguments.hasMatchedOption("-q")) return (round, rounds, model) -> {};
        return (round, rounds, model) ->
                console.err().println("round " + round + " of " + rounds + ": " + model.label());
    }

    private int finish(CompareEnd end, Report report) throws IOException {
        return switch (end) {
            case CompareEnd.Completed completed -> {
                ComparisonResult result = completed.result();
                console.out().write(report.of(result).getBytes(StandardCharsets.UTF_8));
                console.out().flush();
                if (result.recordsAreEqual()) yield ExitStatus.OK;
                if (report == Report.JSONL) console.err().print(TextReport.verdict(result));
                yield ExitStatus.SOME_FAILED;
            }
            case CompareEnd.Interrupted interrupted -> ExitStatus.INTERRUPTED;
            case CompareEnd.Failed failed -> {
                console.complain(failed.message());
                yield ExitStatus.STOPPED_EARLY;
            }
        };
    }

    private enum Report {
        TEXT,
        JSONL;

        static Report of(ParseResult arguments) throws UsageException {
            String form = arguments.matchedOptionValue("--format", "text");
            return switch (form) {
                case "text" -> TEXT;
                case "jsonl" -> JSONL;
                default -> throw new UsageException("--format: there are text and jsonl, not '" + form + "'");
            };
        }

        String of(ComparisonResult result) {
            return this == TEXT ? TextReport.of(result) : JsonReport.of(result);
        }
    }
}
