package dev.simul.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.serve.MockServer;
import dev.simul.serve.RequestLog;
import dev.simul.serve.Scenario;
import dev.simul.serve.ServeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final Pattern BEGAN = Pattern.compile(
            "\"event\":\"began\",\"at_us\":(\\d+),\"late_us\":(\\d+),\"id\":(\\d+),\"connection\":\\d+,\"host\":\"([^\"]*)\"");
    private static final Pattern ENDED = Pattern.compile(
            "\"event\":\"ended\",\"at_us\":(\\d+),\"id\":(\\d+),\"status\":(\\d+),\"retry_after\":\"([^\"]*)\"");
    private static final long SECOND_MICROS = 1_000_000;

    @TempDir
    Path folder;

    /** One request as the server saw it, times in microseconds. */
    private record Seen(String host, long began, long late, long ended, boolean wantsPause) {}

    private static List<Seen> read(Path log) throws IOException {
        Map<Long, Matcher> begun = new HashMap<>();
        Map<String, Integer> answered = new HashMap<>();
        List<Seen> all = new ArrayList<>();
        try (Stream<String> lines = Files.lines(log)) {
            for (String line : (Iterable<String>) lines::iterator) {
                Matcher began = BEGAN.matcher(line);
                Matcher ended = ENDED.matcher(line);
                if (began.find()) {
                    begun.put(Long.parseLong(began.group(3)), began);
                } else if (ended.find()) {
                    Matcher request = requireNonNull(begun.remove(Long.parseLong(ended.group(2))));
                    String host = request.group(4);
                    boolean isRobots = !answered.containsKey(host);
                    int count = answered.merge(host, 1, Integer::sum) - 1; // the first is for robots.txt
                    boolean quotaIsUp = !isRobots && label(host, "quota") > 0 && count % label(host, "quota") == 0;
                    all.add(new Seen(
                            host,
                            Long.parseLong(request.group(1)),
                            Long.parseLong(request.group(2)),
                            Long.parseLong(ended.group(1)),
                            quotaIsUp || ended.group(4).equals("1")));
                } else {
                    throw new AssertionError("not of a request log: " + line);
                }
            }
        }
        assertThat(begun).as("requests without an end").isEmpty();
        return all;
    }

    private static int label(String host, String name) {
        Matcher label = Pattern.compile("(?:^|\\.)" + name + "-(\\d+)\\.").matcher(host);
        return label.find() ? Integer.parseInt(label.group(1)) : 0;
    }

    private static Map<String, List<Seen>> byHost(List<Seen> all) {
        Map<String, List<Seen>> hosts = new HashMap<>();
        for (Seen each : all)
            hosts.computeIfAbsent(each.host(), host -> new ArrayList<>()).add(each);
        for (List<Seen> each : hosts.values()) each.sort((a, b) -> Long.compare(a.began(), b.began()));
        return hosts;
    }

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
        return read(log);
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
        Map<String, List<Seen>> hosts = byHost(all);
        assertThat(hosts).hasSize(10_000);
        for (Map.Entry<String, List<Seen>> host : hosts.entrySet()) {
            long delay = 1_000 * Math.max(delayMillis, label(host.getKey(), "delay"));
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
        for (List<Seen> seen : byHost(all).values()) most = Math.max(most, mostAtOnce(seen));
        assertThat(most).as("there was something to see, and no more").isBetween(2, 3);
    }

    @Test
    void host_that_all_others_redirect_to_is_asked_no_more_by_three_loops_than_by_one() throws Exception {
        ServeConfig slow = ServeConfig.of(Scenario.FAULTS).withLatency(Duration.ofMillis(10), Duration.ofMillis(30));
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < 300; i++) urls.add("http://h" + i + ".test/redirect-cookie");

        List<Seen> all = crawl(slow, urls, "-c", "60", "--per-host", "2", "--loops", "3");

        List<Seen> there = requireNonNull(byHost(all).get("elsewhere.test"));
        assertThat(there).as("robots.txt as well").hasSize(301);
        assertThat(mostAtOnce(there)).isEqualTo(2);
    }

    private static int mostAtOnce(List<Seen> seen) {
        long most = 0;
        for (Seen each : seen) {
            long atOnce = seen.stream()
                    .filter(other -> other.began() <= each.began() && other.ended() > each.began())
                    .count();
            most = Math.max(most, atOnce);
        }
        return (int) most;
    }
}
