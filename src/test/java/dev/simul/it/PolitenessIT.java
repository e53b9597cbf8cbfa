package dev.simul.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.serve.MockServer;
import dev.simul.serve.RequestLog;
import dev.simul.serve.Scenario;
import dev.simul.serve.ServeConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Audits the program from the mock server's own log: never more than so many requests to one host at once, never closer than the delay
 * that was given or that the host asks for, none while a host has asked to be left alone.
 *
 * <p>Of a server that is busy the log knows how late it saw a request at most. What it saw too late by that much may have come in time.
 */
class PolitenessIT {
    private static final long SECOND_MICROS = 1_000_000;

    @TempDir
    Path folder;

    /** Hosts with random wishes, so many lines of each, in random order. */
    private static List<String> list(int hosts, int linesEach, Random random) {
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < hosts; i++) {
            String host = "h" + i + ".test";
            if (random.nextInt(3) == 0) host = "delay-" + (50 + random.nextInt(250)) + "." + host;
            if (random.nextInt(3) == 0) host = "busy-" + (2 + random.nextInt(3)) + "." + host;
            if (random.nextInt(3) == 0) host = "quota-" + (1 + random.nextInt(3)) + "." + host;
            for (int line = 0; line < linesEach; line++) urls.add("http://" + host + "/" + line);
        }
        Collections.shuffle(urls, random);
        return urls;
    }

    private List<Seen> crawl(ServeConfig served, List<String> urls, String... options) throws Exception {
        Path source = Files.write(folder.resolve("urls.txt"), urls);
        Path log = folder.resolve("requests.jsonl");
        Finished crawl;
        try (RequestLog opened = RequestLog.open(log);
                MockServer server = MockServer.start(served, opened)) {
            List<String> arguments = new ArrayList<>(List.of("crawl", source.toString(), "-q", "--robots"));
            arguments.addAll(List.of("--retries", "3", "--accept", "200,429", "-o", "out.jsonl"));
            arguments.addAll(List.of("--resolve", "*:80:127.0.0.1:" + server.port()));
            arguments.addAll(List.of(options));
            crawl = Simul.in(folder).run(arguments.toArray(String[]::new));
        }
        assertThat(crawl.status()).as(crawl.err()).isZero();
        try (Stream<String> records = Files.lines(folder.resolve("out.jsonl"))) {
            assertThat(records.count()).isEqualTo(urls.size());
        }
        return Seen.read(log);
    }

    @Test
    void ten_thousand_hosts_with_random_wishes_are_asked_as_they_wish() throws Exception {
        long delayMillis = 60;
        List<Seen> all = crawl(
                ServeConfig.of(Scenario.POLITE),
                list(10_000, 3, new Random(11)),
                "-c",
                "500",
                "--per-host",
                "1",
                "--delay",
                delayMillis + "ms");

        assertThat(all).as("how late the server was, it knows from the kernel").allMatch(seen -> seen.late() >= 0);
        int pauses = 0;
        int spaced = 0;
        Map<String, List<Seen>> hosts = Seen.byHost(all);
        assertThat(hosts).hasSize(10_000);
        for (Map.Entry<String, List<Seen>> host : hosts.entrySet()) {
            long delay = 1_000 * Math.max(delayMillis, Seen.label(host.getKey(), "delay"));
            List<Seen> seen = host.getValue();
            for (int i = 1; i < seen.size(); i++) {
                Seen before = seen.get(i - 1);
                Seen next = seen.get(i);
                assertThat(next.began()).as("more than one at once: %s", seen).isGreaterThanOrEqualTo(before.ended());
                assertThat(next.began() - before.began() + before.late())
                        .as("too close: %s", seen)
                        .isGreaterThanOrEqualTo(delay);
                if (delay > 1_000 * delayMillis) spaced++;
                if (!before.wantsPause()) continue;
                pauses++;
                assertThat(next.began() - before.ended())
                        .as("in its pause: %s", seen)
                        .isGreaterThanOrEqualTo(SECOND_MICROS);
            }
        }
        assertThat(pauses).as("there was something to see").isGreaterThan(5_000);
        assertThat(spaced).as("there was something to see").isGreaterThan(5_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "3"})
    void so_many_are_in_flight_to_one_host_and_never_more(String loops) throws Exception {
        ServeConfig slow = ServeConfig.of(Scenario.POLITE).withLatency(Duration.ofMillis(30), Duration.ofMillis(60));
        List<String> urls = list(200, 20, new Random(12));
        List<Seen> all = crawl(slow, urls, "-c", "300", "--per-host", "3", "--loops", loops);

        int most = 0;
        for (List<Seen> seen : Seen.byHost(all).values()) most = Math.max(most, Seen.mostAtOnce(seen));
        assertThat(most).as("there was something to see, and no more").isBetween(2, 3);
    }

    @Test
    void host_that_all_others_redirect_to_is_asked_no_more_by_three_loops_than_by_one() throws Exception {
        ServeConfig slow = ServeConfig.of(Scenario.FAULTS).withLatency(Duration.ofMillis(10), Duration.ofMillis(30));
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < 300; i++) urls.add("http://h" + i + ".test/redirect-cookie");

        List<Seen> all = crawl(slow, urls, "-c", "60", "--per-host", "2", "--loops", "3");

        List<Seen> there = requireNonNull(Seen.byHost(all).get("elsewhere.test"));
        assertThat(there).as("robots.txt as well").hasSize(301);
        assertThat(Seen.mostAtOnce(there)).isEqualTo(2);
    }
}
