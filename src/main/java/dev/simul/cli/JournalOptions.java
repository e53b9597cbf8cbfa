package dev.simul.cli;

import dev.simul.frontier.FrontierException;
import dev.simul.frontier.FrontierStore;
import dev.simul.journal.Journal;
import dev.simul.journal.JournalException;
import dev.simul.result.Extract;
import dev.simul.sink.Form;
import dev.simul.sink.OutputFile;
import dev.simul.source.SourceException;
import dev.simul.source.SourceSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options that let a crawl outlive its process: {@code --resume} and {@code --sync}. */
final class JournalOptions {
    private static final Duration DEFAULT_SYNC = Duration.ofSeconds(5);

    private JournalOptions() {}

    static OptionSpec resume() {
        return OptionSpec.builder("--resume")
                .description(
                        "goes on where the FILE of -o ends (jsonl or csv): cuts off what is",
                        "torn there, and fetches the lines that have no record")
                .build();
    }

    static OptionSpec sync() {
        return OptionSpec.builder("--sync")
                .paramLabel("D")
                .type(Duration.class)
                .description("how often the FILE of -o is forced to the disk, 0s for never (5s)")
                .build();
    }

    /**
     * The file that the records go to; null where they go to standard output.
     *
     * @param journal what is in it already; null for nothing
     */
    static @Nullable OutputFile file(
            ParseResult arguments, Form form, List<SourceSpec> sources, @Nullable Journal journal)
            throws UsageException {
        Path path = arguments.matchedOptionValue("-o", null);
        if (path == null) {
            if (arguments.hasMatchedOption("--sync")) throw new UsageException("--sync is for a file: -o is missing");
            return null;
        }
        long kept = journal == null ? 0 : journal.wholeBytes();
        return new OutputFile(path, form, files(sources), interval(arguments), kept);
    }

    /** The files among the sources. */
    static List<Path> files(List<SourceSpec> sources) {
        return sources.stream()
                .filter(SourceSpec.File.class::isInstance)
                .map(source -> ((SourceSpec.File) source).path())
                .toList();
    }

    /** How often what is written is forced to the disk. */
    static Duration interval(ParseResult arguments) {
        return arguments.matchedOptionValue("--sync", DEFAULT_SYNC);
    }

    /**
     * What was done before; null where it makes no difference.
     *
     * @param links what it follows; null for none
     * @throws JournalException if the file cannot be gone on with
     * @throws FrontierException if what it was about to visit cannot
     */
    static @Nullable Journal resumed(
            ParseResult arguments, Form form, Extract shape, List<SourceSpec> sources, @Nullable LinkCrawl links)
            throws UsageException, JournalException, SourceException, FrontierException {
        if (!arguments.hasMatchedOption("--resume")) return null;
        Path file = arguments.matchedOptionValue("-o", null);
        if (file == null) throw new UsageException("--resume goes on in a file: -o is missing");
        if (form == Form.TEXT) throw new UsageException("--resume: text cannot be read back, jsonl and csv can");
        FrontierStore found = links == null ? null : resumed(links, file, form, shape);
        return Journal.open(file, form, shape, sources, found == null ? taker -> {} : found::forEachFound);
    }

    /** Null where all begins anew. */
    private static @Nullable FrontierStore resumed(LinkCrawl links, Path file, Form form, Extract shape)
            throws JournalException, FrontierException {
        try {
            return links.resume(file);
        } catch (FrontierException unusable) {
            // A crawl that was killed at its very beginning may have left the head of a table, and nothing to go on
            // with.
            if (Journal.hasRecords(file, form, shape)) throw unusable;
            return null;
        }
    }

    /**
     * Tells what was done before, and what was found out about it since.
     *
     * @param isCut whether the sources were not read to their end because of a limit
     * @return the exit status to end with
     */
    static int report(Journal journal, int status, boolean isCut, ParseResult arguments, Console console) {
        if (journal.records() > 0 && !arguments.hasMatchedOption("-q")) {
            StringBuilder text = new StringBuilder();
            SummaryText.line(text, journal.records(), "done already");
            console.err().print(text);
        }
        boolean completed = status == ExitStatus.OK || status == ExitStatus.SOME_FAILED;
        if (!completed || isCut || journal.unmatched() == 0) return status;
        console.complain(String.format(
                Locale.ROOT,
                "the sources have changed since: %,d of the records of before have no line any more; see simul verify",
                journal.unmatched()));
        return ExitStatus.SOME_FAILED;
    }
}
