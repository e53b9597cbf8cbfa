package dev.simul.cli;

import dev.simul.compare.CompareConfig;
import dev.simul.compare.CompareEnd;
import dev.simul.compare.CompareListener;
import dev.simul.compare.Comparison;
import dev.simul.compare.ComparisonResult;
import dev.simul.compare.JsonReport;
import dev.simul.compare.Model;
import dev.simul.compare.TextReport;
import dev.simul.fetch.FetchConfig;
import dev.simul.http.HttpVersions;
import dev.simul.net.Addressing;
import dev.simul.net.ProxyRules;
import dev.simul.serve.MockServer;
import dev.simul.source.SourceException;
import dev.simul.source.SourceSpec;
import dev.simul.work.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code simul compare}: the same URLs through each execution model, side by side. */
final class CompareCommand implements SimulCommand.Subcommand {
    private static final int NO_LIMIT_PER_HOST = 0;
    private static final List<String> MODELS = List.of("sequential", "threads", "virtual", "processes", "loop");
    private static final List<String> MODELS_OF_WORK =
            Stream.concat(MODELS.stream(), Stream.of("loop+threads")).toList();
    private static final List<Integer> POOL_SIZES = List.of(5, 100);
    private static final List<Integer> CORES = List.of(Runtime.getRuntime().availableProcessors());

    /** Those that mean something where nothing is fetched. */
    private static final Set<String> OPTIONS_OF_WORK = Set.of(
            "--work",
            "--models",
            "--threads",
            "--processes",
            "--rounds",
            "--format",
            "--report",
            "--quiet",
            "--concurrency");

    private final Console console;
    private final CommandSpec spec = CommandSpec.create().name("compare");

    CompareCommand(Console console) {
        this.console = console;
        spec.usageMessage()
                .description(
                        "Runs the same URLs, or with --work the same computations, through each execution model, each"
                                + " time in a fresh JVM, and reports them side by side. All models speak HTTP/1.1 and"
                                + " connect directly, to where the system says that hosts are: --proxy, --resolve, --dns"
                                + " and --public-only are options of crawl alone.",
                        "")
                .footer(
                        "",
                        "Exit status: 0 all models gave the same records; 1 they did not, and the comparison is void;",
                        "2 the command line was wrong or a source could not be read; 3 a run has failed; 130"
                                + " interrupted.");
        SourceArguments.declare(spec, false);
        new OptionGroup("Comparison")
                .add(OptionSpec.builder("--models")
                        .paramLabel("MODEL")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .splitRegex(",")
                        .description("which, separated by commas (" + String.join(",", MODELS)
                                + "; with --work also loop+threads)")
                        .build())
                .add(OptionSpec.builder("--threads")
                        .paramLabel("N")
                        .type(List.class)
                        .auxiliaryTypes(Integer.class)
                        .splitRegex(",")
                        .description("the sizes of the pool, a row for each (5,100; with --work the number of cores)")
                        .build())
                .add(OptionSpec.builder("--processes")
                        .paramLabel("N")
                        .type(List.class)
                        .auxiliaryTypes(Integer.class)
                        .splitRegex(",")
                        .description("how many child JVMs, a row for each (the number of cores)")
                        .build())
                .add(OptionSpec.builder("--rounds")
                        .paramLabel("N")
                        .type(int.class)
                        .description("how often each model is run: forwards, backwards and so on, so that an even"
                                + " number is fairest (3)")
                        .build())
                .add(OptionSpec.builder("--work")
                        .paramLabel("NAME")
                        .type(String.class)
                        .description("computes instead of fetching, and takes no SOURCE: " + Work.ids())
                        .build())
                .add(OptionSpec.builder("--format")
                        .paramLabel("FORM")
                        .type(String.class)
                        .description("text or jsonl (text)")
                        .build())
                .add(OptionSpec.builder("--report")
                        .paramLabel("FILE.html")
                        .type(Path.class)
                        .description("also writes a page with all figures and, for each model, a timeline of how the"
                                + " waits overlap")
                        .build())
                .add(OptionSpec.builder("-q", "--quiet")
                        .description("does not say which run is on its way")
                        .build())
                .declareIn(spec);
        RequestOptions.declare(spec, NotInCompare.all(), List.of());
        MockOption.declare(spec);
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult arguments) throws UsageException {
        NotInCompare.refuse(arguments);
        Work work = work(arguments);
        List<SourceSpec> sources = SourceArguments.of(arguments);
        if (work != null && !sources.isEmpty()) throw new UsageException("give a SOURCE or --work, not both");
        if (work == null && sources.isEmpty()) throw new UsageException("give a SOURCE, or --work");
        List<Model> models = models(arguments, work != null);
        int rounds = rounds(arguments);
        Report report = Report.of(arguments);
        try (ReportFile page = ReportFile.open(arguments, sources);
                MockServer mock = MockOption.start(arguments)) {
            try (Comparison comparison = work == null
                    ? fetching(arguments, models, rounds, sources, mock)
                    : Comparison.prepare(models, rounds, work, listener(arguments))) {
                handleInterrupts(comparison);
                CompareEnd end = comparison.run();
                int status = finish(end, report);
                if (page != null && end instanceof CompareEnd.Completed completed) {
                    page.write(comparison.htmlReport(completed.result(), CompareAbout.of(arguments)));
                }
                return status;
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

    private Comparison fetching(
            ParseResult arguments, List<Model> models, int rounds, List<SourceSpec> sources, @Nullable MockServer mock)
            throws UsageException, IOException, InterruptedException {
        FetchConfig fetch = RequestOptions.fetchConfig(
                arguments,
                HttpVersions.HTTP_1_1,
                ProxyRules.NONE,
                Addressing.at(mock == null ? null : mock.address()),
                mock,
                NO_LIMIT_PER_HOST);
        CompareConfig config = new CompareConfig(models, rounds, fetch);
        Comparison comparison = Comparison.prepare(config, sources, console.in(), listener(arguments));
        if (mock != null) comparison.watchServer(() -> mock.stats().busyNanos());
        return comparison;
    }

    private static void handleInterrupts(Comparison comparison) {
        AtomicInteger signals = new AtomicInteger();
        Interrupts.handle(() -> {
            comparison.interrupt();
            if (signals.incrementAndGet() > 1) System.exit(ExitStatus.INTERRUPTED);
        });
    }

    private static @Nullable Work work(ParseResult arguments) throws UsageException {
        String name = arguments.matchedOptionValue("--work", null);
        if (name == null) return null;
        for (OptionSpec option : arguments.matchedOptions()) {
            if (!OPTIONS_OF_WORK.contains(option.longestName())) {
                throw new UsageException(option.longestName() + " is for fetching, and --work only computes");
            }
        }
        try {
            return Work.named(name);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--work: " + e.getMessage());
        }
    }

    private static List<Model> models(ParseResult arguments, boolean computing) throws UsageException {
        List<String> kinds = arguments.matchedOptionValue("--models", computing ? MODELS_OF_WORK : MODELS);
        if (!computing && kinds.contains("loop+threads")) {
            throw new UsageException("--models: loop+threads is for --work");
        }
        List<Integer> threads = sizes("threads", arguments, kinds, computing ? CORES : POOL_SIZES);
        List<Integer> processes = sizes("processes", arguments, kinds, CORES);
        try {
            return Model.of(kinds, threads, processes, RequestOptions.concurrency(arguments));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--models: " + e.getMessage());
        }
    }

    /** Of the model that is called as the option is. */
    private static List<Integer> sizes(
            String model, ParseResult arguments, List<String> models, List<Integer> defaultSizes)
            throws UsageException {
        String option = "--" + model;
        if (arguments.hasMatchedOption(option) && !models.contains(model)) {
            throw new UsageException(option + " is for the model '" + model + "', which --models leaves out");
        }
        List<Integer> sizes = arguments.matchedOptionValue(option, defaultSizes);
        for (int size : sizes) {
            if (size < 1) throw new UsageException(option + " must be 1 or more: " + size);
        }
        return sizes;
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
                console.write(report.of(result));
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
