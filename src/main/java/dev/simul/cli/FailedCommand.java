package dev.simul.cli;

import dev.simul.crawl.AcceptedStatuses;
import dev.simul.journal.FailedUrls;
import dev.simul.sink.BrokenPipe;
import dev.simul.sink.Form;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code simul failed}: prints the URLs that have failed in a crawl, so that another one can try them again. */
final class FailedCommand implements SimulCommand.Subcommand {
    private final Console console;
    private final CommandSpec spec = CommandSpec.create().name("failed");

    FailedCommand(Console console) {
        this.console = console;
        spec.usageMessage()
                .description(
                        "Prints the URLs of a file of records that have failed, one a line, as a source for another crawl:",
                        "simul failed pages.jsonl | simul crawl -o again.jsonl -",
                        "")
                .footer("", "Exit status: 0 printed, also where there are none; 2 the file could not be read.");
        spec.addOption(RequestOptions.accept());
        spec.addOption(FormOption.ofRecords("FILE"));
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .arity("1")
                .required(true)
                .paramLabel("FILE")
                .type(Path.class)
                .description("what crawl -o has written, plain or .gz, or the folder of cluster -o")
                .build());
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult arguments) throws UsageException {
        Path file = arguments.matchedPositionalValue(0, Path.of(""));
        Form form = FormOption.ofRecords(arguments, file);
        AcceptedStatuses accepted = RequestOptions.accepted(arguments);
        OutputStream out = new BufferedOutputStream(console.out(), 64 * 1024);
        try {
            for (Path part : RecordParts.of(file)) {
                FailedUrls.read(part, form, accepted::contains, (url, length) -> {
                    out.write(url, 0, length);
                    out.write('\n');
                });
            }
            out.flush();
            return ExitStatus.OK;
        } catch (IOException e) {
            if (BrokenPipe.caused(e)) return ExitStatus.OK;
            console.complain(e);
            return ExitStatus.USAGE;
        }
    }
}
