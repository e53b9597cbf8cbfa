package dev.simul.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

class ParsedCrawlTest {
    private static ParsedCrawl parse(Map<String, String> environment, String... arguments) {
        CommandSpec spec = CommandSpec.create().name("submit");
        SourceArguments.declare(spec);
        spec.addOption(ClusterOptions.output(""));
        ParsedCrawl.declare(spec);
        ParseResult parsed = SimulCommand.withConverters(new CommandLine(spec)).parseArgs(arguments);
        return ParsedCrawl.of(parsed, environment, 500);
    }

    /** As it comes to a worker. */
    private static ParsedCrawl sent(ParsedCrawl settings) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(settings);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (ParsedCrawl) in.readObject();
        }
    }

    @Test
    void options_of_the_crawl_come_to_the_same_on_a_worker_and_the_others_do_not_travel() throws Exception {
        ParsedCrawl settings = sent(parse(
                Map.of("http_proxy", "http://p.test:3128", "HOME", "/home/me"),
                "-c",
                "33",
                "--per-host",
                "2",
                "--delay",
                "250ms",
                "-H",
                "X: a=b, c",
                "-H",
                "Y:",
                "--robots",
                "--resolve",
                "-a.test:80",
                "--user-agent",
                "--odd",
                "-o",
                "out",
                "urls.txt"));

        assertThat(settings.words())
                .containsExactlyInAnyOrder(
                        "--concurrency=33",
                        "--per-host=2",
                        "--delay=250ms",
                        "--header=X: a=b, c",
                        "--header=Y:",
                        "--robots",
                        "--resolve=-a.test:80",
                        "--user-agent=--odd");
        assertThat(settings.proxies()).isEqualTo(Map.of("http_proxy", "http://p.test:3128"));
        try (var opened = settings.open()) {
            assertThat(opened.limits().concurrency()).isEqualTo(33);
            assertThat(opened.limits().delay()).isEqualTo(Duration.ofMillis(250));
            assertThat(opened.limits().perHost()).isEqualTo(2);
            assertThat(opened.fetch().fields().sentUserAgent()).isEqualTo("--odd");
            assertThat(opened.robot()).isNotNull();
            assertThat(opened.config().lookAhead()).isEqualTo(500);
        }
    }

    @Test
    void files_are_named_from_the_root_since_a_worker_is_somewhere_else() {
        assertThat(parse(Map.of(), "--cacert", "ca.pem", "urls.txt").words())
                .containsExactly("--cacert=" + Path.of("ca.pem").toAbsolutePath());
    }

    @Test
    void a_mock_server_lives_as_long_as_what_asks_it() throws Exception {
        var opened = parse(Map.of(), "--mock", "pages", "urls.txt").open();

        InetSocketAddress address = requireNonNull(opened.fetch().everythingAt());
        try (var socket = new Socket(address.getAddress(), address.getPort())) {
            assertThat(socket.isConnected()).isTrue();
        }
        opened.close();

        assertThatIOException().isThrownBy(() -> new Socket(address.getAddress(), address.getPort()).close());
    }
}
