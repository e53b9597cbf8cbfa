package dev.simul.cli;

import dev.simul.archive.Archive;
import dev.simul.crawl.CrawlConfig;
import dev.simul.crawl.EqualUrls;
import dev.simul.fetch.FetchConfig;
import dev.simul.frontier.FrontierException;
import dev.simul.journal.Journal;
import dev.simul.journal.JournalException;
import dev.simul.result.Extract;
import dev.simul.result.Saved;
import dev.simul.result.Trail;
import dev.simul.robots.ProductToken;
import dev.simul.save.SaveFolder;
import dev.simul.serve.MockServer;
import dev.simul.sink.FinishedOnly;
import dev.simul.sink.Form;
import dev.simul.sink.OrderedSink;
import dev.simul.sink.OutputFile;
import dev.simul.sink.RecordSink;
import dev.simul.sink.RecordWriter;
import dev.simul.sink.SinkException;
import dev.simul.source.LineFilter;
import dev.simul.source.SourceException;
import dev.simul.source.SourceSpec;
import dev.simul.source.UrlSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
        new OptionGroup("Output")
                .add(OptionSpec.builder("-o", "--output")
                        .paramLabel("FILE")
                        .type(Path.class)
                        .description("where the records go (standard output); compressed where it ends in .gz")
                        .build())
                .add(JournalOptions.resume())
                .add(JournalOptions.sync())
                .add(OptionSpec.builder("--format")
                        .paramLabel("FORM")
                        .type(String.class)
                        .description("text, jsonl or csv (by the ending of FILE; text on a terminal, else jsonl)")
                        .build())
                .add(OptionSpec.builder("--ordered")
                        .description("records in input order instead of completion order")
                        .build())
                .declareIn(spec);
        ProgressOptions.declare(spec);
        PageOptions.declare(spec);
        FollowOptions.declare(spec);
        BodyOptions.declare(spec);
        PolitenessOptions.declare(
                spec, "100000; with --ordered ten for each of -c", List.of(PolitenessOptions.recheck()));
        RequestOptions.declare(spec, RequestOptions.ofCrawls(), List.of(LoopsOption.option()));
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
        ProgressOptions shown = ProgressOptions.of(arguments, console);
        Form form = form(arguments);
        String warning = OpenFiles.warning(RequestOptions.concurrency(arguments));
        if (warning != null) console.complain(warning);
        try (links;
                MockServer mock = MockOption.start(arguments);
                Metrics metrics = shown.listen(console)) {
            ProductToken reader = links != null && links.followsLinks() ? follower : null;
            CrawlPlan plan = CrawlPlan.of(arguments, reader, mock, console.environment());
            CrawlConfig config = plan.config();
            FetchConfig fetch = plan.fetch();
            Conduct conduct = plan.conduct();
            Extract nothing = config.pages().query().nothing();
            Extract shape = links == null ? nothing : nothing.withTrail(Trail.LINE);
            if (BodyOptions.areSaved(arguments)) shape = shape.withSaved(Saved.NOTHING);
            Journal journal = JournalOptions.resumed(arguments, form, shape, sources, links);
            OutputFile file = JournalOptions.file(arguments, form, sources, journal);
            // Where links are followed, the frontier asks the journal: it knows more than the lines.
            LineFilter wanted = journal == null || links != null ? LineFilter.all() : journal;
            if (PolitenessOptions.asksOnce(arguments)) wanted = new EqualUrls(wanted);
            try (UrlSource source = UrlSource.open(sources, console.in(), wanted);
                    SaveFolder folder = BodyOptions.openFolder(arguments)) {
                OutputFile warc = BodyOptions.warcFile(arguments, sources);
                // The last to be opened, and so emptied: a mistyped name must not cost what was kept before.
                RecordSink sink = sink(arguments, file, form, shape, config);
                Archive archive = warc == null ? null : BodyOptions.open(warc, conduct.robot() != null, fetch.fields());
                boolean keepsBodies = folder != null || archive != null;
                HoldupText words = new HoldupText(
                        conduct.limits(), config.pages().titleOnly() || keepsBodies, file != null || keepsBodies);
                CrawlRun crawl = new CrawlRun(
                        console, config, fetch, conduct, links, shown, words, again(file), metrics, archive, folder);
                int status = links == null
                        ? crawl.run(source, source::total, sink)
                        : crawl.run(links.start(source, file, journal), CrawlRun.UNKNOWN_TOTAL, sink);
                return journal == null
                        ? status
                        : JournalOptions.report(journal, status, links != null && links.isCut(), arguments, console);
            }
        } catch (SourceException | SinkException | JournalException | FrontierException nothingWasFetched) {
            console.complain(nothingWasFetched);
            return ExitStatus.USAGE;
        } catch (IOException noTemporaryFile) {
            console.complain("--recheck needs a temporary file: " + noTemporaryFile.getMessage());
            return ExitStatus.STOPPED_EARLY;
        }
    }

    /** What tries again what has failed; null where nothing can read the records back. */
    private static @Nullable String again(@Nullable OutputFile file) {
        if (file == null || !file.canBeResumed()) return null;
        String name = file.path().toString();
        if (!name.matches("[A-Za-z0-9._/+,:@%-]+")) name = "'" + name.replace("'", "'\\''") + "'";
        return "simul failed " + name + " | simul crawl -o again.jsonl -";
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
}
