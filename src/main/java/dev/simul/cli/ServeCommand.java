package dev.simul.cli;

import dev.simul.serve.Content;
import dev.simul.serve.Folder;
import dev.simul.serve.MockServer;
import dev.simul.serve.Replay;
import dev.simul.serve.RequestLog;
import dev.simul.serve.Scenario;
import dev.simul.serve.ServeConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code simul serve}: runs the mock server until it is stopped. */
final class ServeCommand implements SimulCommand.Subcommand {
    private final Console console;
    private final CommandSpec spec = CommandSpec.create().name("serve");

    ServeCommand(Console console) {
        this.console = console;
        spec.usageMessage()
                .description(
                        "Runs the local mock server: HTTP and HTTPS on one port of 127.0.0.1, any host name,",
                        "by HTTP/1.1 and by HTTP/2 (ALPN, or prior knowledge).",
                        "")
                .footer("", "It also answers as a proxy: curl -x http://127.0.0.1:PORT http://any.host/any/path");
        spec.addOption(OptionSpec.builder("--port")
                .paramLabel("N")
                .type(int.class)
                .description("0: any free one (0)")
                .build());
        spec.addOption(OptionSpec.builder("--scenario")
                .paramLabel("NAME")
                .type(String.class)
                .description("what it answers, see --list (pages)")
                .build());
        spec.addOption(OptionSpec.builder("--files")
                .paramLabel("DIR")
                .type(Path.class)
                .description(
                        "answers with the files of a folder instead; one whose name ends in .http is a whole response, sent"
                                + " as it is")
                .build());
        spec.addOption(OptionSpec.builder("--replay")
                .paramLabel("FILE.warc.gz")
                .type(Path.class)
                .description(
                        "answers with the responses of a WARC file instead, as they came and in the time that they took;"
                                + " --latency 0s: at once")
                .build());
        spec.addOption(OptionSpec.builder("--latency")
                .paramLabel("D")
                .type(Duration.class)
                .description("how long an answer takes at least (the scenario's own)")
                .build());
        spec.addOption(OptionSpec.builder("--jitter")
                .paramLabel("D")
                .type(Duration.class)
                .description("and how much longer at most, drawn for each URL (the scenario's own)")
                .build());
        spec.addOption(OptionSpec.builder("--seed")
                .paramLabel("N")
                .type(long.class)
                .description("what answers are drawn from, together with the URL (0)")
                .build());
        spec.addOption(OptionSpec.builder("--log")
                .paramLabel("FILE")
                .type(Path.class)
                .description("writes down when each request came and when its answer was sent, as JSON Lines")
                .build());
        spec.addOption(
                OptionSpec.builder("--list").description("names the scenarios").build());
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult arguments) throws UsageException {
        try {
            if (arguments.hasMatchedOption("--list")) return list();
            ServeConfig config = config(arguments);
            Path log = arguments.matchedOptionValue("--log", null);
            try (RequestLog opened = log == null ? null : RequestLog.open(log)) {
                return serve(config, opened);
            }
        } catch (IOException e) {
            console.complain(e);
            return ExitStatus.USAGE;
        }
    }

    private static ServeConfig config(ParseResult arguments) throws UsageException {
        try {
            return new ServeConfig(
                    arguments.matchedOptionValue("--port", ServeConfig.ANY_PORT),
                    content(arguments),
                    arguments.matchedOptionValue("--latency", null),
                    arguments.matchedOptionValue("--jitter", null),
                    arguments.matchedOptionValue("--seed", 0L));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static Content content(ParseResult arguments) throws UsageException {
        Path folder = arguments.matchedOptionValue("--files", null);
        Path warc = arguments.matchedOptionValue("--replay", null);
        if (folder == null && warc == null) {
            return MockOption.scenario("--scenario", arguments.matchedOptionValue("--scenario", "pages"));
        }
        if (folder != null && warc != null) throw new UsageException("--files and --replay: only one of them");
        String instead = folder == null ? "--replay" : "--files";
        if (arguments.hasMatchedOption("--scenario")) {
            throw new UsageException(instead + " takes the place of --scenario");
        }
        return folder == null ? new Replay(warc) : new Folder(folder);
    }

    private int list() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Scenario scenario : Scenario.all()) {
            text.append(String.format(Locale.ROOT, "%-8s %s%n", scenario.id(), scenario.description()));
        }
        console.write(text.toString());
        return ExitStatus.OK;
    }

    private int serve(ServeConfig config, @Nullable RequestLog log) throws IOException {
        CountDownLatch stopped = new CountDownLatch(1);
        Interrupts.handle(stopped::countDown);
        try (MockServer server = MockServer.start(config, log)) {
            console.write("listening on http://127.0.0.1:" + server.port() + "\n");
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitStatus.OK; // to be stopped is how it ends
    }
}
