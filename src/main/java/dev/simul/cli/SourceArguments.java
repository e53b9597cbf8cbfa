package dev.simul.cli;

import dev.simul.source.SourceSpec;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The SOURCEs of {@code crawl} and {@code compare}. */
final class SourceArguments {
    private SourceArguments() {}

    static void declare(CommandSpec spec) {
        declare(spec, true);
    }

    /**
     * Declares them.
     *
     * @param required whether the command line is wrong without any
     */
    static void declare(CommandSpec spec, boolean required) {
        spec.addPositional(PositionalParamSpec.builder()
                .index("0..*")
                .arity(required ? "1..*" : "0..*")
                .required(required)
                .paramLabel("SOURCE")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description("a file with one URL a line, - for standard input, or an http:// or https:// URL")
                .build());
    }

    static List<SourceSpec> of(ParseResult arguments) throws UsageException {
        List<String> given = arguments.matchedPositionalValue(0, List.of());
        List<SourceSpec> sources = new ArrayList<>(given.size());
        for (String argument : given) {
            if (argument.isEmpty()) throw new UsageException("a SOURCE is empty");
            try {
                sources.add(SourceSpec.parse(argument));
            } catch (InvalidPathException e) {
                throw new UsageException("'" + argument + "' cannot be the name of a file");
            }
        }
        return sources;
    }
}
