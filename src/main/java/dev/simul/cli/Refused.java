package dev.simul.cli;

import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * An option of {@code crawl} that another command has not, and knows only to say why.
 *
 * @param hasValue whether it takes one
 */
record Refused(String name, boolean hasValue, String reason) {
    /** The option, which no help tells of. */
    OptionSpec hidden() {
        return OptionSpec.builder(name)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity(hasValue ? "1" : "0")
                .hidden(true)
                .build();
    }

    /** Complains of the first of them that is given. */
    static void refuse(List<Refused> all, ParseResult arguments) throws UsageException {
        for (Refused each : all) {
            if (arguments.hasMatchedOption(each.name)) throw new UsageException(each.name + ": " + each.reason);
        }
    }
}
