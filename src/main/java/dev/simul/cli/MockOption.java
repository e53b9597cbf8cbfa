package dev.simul.cli;

import dev.simul.serve.Content;
import dev.simul.serve.MockServer;
import dev.simul.serve.Replay;
import dev.simul.serve.Scenario;
import dev.simul.serve.ServeConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code --mock SCENARIO}: every URL is answered by a mock server inside this process. */
final class MockOption {
    /** What stands before the name of a WARC file. */
    static final String REPLAY = "replay:";

    private MockOption() {}

    static void declare(CommandSpec spec) {
        OptionSpec mock = OptionSpec.builder("--mock")
                .paramLabel("SCENARIO")
                .type(String.class)
                .description("answers every URL from a mock server inside this process; nothing leaves the machine ("
                        + Scenario.all().stream().map(Scenario::id).collect(Collectors.joining(", "))
                        + ", or replay:FILE.warc.gz)")
                .build();
        new OptionGroup("Without the internet").add(mock).declareIn(spec);
    }

    /** Starts the server; null if none was asked for. */
    static @Nullable MockServer start(ParseResult arguments) throws UsageException {
        String name = arguments.matchedOptionValue("--mock", null);
        if (name == null) return null;
        try {
            return MockServer.start(ServeConfig.of(content(name)));
        } catch (IOException e) {
            throw new UsageException("the mock server cannot start: " + e.getMessage());
        }
    }

    private static Content content(String name) throws UsageException {
        if (!name.startsWith(REPLAY)) return scenario("--mock", name);
        return new Replay(Path.of(name.substring(REPLAY.length())));
    }

    static Scenario scenario(String option, String name) throws UsageException {
        try {
            return Scenario.named(name);
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + ": " + e.getMessage());
        }
    }
}
