package dev.simul.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies as files, whatever ends the process. */
class SaveIT {
    private static final Pattern SAVED = Pattern.compile("\"bytes\":(\\d+),.*\"error\":null,\"saved\":\"([^\"]*)\"}$");

    @TempDir
    Path folder;

    private void list(int lines) throws IOException {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < lines; i++)
            list.append("http://h").append(i % 7).append(".test/dir/").append(i).append('\n');
        Files.writeString(folder.resolve("list.txt"), list);
    }

    /** Path and size of each file under the folder, but for what is not whole yet. */
    private Map<String, Long> files() throws IOException {
        Map<String, Long> files = new HashMap<>();
        Path saved = folder.resolve("saved");
        try (Stream<Path> all = Files.walk(saved)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = saved.relativize(file).toString();
                if (!name.startsWith(".simul-partial/")) files.put(name, Files.size(file));
            }
        }
        return files;
    }

    /** What the records say of the files. */
    private Map<String, Long> recorded(List<String> records) {
        Map<String, Long> files = new HashMap<>();
        for (String record : records) {
            Matcher saved = SAVED.matcher(record);
            assertThat(saved.find()).as(record).isTrue();
            files.put(saved.group(2), Long.parseLong(saved.group(1)));
        }
        return files;
    }

    @Test
    void crawl_that_is_killed_again_and_again_has_each_body_whole_in_the_end() throws Exception {
        list(3_000);
        String[] crawl = {
            "crawl",
            "--mock",
            "pages",
            "-c",
            "20",
            "--sync",
            "50ms",
            "--save",
            "saved",
            "--resume",
            "-o",
            "out.jsonl",
            "list.txt"
        };
        long seed = 20_261_128;
        Random random = new Random(seed);
        Path out = folder.resolve("out.jsonl");
        int cutShort = 0;
        for (int kill = 1; kill <= 8; kill++) {
            try (Running running = Simul.in(folder).startingFast().start(crawl)) {
                running.awaitSize(out, (Files.exists(out) ? Files.size(out) : 0) + 1);
                running.awaitEndFor(Duration.ofMillis(random.nextInt(100)));
                if (running.isAlive()) cutShort++;
                running.kill();
                running.await();
            }
            String text = Files.readString(out, StandardCharsets.UTF_8);
            List<String> whole =
                    text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
            assertThat(files()).as("seed %d, kill %d", seed, kill).containsAllEntriesOf(recorded(whole));
        }
        assertThat(cutShort).as("seed %d: killed before it was done", seed).isGreaterThan(3);

        Finished last = Simul.in(folder).run(crawl);

        assertThat(last.status()).as(last.err()).isZero();
        List<String> records = Files.readAllLines(out);
        assertThat(records).hasSize(3_000);
        assertThat(files()).isEqualTo(recorded(records)).hasSize(3_000);
        assertThat(folder.resolve("saved/.simul-partial")).doesNotExist();
    }

    @Test
    void disk_that_is_full_ends_the_crawl_and_what_is_there_is_whole() throws Exception {
        list(500);
        // No file may be longer than so many KiB: pages of this mock server have up to 80.
        Finished finished =
                Simul.in(folder).bash("ulimit -f 60; simul crawl --mock pages -c 4 --save saved -o out.jsonl list.txt");

        assertThat(finished.status()).as(finished.err()).isEqualTo(3);
        assertThat(finished.err()).contains("simul: cannot write saved: File too large");
        List<String> records = Files.readAllLines(folder.resolve("out.jsonl"));
        assertThat(records).hasSizeLessThan(500);
        assertThat(files()).containsAllEntriesOf(recorded(records));
        assertThat(folder.resolve("saved/.simul-partial")).doesNotExist();
    }

    @Test
    void bodies_are_what_the_server_has() throws Exception {
        Path site = Files.createDirectories(folder.resolve("site/a b"));
        byte[] bytes = new byte[2_000_000];
        new Random(1).nextBytes(bytes);
        Files.write(site.resolve("large.bin"), bytes);
        Files.writeString(folder.resolve("site/index.html"), "<title>Home</title>");
        try (Running server = Simul.in(folder).start("serve", "--files", "site")) {
            String at = server.awaitLines(1).getFirst().replaceFirst(".*(http://.*)", "$1");
            Finished finished = Simul.in(folder)
                    .run(
                            "crawl",
                            "--save",
                            "saved",
                            "--format",
                            "csv",
                            at + "/a%20b/large.bin",
                            at + "/index.html",
                            at + "/none");

            assertThat(finished.status()).as(finished.err()).isEqualTo(1);
            String host = "http/" + at.substring("http://".length()).replace(':', '_');
            assertThat(folder.resolve("saved/" + host + "/a%20b/large.bin")).hasBinaryContent(bytes);
            assertThat(finished.out()).startsWith("url,").contains(",error_message,saved\r\n");
            assertThat(finished.out()).contains("," + host + "/a%20b/large.bin\r\n");
            assertThat(files()).hasSize(2);
        }
    }

    @Test
    void what_cannot_be_is_said_before_anything_is_fetched() throws Exception {
        Files.writeString(folder.resolve("file"), "mine");

        Finished file = Simul.in(folder).run("crawl", "--mock", "pages", "--save", "file", "http://a.test/");
        Finished titles =
                Simul.in(folder).run("crawl", "--mock", "pages", "--title-only", "--save", "saved", "http://a.test/");

        assertThat(file.status()).isEqualTo(2);
        assertThat(file.err()).isEqualTo("simul: cannot write file: it is no folder\n");
        assertThat(titles.status()).isEqualTo(2);
        assertThat(titles.err()).contains("--save keeps whole bodies: --title-only does not read them");
    }
}
