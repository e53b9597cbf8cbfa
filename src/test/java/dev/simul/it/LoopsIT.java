package dev.simul.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.serve.MockServer;
import dev.simul.serve.Scenario;
import dev.simul.serve.ServeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --loops}: as with one loop, whatever else is asked for. {@link PolitenessIT} audits what hosts see of it. */
class LoopsIT {
    private static final int LINES = 2_000;

    @TempDir
    Path folder;

    private Path list() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            lines.add(
                    switch (i % 50) {
                        case 13 -> "no url " + i;
                        case 26 -> "https://h" + i % 90 + ".test/" + i;
                        case 39 -> "http://h1.test/the-same";
                        default -> "http://h" + i % 90 + ".test/" + i;
                    });
        }
        return Files.write(folder.resolve("list.txt"), lines);
    }

    /** What does not depend on when it was. */
    private static String facts(Line record) {
        return String.join(
                " ",
                String.valueOf(record.line()),
                record.url(),
                record.outcome(),
                String.valueOf(record.title()),
                String.valueOf(record.bytes()),
                record.json().get("redirects").toString());
    }

    private List<String> facts(String out) throws IOException {
        return Line.readAll(Files.readString(folder.resolve(out))).stream()
                .map(LoopsIT::facts)
                .toList();
    }

    private Finished crawl(String out, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("crawl", "list.txt", "--mock", "pages", "-o", out));
        arguments.addAll(List.of(options));
        return Simul.in(folder).run(arguments.toArray(String[]::new));
    }

    @Test
    void records_are_those_of_one_loop() throws Exception {
        list();
        Finished one = crawl("one.jsonl", "--dedup", "--ordered");
        List<String> expected = facts("one.jsonl");
        assertThat(expected).hasSize(LINES);
        assertThat(one.err()).contains("the loop was busy for ");

        for (int loops : new int[] {2, 3, 16}) {
            Finished several = crawl("several.jsonl", "--dedup", "--loops", "" + loops);
            assertThat(facts("several.jsonl")).as("%d loops", loops).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(several.status()).isEqualTo(one.status());
            assertThat(several.err()).contains("2,000 URLs in ", "each of the " + loops + " loops was busy for ");
        }

        crawl("ordered.jsonl", "--dedup", "--ordered", "--loops", "3", "-c", "5");
        assertThat(facts("ordered.jsonl")).isEqualTo(expected);
    }

    @Test
    void bodies_are_kept_as_with_one_loop() throws Exception {
        Files.write(
                folder.resolve("list.txt"),
                IntStream.range(0, 300)
                        .mapToObj(i -> "http://h" + i % 30 + ".test/" + i)
                        .toList());
        for (int loops = 1; loops <= 3; loops += 2) {
            String name = "" + loops;
            crawl(name + ".jsonl", "--loops", name, "--save", "saved" + name, "--warc", name + ".warc.gz");
        }

        assertThat(facts("3.jsonl")).containsExactlyInAnyOrderElementsOf(facts("1.jsonl"));
        assertThat(files("saved3")).isEqualTo(files("saved1")).hasSize(300);
        Finished replayed = Simul.in(folder)
                .run("crawl", "list.txt", "--mock", "replay:3.warc.gz", "--loops", "2", "-o", "replayed.jsonl");
        assertThat(replayed.status()).as(replayed.err()).isZero();
        assertThat(facts("replayed.jsonl")).containsExactlyInAnyOrderElementsOf(facts("1.jsonl"));
    }

    private List<String> files(String saved) throws IOException {
        Path root = folder.resolve(saved);
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file) + " " + file.toFile().length())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "3"})
    void crawl_that_is_killed_again_and_again_has_one_record_a_line_in_the_end(String loops) throws Exception {
        try (MockServer server = MockServer.start(
                ServeConfig.of(Scenario.PAGES).withLatency(Duration.ofMillis(5), Duration.ofMillis(20)))) {
            list();
            String[] arguments = {
                "crawl",
                "list.txt",
                "-o",
                "out.jsonl",
                "--resume",
                "--sync",
                "50ms",
                "-c",
                "16",
                "--insecure",
                "--loops",
                loops,
                "--resolve",
                "*:80:127.0.0.1:" + server.port(),
                "--resolve",
                "*:443:127.0.0.1:" + server.port()
            };
            KilledCrawl crawl = new KilledCrawl(folder, "out.jsonl", arguments);

            crawl.kill(8);
            Finished last = crawl.finish();

            assertThat(last.status()).as("%s: %s", crawl, last.err()).isEqualTo(1); // some are no URLs
            Finished verified = Simul.in(folder).run("verify", "list.txt", "out.jsonl");
            assertThat(verified.out()).isEqualTo("2,000 lines, 2,000 records: each line has one record\n");
        }
    }

    @Test
    void links_are_followed_to_the_same_pages() throws Exception {
        String[] several = {"crawl", "http://site.test/", "--mock", "links", "--depth", "6", "-o"};
        Simul.in(folder).run(with(several, "one.jsonl"));
        Finished crawled = Simul.in(folder).run(with(several, "out.jsonl", "--loops", "3"));

        assertThat(crawled.err()).contains("each of the 3 loops");
        List<String> one = facts("one.jsonl").stream().sorted().toList();
        assertThat(facts("out.jsonl").stream().sorted()).hasSizeGreaterThan(50).isEqualTo(one);
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("one.jsonl", "out.jsonl");
    }

    private static String[] with(String[] words, String... more) {
        return Stream.of(words, more).flatMap(Stream::of).toArray(String[]::new);
    }

    @Test
    void interrupt_ends_all_loops_with_a_record_of_everything_that_was_begun() throws Exception {
        try (MockServer server = MockServer.start(ServeConfig.of(Scenario.FAULTS))) {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < 6; i++) lines.add("http://h" + i + ".test/silence");
            lines.add("http://h6.test/status/200");
            Files.write(folder.resolve("list.txt"), lines);
            try (Running crawl = Simul.in(folder)
                    .start("crawl", "list.txt", "-", "--loops", "3", "--resolve", "*:80:127.0.0.1:" + server.port())) {
                crawl.awaitLines(1);

                crawl.signal("INT");
                crawl.awaitComplaint("once more to stop at once");
                crawl.signal("INT");

                Finished end = crawl.await();
                assertThat(end.status()).isEqualTo(130);
                assertThat(end.records())
                        .extracting(Line::outcome)
                        .startsWith("200")
                        .contains("cancelled");
            }
        }
    }

    @Test
    void what_failed_is_asked_for_once_more_by_each_loop() throws Exception {
        Files.write(
                folder.resolve("list.txt"),
                IntStream.range(0, 20)
                        .mapToObj(i -> "http://h" + i + ".test/status/500")
                        .toList());
        Finished crawled = Simul.in(folder)
                .run("crawl", "list.txt", "--mock", "faults", "--recheck", "--loops", "3", "-o", "out.jsonl");

        assertThat(crawled.status()).isEqualTo(1);
        assertThat(crawled.err()).contains("      20  failed when asked once more as well (persistent)");
        assertThat(facts("out.jsonl")).hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65", "-1"})
    void there_are_no_loops_beyond_what_makes_sense(String loops) throws Exception {
        Finished refused = Simul.in(folder).run("crawl", "http://a.test/", "--mock", "pages", "--loops", loops);

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).startsWith("simul: --loops must be 1 to 64: " + loops);
    }

    @Test
    void each_loop_needs_a_request() throws Exception {
        Finished refused = Simul.in(folder).run("crawl", "http://a.test/", "--loops", "4", "-c", "3");

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).startsWith("simul: --loops 4 needs -c 4 or more");
    }
}
