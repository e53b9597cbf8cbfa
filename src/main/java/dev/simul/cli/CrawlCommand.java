package dev.simul.cli;

import dev.simul.crawl.Crawl;
import dev.simul.crawl.CrawlConfig;
import dev.simul.crawl.CrawlEnd;
import dev.simul.crawl.CrawlSummary;
import dev.simul.crawl.LinkFollower;
import dev.simul.crawl.Sitemaps;
import dev.simul.fetch.Admission;
import dev.simul.fetch.AdmissionLimits;
import dev.simul.fetch.FetchConfig;
import dev.simul.fetch.FetchPipeline;
import dev.simul.frontier.FrontierException;
import dev.simul.journal.Journal;
import dev.simul.journal.JournalException;
import dev.simul.result.Extract;
import dev.simul.result.Trail;
import dev.simul.robots.ProductToken;
import dev.simul.serve.MockServer;
import dev.simul.sink.FinishedOnly;
import dev.simul.sink.Form;
import dev.simul.sink.OrderedSink;
import dev.simul.sink.OutputFile;
import dev.simul.sink.RecordSink;
import dev.simul.sink.RecordWriter;
import dev.simul.sink.SinkException;
import dev.simul.source.LineFeed;
import dev.simul.source.LineFilter;
import dev.simul.source.SourceException;
import dev.simul.source.SourceSpec;
import dev.simul.source.UrlSource;
import dev.simul.task.Loop;
import dev.simul.task.LoopLoad;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code simul crawl}: fetches every URL of the sources and writes one record a URL. */
final class CrawlCommand implements SimulCommand.Subcommand {
    private final Console console;
    private final CommandSpec spec = CommandSpec.create().name("crawl");

    CrawlCommand(Console console) {
        this.console = console;
        spec.usageMessage()
                .description("Fetches every URL of the sources on one event loop and writes one record a URL.", "")
                .footer(
                        "",
                        "Durations are written 250ms, 10s, 2m; sizes 64KiB, 10MiB.",
                        "Exit status: 0 every URL was answered with an accepted status; 1 at least one failed;",
                        "2 the command line was wrong or a source could not be read; 3 the crawl had to stop early;",
                        "130 interrupted.");
        SourceArguments.declare(spec, false);
        spec.addArgGroup(ArgGroupSpec.builder()
                .heading("%nOutput:%n")
                .validate(false)
                .addArg(OptionSpec.builder("-o", "--output")
                        .paramLabel("FILE")
                        .type(Path.class)
                        .description("where the records go (standard output); compressed where it ends in .gz")
                        .build())
                .addArg(JournalOptions.resume())
                .addArg(JournalOptions.sync())
                .addArg(OptionSpec.builder("--format")
                        .paramLabel("FORM")
                        .type(String.class)
                        .description("text, jsonl or csv (by the ending of FILE; text on a terminal, else jsonl)")
                        .build())
                .addArg(OptionSpec.builder("--ordered")
                        .description("records in input order instead of completion order")
                        .build())
                .addArg(OptionSpec.builder("--progress")
                        .paramLabel("WHEN")
                        .type(String.class)
                        .description("auto, always or never (auto: on a terminal, unless the records are shown there)")
                        .build())
                .addArg(OptionSpec.builder("-q", "--quiet")
                        .description("no progress and no summary")
                        .build())
                .addArg(OptionSpec.builder("--slow-callbacks")
                        .paramLabel("D")
                        .type(Duration.class)
                        .description("says what has held the loop for D or longer, for whom, and where it was")
                        .build())
                .build());
        List<OptionSpec> further = new ArrayList<>(RequestOptions.versions());
        further.add(RequestOptions.accept());
        further.add(ProxyOption.option());
        further.addAll(AddressOptions.all());
        PageOptions.declare(spec);
        FollowOptions.declare(spec);
        PolitenessOptions.declare(spec);
        RequestOptions.declare(spec, further);
        MockOption.declare(spec);
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult arguments) throws UsageException {
        List<SourceSpec> sources = SourceArguments.of(arguments);
        if (sources.isEmpty() && !FollowOptions.hasSitemaps(arguments)) {
            throw new UsageException("Missing required parameter: 'SOURCE'");
        }
        ProductToken follower = RequestOptions.productToken(arguments);
        LinkCrawl links = LinkCrawl.of(arguments, follower, sources);
        CrawlConfig config = new CrawlConfig(
                PolitenessOptions.lookAhead(arguments),
                PolitenessOptions.isOrdered(arguments),
                RequestOptions.accepted(arguments),
                PageOptions.of(
                        arguments,
                        RequestOptions.maxBodyBytes(arguments),
                        links != null && links.followsLinks() ? follower : null),
                CrawlConfig.DEFAULT_GRACE);
        ProgressWhen progress = ProgressWhen.of(arguments);
        SlowCallbacks slow = SlowCallbacks.of(arguments);
        Form form = form(arguments);
        int concurrency = RequestOptions.concurrency(arguments);
        String warning = OpenFiles.warning(concurrency);
        if (warning != null) console.complain(warning);
        boolean recordsOnTerminal = console.outIsTerminal() && !arguments.hasMatchedOption("-o");
        try (links;
                MockServer mock = MockOption.start(arguments)) {
            FetchConfig fetch = RequestOptions.fetchConfig(
                    arguments,
                    RequestOptions.versions(arguments),
                    ProxyOption.rules(arguments, console.environment(), mock != null),
                    AddressOptions.of(arguments, mock),
                    mock,
                    RequestOptions.DEFAULT_PER_HOST);
            AdmissionLimits limits =
                    PolitenessOptions.limits(arguments, fetch.policy().perHost());
            Extract nothing = config.pages().query().nothing();
            Extract shape = links == null ? nothing : nothing.withTrail(Trail.LINE);
            Journal journal = JournalOptions.resumed(arguments, form, shape, sources, links);
            OutputFile file = JournalOptions.file(arguments, form, sources, journal);
            LineFilter filter = journal == null || links != null ? LineFilter.ALL : journal;
            try (UrlSource source = UrlSource.open(sources, console.in(), filter)) {
                RecordSink sink = sink(arguments, file, form, shape, config);
                ProductToken robot = PolitenessOptions.robot(arguments, fetch.fields());
                Shown shown = progress.shows(console, recordsOnTerminal);
                LineFeed feed = links == null ? source : links.start(source, file, journal);
                int status = crawl(feed, links, sink, config, fetch, limits, robot, shown, slow);
                return journal == null
                        ? status
                        : JournalOptions.report(journal, status, links != null && links.isCut(), arguments, console);
            }
        } catch (SourceException | SinkException | JournalException | FrontierException nothingWasFetched) {
            console.complain(nothingWasFetched);
            return ExitStatus.USAGE;
        }
    }

    private Form form(ParseResult arguments) throws UsageException {
        Path file = arguments.matchedOptionValue("-o", null);
        Form byItself = console.outIsTerminal() ? Form.TEXT : Form.JSONL;
        return FormOption.of(arguments, file == null ? byItself : Form.forFile(file));
    }

    private RecordSink sink(
            ParseResult arguments, @Nullable OutputFile file, Form form, Extract shape, CrawlConfig config)
            throws SinkException, UsageException {
        RecordSink sink = file == null
                ? RecordWriter.toStream(console.out(), "standard output", form, shape, console.wantsColour())
                : RecordWriter.toFile(file, shape);
        if (file != null && file.canBeResumed()) sink = new FinishedOnly(sink);
        if (!config.ordered()) return sink;
        return new OrderedSink(sink, PolitenessOptions.orderedWindow(RequestOptions.concurrency(arguments)));
    }

    private int crawl(
            LineFeed feed,
            @Nullable LinkCrawl links,
            RecordSink sink,
            CrawlConfig config,
            FetchConfig fetch,
            AdmissionLimits limits,
            @Nullable ProductToken robot,
            Shown shown,
            SlowCallbacks slow) {
        CrawlEnd end;
        CrawlSummary summary;
        LoopLoad load;
        int mostInFlight;
        Sitemaps sitemaps;
        try (Loop loop = Loop.open()) {
            Clock clock = Clock.systemUTC();
            try (FetchPipeline pipeline =
                    FetchPipeline.build(loop, fetch, limits, robot, ThreadLocalRandom.current(), clock)) {
                if (fetch.everythingAt() != null) {
                    MockCheck.run(loop, pipeline, clock);
                } else {
                    pipeline.prepareCodings();
                }
                summary = new CrawlSummary(loop);
                LinkFollower follower = links == null ? null : links.follower(loop, config.accepted());
                Crawl crawl = new Crawl(
                        loop, clock, pipeline.fetcher(), pipeline.admission(), feed, follower, sink, config, summary);
                sitemaps = links == null ? null : links.sitemaps(loop, clock, pipeline, console);
                if (sitemaps != null) crawl.read(sitemaps);
                endOnSignals(crawl);
                Progress progress = shown.progress(loop, summary, pipeline.admission(), console);
                slow.watch(loop);
                loop.resetLoad();
                try {
                    end = loop.runUntilComplete(crawl.start());
                } finally {
                    if (progress != null) progress.close();
                }
                load = loop.load();
                mostInFlight = pipeline.admission().mostInFlight();
                end = closed(sink, end);
            }
        }
        int status = report(end, summary, mostInFlight, load, shown);
        console.err().print(slow.text());
        if (links != null && end instanceof CrawlEnd.Completed) {
            // What a sitemap names that was not to be had, --resume may get.
            boolean isWhole = sitemaps == null || !sitemaps.hasFailed();
            status = isWhole ? completed(links, status) : ExitStatus.STOPPED_EARLY;
        }
        return status;
    }

    private int completed(LinkCrawl links, int status) {
        try {
            links.complete();
            return status;
        } catch (FrontierException notDeleted) {
            console.complain(notDeleted);
            return ExitStatus.STOPPED_EARLY;
        }
    }

    private void endOnSignals(Crawl crawl) {
        AtomicInteger signals = new AtomicInteger();
        Interrupts.handle(() -> {
            switch (signals.incrementAndGet()) {
                case 1 -> {
                    console.complain("interrupted; waiting for what is in flight, once more to stop at once");
                    crawl.interrupt();
                }
                case 2 -> crawl.cancel();
                default -> Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
            }
        });
    }

    /** Writes what is pending; if that fails, it is what ended the crawl. */
    private static CrawlEnd closed(RecordSink sink, CrawlEnd end) {
        try {
            sink.close();
            return end;
        } catch (SinkException e) {
            return new CrawlEnd.SinkFailed(e);
        }
    }

    private int report(CrawlEnd end, CrawlSummary summary, int mostInFlight, LoopLoad load, Shown shown) {
        return switch (end) {
            case CrawlEnd.Completed completed -> {
                shown.summary(summary, mostInFlight, load, console);
                yield summary.failed() == 0 ? ExitStatus.OK : ExitStatus.SOME_FAILED;
            }
            case CrawlEnd.Interrupted interrupted -> {
                shown.summary(summary, mostInFlight, load, console);
                yield ExitStatus.INTERRUPTED;
            }
            case CrawlEnd.SourceFailed failed -> {
                console.complain(failed.cause());
                shown.summary(summary, mostInFlight, load, console);
                yield ExitStatus.STOPPED_EARLY;
            }
            case CrawlEnd.FrontierFailed failed -> {
                console.complain(failed.cause());
                shown.summary(summary, mostInFlight, load, console);
                yield ExitStatus.STOPPED_EARLY;
            }
            case CrawlEnd.SinkFailed failed -> {
                if (failed.cause().readerGone()) yield ExitStatus.OK;
                console.complain(failed.cause());
                yield ExitStatus.STOPPED_EARLY;
            }
        };
    }

    /** What {@code --progress} and {@code --quiet} come to. */
    private enum ProgressWhen {
        AUTO,
        ALWAYS,
        NEVER,
        QUIET;

        static ProgressWhen of(ParseResult arguments) throws UsageException {
            String when = arguments.matchedOptionValue("--progress", "auto");
            ProgressWhen chosen = switch (when) {
                case "auto" -> AUTO;
                case "always" -> ALWAYS;
                case "never" -> NEVER;
                default -> throw new UsageException("--progress: there are auto, always and never, not '" + when + "'");
            };
            return arguments.hasMatchedOption("-q") ? QUIET : chosen;
        }

        /** Where the records are shown on the terminal they are progress enough, and a line that is redrawn would tear them. */
        Shown shows(Console console, boolean recordsOnTerminal) {
            boolean redraws = console.errIsTerminal() && !console.isDumb() && !recordsOnTerminal;
            return switch (this) {
                case AUTO -> new Shown(redraws, redraws, true);
                case ALWAYS -> new Shown(true, redraws, true);
                case NEVER -> new Shown(false, false, true);
                case QUIET -> new Shown(false, false, false);
            };
        }
    }

    /** What is shown on standard error. */
    private record Shown(boolean progress, boolean redraws, boolean summary) {
        @Nullable
        Progress progress(Loop loop, CrawlSummary summary, Admission admission, Console console) {
            return progress ? new Progress(loop, summary, admission, console.err(), redraws) : null;
        }

        void summary(CrawlSummary summary, int mostInFlight, LoopLoad load, Console console) {
            if (summary()) console.err().print(SummaryText.of(summary, mostInFlight, load));
        }
    }
}
