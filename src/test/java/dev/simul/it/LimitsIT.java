package dev.simul.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.serve.MockServer;
import dev.simul.serve.Scenario;
import dev.simul.serve.ServeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many requests are in flight, as the program says and as the server sees it, and in which order records come. */
class LimitsIT {
    private static final Pattern MOST_IN_FLIGHT = Pattern.compile(", ([\\d,]+) in flight at most, ");
    private static final int PAGES = 160;

    @TempDir
    Path folder;

    private static int mostInFlight(Finished crawl) {
        Matcher matcher = MOST_IN_FLIGHT.matcher(crawl.err());
        assertThat(matcher.find()).as(crawl.err()).isTrue();
        return Integer.parseInt(matcher.group(1).replace(",", ""));
    }

    private static MockServer serve(Duration latency, Duration jitter) throws IOException {
        return MockServer.start(ServeConfig.of(Scenario.PAGES).withLatency(latency, jitter));
    }

    private List<String> writeList(MockServer server) throws IOException {
        List<String> urls = IntStream.range(0, PAGES)
                .mapToObj(i -> "http://127.0.0.1:" + server.port() + "/" + i)
                .toList();
        Files.write(folder.resolve("list.txt"), urls);
        return urls;
    }

    @Test
    void sample_sites_are_fetched_five_at_a_time_or_all_at_once() throws Exception {
        String sites = Simul.basedir().resolve("sample-urls/sites.txt").toString();

        Finished five = Simul.in(folder).run("crawl", "--mock", "sites", "-c", "5", sites);
        Finished all = Simul.in(folder).run("crawl", "--mock", "sites", "-c", "160", sites);

        assertThat(five.status()).isZero();
        assertThat(all.status()).isZero();
        assertThat(five.records()).hasSize(PAGES);
        assertThat(all.records()).hasSize(PAGES);
        assertThat(mostInFlight(five)).isEqualTo(5);
        assertThat(mostInFlight(all)).isBetween(20, 160);
    }

    @Test
    void server_never_sees_more_requests_than_concurrency_allows() throws Exception {
        try (MockServer server = serve(Duration.ofMillis(20), Duration.ZERO)) {
            writeList(server);

            Finished crawl = Simul.in(folder).run("crawl", "-c", "7", "--per-host", "0", "list.txt");

            assertThat(crawl.status()).isZero();
            assertThat(mostInFlight(crawl)).isEqualTo(7);
            assertThat(server.stats().answered()).isEqualTo(PAGES);
            assertThat(server.stats().mostInFlight()).isEqualTo(7);
            assertThat(server.stats().mostOpen()).isEqualTo(7);
        }
    }

    @Test
    void one_host_is_spared_whatever_the_concurrency() throws Exception {
        try (MockServer server = serve(Duration.ofMillis(20), Duration.ZERO)) {
            writeList(server);

            Finished crawl = Simul.in(folder).run("crawl", "-c", "100", "list.txt");

            assertThat(crawl.status()).isZero();
            assertThat(server.stats().mostInFlight()).isEqualTo(6);
            assertThat(server.stats().mostOpen()).isEqualTo(6);
        }
    }

    @Test
    void ordered_records_come_in_the_order_of_the_lines_whatever_the_latencies() throws Exception {
        try (MockServer server = serve(Duration.ZERO, Duration.ofMillis(300))) {
            List<String> urls = writeList(server);

            Finished crawl = Simul.in(folder).run("crawl", "--ordered", "-c", "50", "--per-host", "0", "list.txt");

            assertThat(crawl.status()).isZero();
            assertThat(crawl.records()).extracting(Line::url).containsExactlyElementsOf(urls);
        }
    }

    @Test
    void records_come_as_they_are_done_unless_order_is_asked_for() throws Exception {
        try (MockServer faults = MockServer.start(ServeConfig.of(Scenario.FAULTS));
                Running crawl = Simul.in(folder)
                        .start(
                                "crawl",
                                "http://127.0.0.1:" + faults.port() + "/silence",
                                "http://127.0.0.1:" + faults.port() + "/status/200")) {
            assertThat(Line.read(crawl.awaitLines(1).getFirst()).url()).endsWith("/status/200");
            assertThat(crawl.isAlive()).isTrue();
        }
    }

    @Test
    void deadline_of_an_attempt_ends_a_silent_server() throws Exception {
        try (MockServer faults = MockServer.start(ServeConfig.of(Scenario.FAULTS))) {
            String silence = "http://127.0.0.1:" + faults.port() + "/silence";

            Finished crawl = Simul.in(folder).run("crawl", "--timeout", "200ms", "--retries", "1", silence);

            assertThat(crawl.status()).isEqualTo(1);
            assertThat(crawl.records())
                    .singleElement()
                    .extracting(Line::errorKind)
                    .isEqualTo("timeout");
            assertThat(crawl.records().getFirst().json().get("attempts").asInt())
                    .isEqualTo(2);
        }
    }

    @Test
    void bodies_and_heads_without_end_are_cut_off() throws Exception {
        try (MockServer faults = MockServer.start(ServeConfig.of(Scenario.FAULTS))) {
            String[] paths = {
                "endless-body", "endless-length", "gzip-bomb", "deflate-bomb", "header-bomb", "header-endless"
            };
            Files.write(
                    folder.resolve("list.txt"),
                    List.of(paths).stream()
                            .map(path -> "http://127.0.0.1:" + faults.port() + "/" + path)
                            .toList());

            Finished crawl = Simul.in(folder).withHeap("64m").run("crawl", "list.txt");

            assertThat(crawl.status()).isEqualTo(1);
            assertThat(crawl.records())
                    .hasSize(paths.length)
                    .extracting(Line::errorKind)
                    .containsOnly("too_large");
            assertThat(crawl.records()).extracting(Line::bytes).allMatch(bytes -> bytes <= 10 << 20);
        }
    }
}
