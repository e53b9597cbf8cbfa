package dev.simul.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.simul.archive.WarcEnd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The web recorded once, and crawled again from the recording, by processes. */
class WarcIT {
    private static final Pattern PORT = Pattern.compile("listening on http://127\\.0\\.0\\.1:(\\d+)");

    @TempDir
    Path folder;

    private static int port(Running server) throws InterruptedException {
        Matcher line = PORT.matcher(server.awaitLines(1).getFirst());
        assertThat(line.find()).isTrue();
        return Integer.parseInt(line.group(1));
    }

    /** Without what differs each time: where and when. */
    private List<String> records(String out) throws Exception {
        return Files.readAllLines(folder.resolve(out)).stream()
                .map(line -> line.replaceAll(
                        "\"(remote|fetched_at|elapsed_ms|protocol)\":(\"[^\"]*\"|[0-9.]+)|\"timing\":\\{[^}]*}", ""))
                .toList();
    }

    @Test
    void what_serve_replays_makes_the_same_records() throws Exception {
        String list =
                "http://www.bbc.co.uk/\nhttp://www.cnn.com/\nhttps://www.foxnews.com/a?b\nhttp://europe.wsj.com/\n";
        Files.writeString(folder.resolve("list.txt"), list);
        Finished live = Simul.in(folder)
                .run("crawl", "--mock", "news", "--ordered", "--warc", "a.warc.gz", "-o", "live.jsonl", "list.txt");
        assertThat(live.status()).as(live.err()).isEqualTo(1); // one is refused

        try (Running server = Simul.in(folder).start("serve", "--replay", "a.warc.gz", "--latency", "0s")) {
            int port = port(server);
            for (String again : List.of("again.jsonl", "once-more.jsonl")) {
                Finished replayed = Simul.in(folder)
                        .run(
                                "crawl",
                                "--resolve",
                                "*:80:127.0.0.1:" + port,
                                "--resolve",
                                "*:443:127.0.0.1:" + port,
                                "--insecure",
                                "--ordered",
                                "-o",
                                again,
                                "list.txt");
                assertThat(replayed.status()).as(replayed.err()).isEqualTo(1);
                assertThat(records(again)).isEqualTo(records("live.jsonl"));
            }
        }
    }

    @Test
    void full_disk_is_said_before_anything_is_fetched() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "a device that is always full");
        Files.createSymbolicLink(folder.resolve("full.warc.gz"), full);

        Finished finished =
                Simul.in(folder).run("crawl", "--mock", "pages", "--warc", "full.warc.gz", "http://a.test/");

        assertThat(finished.status()).as(finished.err()).isEqualTo(2);
        assertThat(finished.err()).startsWith("simul: cannot write full.warc.gz: ");
    }

    @Test
    void name_that_cannot_be_costs_nothing_of_what_was_kept_before() throws Exception {
        for (String warc : List.of("no.warc", "nowhere/a.warc.gz", ".")) {
            Files.writeString(folder.resolve("out.jsonl"), "kept\n");
            Finished finished = Simul.in(folder)
                    .run("crawl", "--mock", "pages", "--warc", warc, "-o", "out.jsonl", "http://a.test/");
            assertThat(finished.status()).as(finished.err()).isEqualTo(2);
            assertThat(folder.resolve("out.jsonl")).hasContent("kept\n");
        }
    }

    @Test
    void disk_that_fills_up_ends_the_crawl_with_whole_records() throws Exception {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < 2_000; i++) list.append("http://a.test/").append(i).append('\n');
        Files.writeString(folder.resolve("list.txt"), list);

        Finished finished = Simul.in(folder)
                .bash("ulimit -f 8000; simul crawl --mock pages --warc a.warc.gz -o out.jsonl list.txt");

        assertThat(finished.status()).as(finished.err()).isEqualTo(3);
        assertThat(finished.err()).contains("simul: cannot write a.warc.gz: ");
        Path warc = folder.resolve("a.warc.gz");
        assertThat(WarcEnd.of(warc)).isEqualTo(Files.size(warc)).isGreaterThan(100_000);
        List<String> kept = Files.readAllLines(folder.resolve("out.jsonl"));
        assertThat(kept).hasSizeBetween(1, 1_999);
        Files.write(folder.resolve("kept.txt"), kept.stream().map(WarcIT::url).toList());
        Finished again = Simul.in(folder).run("crawl", "--mock", "replay:a.warc.gz", "-o", "again.jsonl", "kept.txt");
        assertThat(again.status())
                .as("each record has its body: " + again.err())
                .isZero();
    }

    private static String url(String record) {
        return record.replaceFirst("^\\{\"url\":\"([^\"]*)\".*", "$1");
    }
}
