package dev.simul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A crawl that is recorded, and then made again of what was recorded. */
@Timeout(120)
class ReplayTest {
    /** What is the same each time, of a record. */
    private static final List<String> SAME = List.of(
            "url",
            "line",
            "final_url",
            "status",
            "title",
            "content_type",
            "charset",
            "bytes",
            "wire_bytes",
            "redirects",
            "attempts");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int simul(String... args) {
        Console console = new Console(
                new ByteArrayInputStream(new byte[0]),
                new ByteArrayOutputStream(),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                Map.of());
        return new SimulCommand(console).run(args);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private int crawl(String mock, String out, List<String> urls, String... more) {
        List<String> args = new ArrayList<>(List.of("crawl", "-q", "--ordered", "--mock", mock, "-o", path(out)));
        args.addAll(Arrays.asList(more));
        args.addAll(urls);
        return simul(args.toArray(String[]::new));
    }

    private List<String> same(String out) throws IOException {
        JsonMapper json = new JsonMapper();
        List<String> records = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(out))) {
            JsonNode record = json.readTree(line);
            StringBuilder text = new StringBuilder();
            for (String key : SAME) text.append(record.get(key)).append(' ');
            records.add(text.append(record.at("/error/kind").asString("-")).toString());
        }
        return records;
    }

    private void assertThatReplayIsTheSame(String mock, List<String> urls, String... more) throws IOException {
        crawl(mock, "live.jsonl", urls, words(more, "--warc", path("a.warc.gz")));
        crawl("replay:" + path("a.warc.gz"), "again.jsonl", urls, more);

        assertThat(same("live.jsonl")).hasSameSizeAs(urls);
        assertThat(same("again.jsonl")).isEqualTo(same("live.jsonl"));
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private static String[] words(String[] first, String... last) {
        List<String> words = new ArrayList<>(List.of(first));
        words.addAll(List.of(last));
        return words.toArray(String[]::new);
    }

    @Test
    void pages_redirects_and_refusals_come_again() throws IOException {
        assertThatReplayIsTheSame(
                "news",
                List.of(
                        "http://www.bbc.co.uk/",
                        "https://www.cnn.com/world?a=b%20c",
                        "http://www.foxnews.com:8080/",
                        "http://europe.wsj.com/",
                        "http://nowhere.test/"),
                "--retries",
                "0");
        assertThat(same("live.jsonl").getFirst()).contains("[\"http://www.bbc.co.uk/\"]");
    }

    @Test
    void pages_come_again_by_http2_as_well() throws IOException {
        assertThatReplayIsTheSame(
                "pages", List.of("http://a.test/1", "https://b.test/2", "http://a.test/3"), "--http2");
        assertThat(Files.readString(folder.resolve("again.jsonl"))).contains("\"protocol\":\"h2\"");
    }

    @Test
    void attempts_and_what_broke_off_come_again() throws IOException {
        assertThatReplayIsTheSame(
                "faults",
                List.of(
                        "http://faults.test/flaky/2",
                        "http://faults.test/redirect-loop",
                        "http://faults.test/redirect-unicode/",
                        "http://faults.test/status/404",
                        "http://faults.test/gzip-truncated",
                        "http://faults.test/truncated"),
                "--retries",
                "2");
    }

    @Test
    void robots_txt_is_kept_as_well() throws IOException {
        assertThatReplayIsTheSame("pages", List.of("http://a.test/1", "http://a.test/2"), "--robots");
    }

    @Test
    void what_was_not_recorded_is_not_found() throws IOException {
        crawl("pages", "live.jsonl", List.of("http://a.test/1"), "--warc", path("a.warc.gz"));

        int status = crawl("replay:" + path("a.warc.gz"), "again.jsonl", List.of("http://a.test/2"));

        assertThat(status).isEqualTo(ExitStatus.SOME_FAILED);
        assertThat(Files.readString(folder.resolve("again.jsonl"))).contains("\"status\":404", "Not recorded");
    }

    @Test
    void what_is_no_warc_file_is_refused() throws IOException {
        Files.writeString(folder.resolve("no.warc.gz"), "hello");

        assertThat(crawl("replay:" + path("no.warc.gz"), "x", List.of("http://a.test/")))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(crawl("replay:" + path("none"), "x", List.of("http://a.test/")))
                .isEqualTo(ExitStatus.USAGE);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("no.warc.gz is no WARC file, from byte 0 on", "there is no file");
    }

    @Test
    void a_crawl_that_is_resumed_goes_on_in_the_file() throws IOException {
        String warc = path("a.warc.gz");
        crawl("pages", "live.jsonl", List.of("http://a.test/1"), "--warc", warc);
        byte[] whole = Files.readAllBytes(Path.of(warc));
        Files.write(Path.of(warc), Arrays.copyOf(whole, whole.length - 3)); // the last record is torn

        crawl("pages", "live.jsonl", List.of("http://a.test/1", "http://a.test/2"), "--warc", warc, "--resume");
        crawl("replay:" + warc, "again.jsonl", List.of("http://a.test/1", "http://a.test/2"));

        assertThat(same("again.jsonl")).isEqualTo(same("live.jsonl"));
    }

    @Test
    void a_file_that_cannot_be_written_stops_the_crawl() {
        assertThat(simul("crawl", "-q", "--mock", "pages", "--warc", path("none/a.warc.gz"), "http://a.test/"))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("cannot write");
    }
}
