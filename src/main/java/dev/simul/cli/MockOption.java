package dev.simul.cli;

import dev.simul.serve.MockServer;
import dev.simul.serve.Scenario;
import dev.simul.serve.ServeConfig;
import java.io.IOException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code --mock SCENARIO}: every URL is answered by a mock server inside this process. */
final class MockOption {
    private MockOption() {}

    static void declare(CommandSpec spec) {
        OptionSpec mock = OptionSpec.builder("--mock")
                .paramLabel("SCENARIO")
                .type(String.class)
                .description("answers every URL from a mock server inside this process; nothing leaves the machine ("
                        + Scenario.all().stream().map(Scenario::id).collect(Collectors.joining(", ")) + ")")
                .build();
        spec.addArgGroup(ArgGroupSpec.builder()
                .heading("%nWithout the internet:%n")
                .validate(false)
                .addArg(mock)
                .build());
    }

    /** Starts the server; null if none was asked for. */
    static @Nullable MockServer start(ParseResult arguments) throws UsageException {
        String name = arguments.matchedOptionValue("--mock", null);
        if (name == null) return null;
        try {
            return MockServer.start(ServeConfig.of(scenario("--mock", name)));
        } catch (IOException e) {
            throw new UsageException("the mock server cannot start: " + e.getMessage());
        }
    }

    static Scenario scenario(String option, String name) throws UsageException {
        try {
            return Scenario.named(name);
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + ": " + e.getMessage());
        }
    }
}
