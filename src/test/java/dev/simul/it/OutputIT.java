package dev.simul.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.simul.serve.MockServer;
import dev.simul.serve.Scenario;
import dev.simul.serve.ServeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the records go, and what becomes of a crawl when they cannot. */
class OutputIT {
    private static final int PAGES = 2_000;
    private static final Path FULL = Path.of("/dev/full");

    private static MockServer server;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws IOException {
        server = MockServer.start(ServeConfig.of(Scenario.FAULTS));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void writeList() throws IOException {
        Files.write(
                folder.resolve("list.txt"),
                IntStream.range(0, PAGES).mapToObj(i -> url("/status/200?" + i)).toList());
    }

    private static String url(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    @Test
    void reader_that_goes_away_ends_the_crawl_quietly() throws Exception {
        Finished pipe = Simul.in(folder).bash("simul crawl list.txt | head -n 1; exit ${PIPESTATUS[0]}");

        assertThat(pipe.status()).isZero();
        assertThat(pipe.err()).isEmpty();
        assertThat(pipe.records()).singleElement().extracting(Line::status).isEqualTo(200);
    }

    @Test
    void reader_that_was_never_there_ends_the_crawl_quietly() throws Exception {
        Finished pipe = Simul.in(folder).bash("simul crawl list.txt | true; exit ${PIPESTATUS[0]}");

        assertThat(pipe.status()).isZero();
        assertThat(pipe.err()).isEmpty();
    }

    @Test
    void reader_of_the_help_that_goes_away_is_nothing_to_complain_about() throws Exception {
        Finished pipe = Simul.in(folder).bash("simul crawl --help | true; exit ${PIPESTATUS[0]}");

        assertThat(pipe.status()).isZero();
        assertThat(pipe.err()).isEmpty();
    }

    @Test
    void full_disk_ends_the_crawl_with_one_line() throws Exception {
        assumeTrue(Files.exists(FULL), "a device that is always full");

        Finished crawl = Simul.in(folder).run("crawl", "-o", FULL.toString(), "list.txt");

        assertThat(crawl.status()).isEqualTo(3);
        assertThat(crawl.out()).isEmpty();
        assertThat(crawl.errLines())
                .singleElement()
                .asString()
                .startsWith("simul: cannot write /dev/full: ")
                .containsIgnoringCase("no space left");
    }

    @Test
    void full_disk_under_standard_output_ends_the_crawl_with_one_line() throws Exception {
        assumeTrue(Files.exists(FULL), "a device that is always full");

        Finished crawl = Simul.in(folder).bash("simul crawl list.txt > /dev/full");

        assertThat(crawl.status()).isEqualTo(3);
        assertThat(crawl.errLines()).singleElement().asString().startsWith("simul: cannot write standard output: ");
    }

    @Test
    void missing_folder_is_told_before_anything_is_fetched() throws Exception {
        long answered = server.stats().answered();

        Finished crawl = Simul.in(folder).run("crawl", "-o", "missing/out.jsonl", "list.txt");

        assertThat(crawl.status()).isEqualTo(2);
        assertThat(crawl.err()).isEqualTo("simul: cannot write missing/out.jsonl: there is no directory missing\n");
        assertThat(server.stats().answered()).isEqualTo(answered);
    }

    @Test
    void list_is_never_overwritten_by_its_own_records() throws Exception {
        String before = Files.readString(folder.resolve("list.txt"));
        Files.createSymbolicLink(folder.resolve("link.txt"), Path.of("list.txt"));

        for (String same : List.of("list.txt", "./list.txt", "link.txt")) {
            Finished crawl = Simul.in(folder).run("crawl", "list.txt", "-o", same);

            assertThat(crawl.status()).as(same).isEqualTo(2);
            assertThat(crawl.err()).isEqualTo("simul: cannot write " + same + ": it is read as a source\n");
            assertThat(folder.resolve("list.txt")).hasContent(before);
        }
    }

    @Test
    void file_tells_the_form_by_its_ending_and_standard_output_stays_empty() throws Exception {
        Finished crawl = Simul.in(folder).run("crawl", url("/"), "-o", "out.txt");

        assertThat(crawl.status()).isZero();
        assertThat(crawl.out()).isEmpty();
        assertThat(folder.resolve("out.txt")).content().startsWith("200 ").endsWith("\"What can go wrong\"\n");
    }

    @Test
    void text_hands_no_command_of_a_page_to_the_terminal() throws Exception {
        Finished crawl = Simul.in(folder)
                .run("crawl", "--format", "text", url("/title-escapes"), url("/title-bidi"), url("/header-escapes"));

        assertThat(crawl.outLines()).hasSize(3);
        assertThat(crawl.out()).contains("\\x1b[2J\\x1b[31mred\\x07\\x08", "abc\\u202egnp.exe");
        assertThat(crawl.out().chars().filter(c -> c != '\n')).allMatch(OutputIT::isHarmless);
        assertThat(crawl.err().chars().filter(c -> c != '\n')).allMatch(OutputIT::isHarmless);
    }

    @Test
    void json_keeps_every_character_of_a_title_and_escapes_the_controls() throws Exception {
        Finished crawl = Simul.in(folder).run("crawl", "--format", "jsonl", url("/title-escapes"));

        assertThat(crawl.records())
                .singleElement()
                .extracting(Line::title)
                .isEqualTo("\u001b[2J\u001b[31mred\u0007\b\u001b]0;owned\u001b\\");
        assertThat(crawl.out().chars().filter(c -> c != '\n')).allMatch(OutputIT::isHarmless);
    }

    private static boolean isHarmless(int character) {
        return character >= ' ' && !(character >= 0x7F && character < 0xA0) && character != 0x202E;
    }
}
