package dev.simul.cli;

import dev.simul.archive.Archive;
import dev.simul.archive.ArchiveInfo;
import dev.simul.archive.WarcEnd;
import dev.simul.http.RequestFields;
import dev.simul.save.SaveFolder;
import dev.simul.sink.Form;
import dev.simul.sink.OutputFile;
import dev.simul.sink.SinkException;
import dev.simul.source.SourceSpec;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code --save} and {@code --warc}: what becomes of bodies beside being read. */
final class BodyOptions {
    private BodyOptions() {}

    static void declare(CommandSpec spec) {
        new OptionGroup("Bodies")
                .add(OptionSpec.builder("--save")
                        .paramLabel("DIR")
                        .type(Path.class)
                        .description(
                                "saves the body of each answer as DIR/SCHEME/HOST/PATH, decoded; the record says where, under"
                                        + " saved")
                        .build())
                .add(OptionSpec.builder("--warc")
                        .paramLabel("FILE.warc.gz")
                        .type(Path.class)
                        .description(
                                "keeps every response with its request, redirects and robots.txt among them, in a WARC file;"
                                        + " simul serve --replay answers from it")
                        .build())
                .declareIn(spec);
    }

    /** Whether bodies are saved. */
    static boolean areSaved(ParseResult arguments) {
        return arguments.hasMatchedOption("--save");
    }

    /** Opens the folder for bodies; null if none is asked for. */
    static @Nullable SaveFolder openFolder(ParseResult arguments) throws UsageException, SinkException {
        Path path = arguments.matchedOptionValue("--save", null);
        if (path == null) return null;
        refuseTitleOnly(arguments, "--save");
        return SaveFolder.open(path);
    }

    private static void refuseTitleOnly(ParseResult arguments, String option) throws UsageException {
        if (arguments.hasMatchedOption("--title-only"))
            throw new UsageException(option + " keeps whole bodies: --title-only does not read them");
    }

    /**
     * The WARC file, which could be opened, and was not changed yet; null if none is asked for. It is gone on with where
     * {@code --resume} is given, else what is in it goes.
     */
    static @Nullable OutputFile warcFile(ParseResult arguments, List<SourceSpec> sources)
            throws UsageException, SinkException {
        Path path = arguments.matchedOptionValue("--warc", null);
        if (path == null) return null;
        if (!OutputFile.isGzip(path))
            throw new UsageException("--warc: the FILE is compressed: its name must end in .gz");
        refuseTitleOnly(arguments, "--warc");
        long kept = arguments.hasMatchedOption("--resume") ? WarcEnd.of(path) : 0;
        OutputFile file = new OutputFile(
                path, Form.JSONL, JournalOptions.files(sources), JournalOptions.interval(arguments), kept);
        file.check();
        return file;
    }

    /**
     * Opens the WARC file.
     *
     * @param obeysRobots whether robots.txt is obeyed
     * @param fields of all requests
     */
    static Archive open(OutputFile file, boolean obeysRobots, RequestFields fields) throws SinkException {
        ArchiveInfo info = new ArchiveInfo(
                String.valueOf(file.path().getFileName()),
                "simul/" + Version.current(),
                obeysRobots,
                fields.sentUserAgent());
        return Archive.open(file, info, Clock.systemUTC());
    }
}
