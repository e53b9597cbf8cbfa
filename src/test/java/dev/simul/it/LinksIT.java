package dev.simul.it;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A crawl that follows links through a site that has all there is, and gets to each of its pages once, whatever happens to it. */
class LinksIT {
    private static final int PAGES = 1_000;

    @TempDir
    Path folder;

    private MockServer server;

    @BeforeEach
    void start() throws IOException {
        ServeConfig config = ServeConfig.of(Scenario.LINKS);
        server = MockServer.start(config.withLatency(Duration.ofMillis(2), Duration.ofMillis(10)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    /** By the rules of the site: whatever a link leads to that may be followed. */
    private List<String> allThatLinksLeadTo() {
        List<String> expected = new ArrayList<>(List.of(url("/"), url("/private/x")));
        for (int k = 0; k < PAGES; k++) {
            expected.add(url("/n/" + k));
            if (k % 7 == 3) Collections.addAll(expected, url("/r/" + k), url("/u/" + k)); // by way of /t/K
            if (k % 11 == 5) Collections.addAll(expected, url("/d/" + k), url("/c/" + k), url("/e/" + k));
            if (k % 13 == 0) expected.add(url("/gone/" + k));
            if (k % 5 == 0) expected.add(url("/quiet/" + k));
        }
        Collections.sort(expected);
        return expected;
    }

    private List<Line> records(String out) throws IOException {
        try (InputStream in = Files.newInputStream(folder.resolve(out));
                InputStream plain = out.endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return Line.readAll(new String(plain.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static List<String> urls(List<Line> records) {
        return records.stream().map(Line::url).sorted().toList();
    }

    @Test
    void every_page_that_links_lead_to_has_one_record_and_no_other_has() throws Exception {
        Finished crawled = Simul.in(folder).run("crawl", url("/"), "--depth", "99", "-o", "out.jsonl");

        List<Line> records = records("out.jsonl");
        assertThat(urls(records)).isEqualTo(allThatLinksLeadTo());
        assertThat(crawled.status()).as(crawled.err()).isEqualTo(1); // some are gone
        assertThat(records.getFirst().json().get("depth").asInt()).isZero();
        assertThat(records.getFirst().json().get("from").isNull()).isTrue();
        assertThat(records.stream().map(record -> record.json().get("depth").asInt()))
                .as("breadth first")
                .isSorted();
        assertThat(folder.toFile().list()).containsExactly("out.jsonl");
    }

    @Test
    void summary_says_how_many_were_left_out_and_why() throws Exception {
        Simul simul = Simul.in(folder).startingFast();
        Finished all = simul.run("crawl", url("/"), "--depth", "2", "-o", "out.jsonl");
        int found = records("out.jsonl").size() - 1; // two of them by the first page

        Finished few = simul.run("crawl", url("/"), "--depth", "2", "--max-urls", "3", "-o", "few.jsonl");
        Finished host = simul.run("crawl", url("/"), "--depth", "2", "--max-urls-per-host", "3", "-o", "host.jsonl");

        assertThat(all.err()).doesNotContain("left out");
        assertThat(few.err()).contains(String.format("%8d  found, but left out (--max-urls)%n", found - 2));
        assertThat(host.err()).contains(String.format("%8d  found, but left out (--max-urls-per-host)%n", found - 2));
    }

    @Test
    void same_pages_are_within_reach_every_time() throws Exception {
        List<String> first = null;
        for (int concurrency : new int[] {1, 16, 100}) {
            Simul simul = Simul.in(folder).startingFast();
            simul.run("crawl", url("/"), "--depth", "6", "--per-host", "0", "-c", "" + concurrency, "-o", "out.jsonl");
            List<String> found = urls(records("out.jsonl"));
            if (first == null) first = found;
            assertThat(found).as("-c %d", concurrency).isEqualTo(first).hasSizeBetween(50, 1_500);
        }
    }

    @Test
    void sitemaps_name_what_is_fetched_and_those_that_cannot_be_had_are_told() throws Exception {
        String sitemap = url("/sitemap.xml");
        Finished whole = Simul.in(folder).run("crawl", "--sitemap", sitemap, "-o", "out.jsonl");

        List<Line> records = records("out.jsonl");
        assertThat(whole.status()).as(whole.err()).isZero();
        assertThat(urls(records))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 200).mapToObj(k -> url("/s/" + k)).toList());
        assertThat(records.getFirst().json().get("from").asString()).startsWith(url("/sitemap-"));

        Finished broken = Simul.in(folder)
                .run("crawl", "-q", "--sitemap", url("/nope.xml"), "--sitemap", sitemap, "-o", "again.jsonl");

        assertThat(broken.status()).isEqualTo(3);
        assertThat(broken.err()).startsWith("simul: sitemap " + url("/nope.xml") + " cannot be read to its end: ");
        assertThat(records("again.jsonl")).hasSize(200);
    }

    @Test
    void crawl_goes_on_with_what_it_was_begun_with_and_with_nothing_else() throws Exception {
        String[] crawl = {"crawl", url("/"), "--depth", "3", "-q", "-o", "out.jsonl", "--resume"};
        try (Running running = Simul.in(folder).startingFast().start(crawl)) {
            running.awaitSize(folder.resolve("out.jsonl"), 1);
            running.kill();
            running.await();
        }
        byte[] before = Files.readAllBytes(folder.resolve("out.jsonl"));

        Finished other = Simul.in(folder).run("crawl", url("/"), "--depth", "4", "-o", "out.jsonl", "--resume");

        assertThat(other.status()).isEqualTo(2);
        assertThat(other.err())
                .isEqualTo("simul: the crawl was begun with another --depth: 3 and not 4 (out.jsonl.frontier)\n");
        assertThat(folder.resolve("out.jsonl")).hasBinaryContent(before);
        Files.delete(folder.resolve("out.jsonl.frontier"));
        Finished lost = Simul.in(folder).run(crawl);
        assertThat(lost.status()).isEqualTo(2);
        assertThat(lost.err()).startsWith("simul: out.jsonl.frontier is not there: ");
    }

    @Test
    void crawl_that_was_killed_before_its_first_record_begins_anew() throws Exception {
        String[] crawl = {"crawl", url("/"), "--depth", "1", "-q", "-o", "out.csv", "--resume"};
        int status = Simul.in(folder).run(crawl).status();
        List<String> whole = Files.readAllLines(folder.resolve("out.csv"));
        for (boolean isBegun : new boolean[] {false, true}) {
            Files.writeString(folder.resolve("out.csv"), whole.getFirst() + "\r\n");
            if (isBegun) Files.createFile(folder.resolve("out.csv.frontier"));

            Finished again = Simul.in(folder).run(crawl);

            assertThat(again.status()).as(again.err()).isEqualTo(status);
            assertThat(Files.readAllLines(folder.resolve("out.csv"))).hasSameSizeAs(whole);
        }
    }

    @ParameterizedTest
    @CsvSource({"out.jsonl, 20", "out.csv.gz, 20"})
    void crawl_that_is_killed_again_and_again_has_one_record_of_each_url_in_the_end(String out, int kills)
            throws Exception {
        String[] arguments = {
            "crawl", url("/"), "--depth", "99", "-c", "4", "--per-host", "0", "--sync", "50ms", "--resume", "-o", out
        };
        KilledCrawl crawl = new KilledCrawl(folder, out, arguments);

        crawl.kill(kills);
        Finished last = crawl.finish();

        assertThat(last.status()).as("%s: %s", crawl, last.err()).isEqualTo(1); // some are gone
        Finished verified = Simul.in(folder).run("verify", url("/"), out);
        assertThat(verified.status()).as("%s: %s", crawl, verified.out()).isZero();
        int count = allThatLinksLeadTo().size();
        assertThat(verified.out())
                .isEqualTo(String.format(
                        "1 lines, %,d records, %,d of them of URLs that were found: each line has one record%n",
                        count, count - 1));
        if (out.equals("out.jsonl")) assertThat(urls(records(out))).isEqualTo(allThatLinksLeadTo());
        assertThat(folder.toFile().list()).containsExactly(out);
    }
}
