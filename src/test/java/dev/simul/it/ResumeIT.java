package dev.simul.it;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.simul.serve.MockServer;
import dev.simul.serve.Scenario;
import dev.simul.serve.ServeConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A crawl that outlives its process: whatever ends it, in the end there is one record a line. */
class ResumeIT {
    private static final int LINES = 4_000;
    private static final int KILLS = 20;
    private static final String[] OPTIONS = {"crawl", "--per-host", "0", "-c", "32", "--sync", "50ms", "--resume"};

    @TempDir
    Path folder;

    private MockServer server;
    /** What there has to be a record of: the number of the line and the URL. */
    private final List<String> expected = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        Duration least = Duration.ofMillis(5);
        server = MockServer.start(ServeConfig.of(Scenario.PAGES).withLatency(least, Duration.ofMillis(20)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    /** With lines that are hard to write and to read back; the second list begins as the first does. */
    private List<String> writeLists() throws IOException {
        StringBuilder list = new StringBuilder("\uFEFF");
        for (int line = 1; line <= LINES; line++) {
            String text = switch (line % 50) {
                case 7 -> url("/\"quoted\",and,commas\\" + line);
                case 17 -> url("/\u20AC\uD83D\uDE00" + line);
                case 27 -> "http://not a host/" + line;
                case 37 -> "# comment";
                case 47 -> url("/the-same");
                default -> url("/" + line);
            };
            if (!text.startsWith("#")) expected.add(line + " " + text);
            list.append(text).append('\n');
        }
        Files.writeString(folder.resolve("list.txt"), list);
        String again = url("/1") + "\n" + "http://a.test/%s\n" + url("/3");
        byte[] bytes = again.getBytes(StandardCharsets.UTF_8);
        bytes[again.indexOf('%')] = (byte) 0xFF;
        Files.write(folder.resolve("again.txt"), bytes);
        Collections.addAll(expected, "1 " + url("/1"), "2 http://a.test/\uFFFDs", "3 " + url("/3"));
        Collections.addAll(expected, "0 " + url("/given"), "0 " + url("/given"));
        Collections.sort(expected);
        return List.of("list.txt", "again.txt", url("/given"), url("/given"));
    }

    private static String[] words(String[] first, List<String> more, String... last) {
        List<String> words = new ArrayList<>(List.of(first));
        words.addAll(more);
        Collections.addAll(words, last);
        return words.toArray(String[]::new);
    }

    @ParameterizedTest
    @ValueSource(strings = {"out.jsonl", "out.csv", "out.jsonl.gz", "out.csv.gz"})
    void crawl_that_is_killed_again_and_again_has_one_record_a_line_in_the_end(String out) throws Exception {
        List<String> sources = writeLists();
        KilledCrawl crawl = new KilledCrawl(folder, out, words(OPTIONS, sources, "-o", out));

        crawl.kill(KILLS);
        Finished last = crawl.finish();

        assertThat(last.status()).as("%s: %s", crawl, last.err()).isEqualTo(1); // some are no URLs
        assertThat(read(out)).as("%s", crawl).isEqualTo(expected);
        Finished verified = Simul.in(folder).run(words(new String[] {"verify"}, sources, out));
        assertThat(verified.status()).as("%s: %s", crawl, verified.out()).isZero();
        String count = String.format(Locale.ROOT, "%,d", expected.size());
        assertThat(verified.out()).isEqualTo(count + " lines, " + count + " records: each line has one record\n");
    }

    /** Line and URL of each record, in their order as text; read by libraries that the program does not use. */
    private List<String> read(String out) throws IOException {
        String content;
        try (InputStream in = Files.newInputStream(folder.resolve(out));
                InputStream plain = out.endsWith(".gz") ? new GZIPInputStream(in) : in) {
            content = new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<String> found = new ArrayList<>();
        if (out.startsWith("out.csv")) {
            try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(content)) {
                for (NamedCsvRecord row : rows) {
                    String line = row.getField("line");
                    found.add((line.isEmpty() ? "0" : line) + " " + row.getField("url"));
                }
            }
        } else {
            for (Line record : Line.readAll(content)) {
                found.add(record.json().get("line").asInt(0) + " " + record.url());
            }
        }
        Collections.sort(found);
        return found;
    }

    private void writeSmallList() throws IOException {
        Files.writeString(folder.resolve("small.txt"), url("/1") + "\n" + url("/2") + "\n" + url("/3") + "\n");
    }

    @Test
    void verify_tells_what_is_missing_and_what_is_double() throws Exception {
        writeSmallList();
        Simul.in(folder).run("crawl", "--ordered", "-q", "small.txt", "-o", "out.jsonl");
        List<String> records = Files.readAllLines(folder.resolve("out.jsonl"));
        Files.write(folder.resolve("out.jsonl"), List.of(records.get(0), records.get(2), records.get(0)));

        Finished verified = Simul.in(folder).run("verify", "small.txt", "out.jsonl");

        assertThat(verified.status()).isEqualTo(1);
        assertThat(verified.outLines())
                .containsExactly(
                        "no record: small.txt line 2: " + url("/2"),
                        "more than one record: " + url("/1") + " of line 1, in the lines 1, 3",
                        "3 lines, 3 records; no record: 1; too many records: 1; no line: 0");
        assertThat(Simul.in(folder).run("verify", "small.txt", "nothere.jsonl").status())
                .isEqualTo(2);
    }

    @Test
    void interrupted_crawl_leaves_what_it_cut_off_to_the_next_one() throws Exception {
        try (MockServer faults = MockServer.start(ServeConfig.of(Scenario.FAULTS))) {
            String silent = "http://127.0.0.1:" + faults.port() + "/silence";
            Files.writeString(folder.resolve("list.txt"), silent + "\n" + url("/2") + "\n");
            try (Running crawl = Simul.in(folder).start("crawl", "list.txt", url("/3"), "-o", "out.csv")) {
                crawl.awaitSize(folder.resolve("out.csv"), 200); // more than the header
                crawl.signal("TERM");
                crawl.awaitComplaint("once more");
                crawl.signal("TERM");
                assertThat(crawl.await().status()).isEqualTo(130);
            }
            assertThat(read("out.csv")).isSubsetOf("2 " + url("/2"), "0 " + url("/3"));
            String[] again = {"crawl", "list.txt", url("/3"), "-o", "out.csv", "--resume"};

            Finished resumed = Simul.in(folder).run(words(again, List.of("--timeout", "1s", "--retries", "0")));

            assertThat(resumed.status()).isEqualTo(1);
            assertThat(read("out.csv")).containsExactly("0 " + url("/3"), "1 " + silent, "2 " + url("/2"));
        }
    }

    @Test
    void sources_that_have_changed_are_refused_and_the_file_is_left_alone() throws Exception {
        writeSmallList();
        String[] crawl = {"crawl", "-q", "small.txt", "-o", "out.jsonl", "--resume"};
        assertThat(Simul.in(folder).run(crawl).status()).isZero();
        byte[] before = Files.readAllBytes(folder.resolve("out.jsonl"));
        Files.writeString(folder.resolve("small.txt"), url("/1") + "\n" + url("/new") + "\n" + url("/2") + "\n");

        Finished changed = Simul.in(folder).run(crawl);
        Finished otherOptions = Simul.in(folder).run(words(crawl, List.of("--links")));

        assertThat(changed.status()).isEqualTo(2);
        assertThat(changed.errLines())
                .singleElement()
                .asString()
                .startsWith("simul: cannot resume out.jsonl: small.txt has changed since: line 2 was " + url("/2"))
                .endsWith(", and is now " + url("/new"));
        assertThat(otherOptions.status()).isEqualTo(2);
        assertThat(otherOptions.err())
                .isEqualTo("simul: out.jsonl: line 1 is not a record that these options write in jsonl\n");
        assertThat(folder.resolve("out.jsonl")).hasBinaryContent(before);
    }

    @Test
    void standard_input_is_matched_as_it_comes() throws Exception {
        String list = "printf '%s\\n' " + url("/1") + " " + url("/2") + " ";
        String crawl = " | simul crawl - -o out.jsonl --resume";
        assertThat(Simul.in(folder).bash(list + crawl + " -q").status()).isZero();

        Finished more = Simul.in(folder).bash(list + url("/3") + crawl);
        Finished other = Simul.in(folder).bash("echo " + url("/1") + crawl);

        assertThat(more.status()).isZero();
        assertThat(more.err()).startsWith("1 URL in ").endsWith("       2  done already\n");
        assertThat(read("out.jsonl")).containsExactly("1 " + url("/1"), "2 " + url("/2"), "3 " + url("/3"));
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.err())
                .contains("the sources have changed since: 2 of the records of before have no line any more");
    }
}
