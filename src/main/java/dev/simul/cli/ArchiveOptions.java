package dev.simul.cli;

import dev.simul.archive.Archive;
import dev.simul.archive.ArchiveInfo;
import dev.simul.archive.WarcEnd;
import dev.simul.http.RequestFields;
import dev.simul.sink.Form;
import dev.simul.sink.OutputFile;
import dev.simul.sink.SinkException;
import dev.simul.source.SourceSpec;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code --warc FILE}: keeps what came over the wire. */
final class ArchiveOptions {
    private ArchiveOptions() {}

    static void declare(CommandSpec spec) {
        spec.addArgGroup(ArgGroupSpec.builder()
                .heading("%nBodies:%n")
                .validate(false)
                .addArg(OptionSpec.builder("--warc")
                        .paramLabel("FILE.warc.gz")
                        .type(Path.class)
                        .description(
                                "keeps every response with its request, redirects and robots.txt among them, in a WARC file;"
                                        + " simul serve --replay answers from it")
                        .build())
                .build());
    }

    /**
     * Opens it; null if none is asked for. It is gone on with where {@code --resume} is given, else what is in it goes.
     *
     * @param obeysRobots whether robots.txt is obeyed
     * @param fields of all requests
     */
    static @Nullable Archive open(
            ParseResult arguments, List<SourceSpec> sources, boolean obeysRobots, RequestFields fields)
            throws UsageException, SinkException {
        Path path = arguments.matchedOptionValue("--warc", null);
        if (path == null) return null;
        if (!OutputFile.isGzip(path))
            throw new UsageException("--warc: the FILE is compressed: its name must end in .gz");
        if (arguments.hasMatchedOption("--title-only"))
            throw new UsageException("--warc keeps whole bodies: --title-only does not read them");
        long kept = arguments.hasMatchedOption("--resume") ? WarcEnd.of(path) : 0;
        OutputFile file = new OutputFile(
                path, Form.JSONL, JournalOptions.files(sources), JournalOptions.interval(arguments), kept);
        ArchiveInfo info = new ArchiveInfo(
                String.valueOf(path.getFileName()), "simul/" + Version.current(), obeysRobots, fields.sentUserAgent());
        return Archive.open(file, info, Clock.systemUTC());
    }
}
