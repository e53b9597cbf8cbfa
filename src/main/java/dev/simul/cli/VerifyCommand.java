package dev.simul.cli;

import dev.simul.journal.Verification;
import dev.simul.sink.Form;
import dev.simul.source.SourceSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code simul verify}: proves that each line of the sources has one record in a file. */
final class VerifyCommand implements SimulCommand.Subcommand {
    private static final int LISTED = 20;

    private final Console console;
    private final CommandSpec spec = CommandSpec.create().name("verify");

    VerifyCommand(Console console) {
        this.console = console;
        spec.usageMessage()
                .description(
                        "Proves that the lines of the sources and the records of a file match one to one, or says which",
                        "lines have no record, which have more than one, and which records have no line.",
                        "")
                .footer(
                        "",
                        "Exit status: 0 they match; 1 they do not; 2 the command line was wrong, or something could not be",
                        "read.");
        spec.addOption(FormOption.ofRecords("OUTPUT"));
        spec.addPositional(PositionalParamSpec.builder()
                .index("0..*")
                .arity("1..*")
                .required(true)
                .paramLabel("SOURCE... OUTPUT")
                .hideParamSyntax(true)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(
                        "what was crawled, as crawl takes it, and the file that crawl -o has written, plain or .gz, or the"
                                + " folder that cluster -o has")
                .build());
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult arguments) throws UsageException {
        List<SourceSpec> given = SourceArguments.of(arguments);
        if (given.size() < 2) throw new UsageException("a SOURCE or the OUTPUT is missing");
        if (!(given.getLast() instanceof SourceSpec.File output)) {
            throw new UsageException("OUTPUT, the last argument, is not a file: "
                    + given.getLast().name());
        }
        Form form = FormOption.ofRecords(arguments, output.path());
        try {
            List<SourceSpec> sources = given.subList(0, given.size() - 1);
            List<Path> files = RecordParts.of(output.path());
            Verification found = Verification.of(sources, console.in(), files, form, LISTED);
            console.write(text(found));
            return found.isWhole() ? ExitStatus.OK : ExitStatus.SOME_FAILED;
        } catch (IOException cannotBeRead) {
            console.complain(cannotBeRead);
            return ExitStatus.USAGE;
        }
    }

    private static String text(Verification found) {
        StringBuilder text = new StringBuilder();
        for (String finding : found.findings()) text.append(finding).append('\n');
        text.append(String.format(Locale.ROOT, "%,d lines, %,d records", found.lines(), found.records()));
        if (found.found() > 0) {
            text.append(String.format(Locale.ROOT, ", %,d of them of URLs that were found", found.found()));
        }
        if (found.isWhole()) return text.append(": each line has one record\n").toString();
        text.append(String.format(
                Locale.ROOT,
                "; no record: %,d; too many records: %,d; no line: %,d",
                found.missing(),
                found.doubled(),
                found.unknown()));
        if (found.tornBytes() > 0) {
            text.append(String.format(Locale.ROOT, "; torn at the end: %,d bytes", found.tornBytes()));
        }
        return text.append('\n').toString();
    }
}
