package dev.simul.cli;

import dev.simul.sink.Form;
import java.nio.file.Path;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The option {@code --format}. */
final class FormOption {
    private FormOption() {}

    /** The form that is named, or else {@code fallback}. */
    static Form of(ParseResult arguments, Form fallback) throws UsageException {
        String named = arguments.matchedOptionValue("--format", null);
        try {
            return named == null ? fallback : Form.named(named);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--format: " + e.getMessage());
        }
    }

    /** {@code --format} of a command that reads what {@code crawl} has written, by the name that its help has for it. */
    static OptionSpec ofRecords(String file) {
        return OptionSpec.builder("--format")
                .paramLabel("FORM")
                .type(String.class)
                .description("jsonl or csv (by the ending of " + file + ")")
                .build();
    }

    /** The form of the records in {@code file}, which can be read back. */
    static Form ofRecords(ParseResult arguments, Path file) throws UsageException {
        Form form = of(arguments, Form.forFile(file));
        if (form == Form.TEXT) throw new UsageException("text cannot be read back, jsonl and csv can");
        return form;
    }
}
