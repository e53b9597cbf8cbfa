package dev.simul.cli;

import dev.simul.sink.Form;
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
}
