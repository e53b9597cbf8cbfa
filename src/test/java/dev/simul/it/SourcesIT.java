package dev.simul.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the URLs come from. */
class SourcesIT {
    @TempDir
    Path folder;

    private Finished crawl(String... sources) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("crawl", "--mock", "pages", "--ordered"));
        arguments.addAll(List.of(sources));
        return Simul.in(folder).run(arguments.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({"imdb, imdb.txt, 50", "sites, sites.txt, 160", "news, news.txt, 5", "pages, google.txt, 5"})
    void sample_lists_are_answered_without_the_internet(String scenario, String list, int urls) throws Exception {
        Path file = Simul.basedir().resolve("sample-urls").resolve(list);
        long given = Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .count();

        Finished crawl = Simul.in(folder).run("crawl", "--mock", scenario, file.toString());

        assertThat(given).isGreaterThanOrEqualTo(urls);
        assertThat(crawl.records()).hasSize((int) given);
        assertThat(crawl.records()).allMatch(record -> record.errorKind() == null);
        assertThat(crawl.records()).filteredOn(record -> record.status() == 200).allMatch(r -> r.title() != null);
        assertThat(crawl.status()).isEqualTo(scenario.equals("news") ? 1 : 0); // one of them refuses
    }

    @Test
    void byte_order_mark_and_carriage_returns_are_no_part_of_a_url() throws Exception {
        Files.writeString(
                folder.resolve("list.txt"),
                "\uFEFFhttp://a.test/1\r\n\r\n# no\r\n\thttp://a.test/2 \r\nhttp://a.test/3");

        Finished crawl = crawl("list.txt");

        assertThat(crawl.status()).isZero();
        assertThat(crawl.records())
                .extracting(Line::url)
                .containsExactly("http://a.test/1", "http://a.test/2", "http://a.test/3");
        assertThat(crawl.records()).extracting(Line::line).containsExactly(1, 4, 5);
    }

    @Test
    void line_that_is_not_text_or_too_long_is_a_record_of_its_own() throws Exception {
        byte[] list = "http://a.test/1\nhttp://a.test/?\nhttp://a.test/LONG\nhttp://a.test/3\n"
                .replace("LONG", "x".repeat(70_000))
                .getBytes(StandardCharsets.ISO_8859_1);
        list[new String(list, StandardCharsets.ISO_8859_1).indexOf('?')] = (byte) 0xFF;
        Files.write(folder.resolve("list.txt"), list);

        Finished crawl = crawl("list.txt");

        assertThat(crawl.status()).isEqualTo(1);
        assertThat(crawl.records())
                .extracting(Line::outcome)
                .containsExactly("200", "invalid_url", "invalid_url", "200");
    }

    @Test
    void files_and_given_urls_are_read_one_after_the_other() throws Exception {
        Files.writeString(folder.resolve("a.txt"), "http://a.test/1\nhttp://a.test/2\n");
        Files.writeString(folder.resolve("b.txt"), "http://b.test/1\n");

        Finished crawl = crawl("a.txt", "https://given.test/", "b.txt");

        assertThat(crawl.status()).isZero();
        assertThat(crawl.records())
                .extracting(Line::url)
                .containsExactly("http://a.test/1", "http://a.test/2", "https://given.test/", "http://b.test/1");
        assertThat(crawl.records().get(2).json().get("line").isNull()).isTrue();
    }

    @Test
    void empty_list_is_a_crawl_of_nothing() throws Exception {
        Files.writeString(folder.resolve("list.txt"), "# nothing yet\n\n");

        Finished crawl = crawl("list.txt");

        assertThat(crawl.status()).isZero();
        assertThat(crawl.out()).isEmpty();
        assertThat(crawl.err()).startsWith("0 URLs in ");
    }

    @Test
    void process_substitution_is_a_file() throws Exception {
        Finished crawl = Simul.in(folder)
                .bash("simul crawl --mock pages --ordered <(seq -f http://a.test/%g 3) <(echo http://b.test/)");

        assertThat(crawl.status()).isZero();
        assertThat(crawl.records())
                .extracting(Line::url)
                .containsExactly("http://a.test/1", "http://a.test/2", "http://a.test/3", "http://b.test/");
    }

    @Test
    void line_of_a_slow_producer_is_answered_before_the_next_one_comes() throws Exception {
        try (Running crawl = Simul.in(folder).start("crawl", "--mock", "pages", "-")) {
            crawl.type("http://a.test/1\n");
            assertThat(Line.read(crawl.awaitLines(1).getFirst()).url()).isEqualTo("http://a.test/1");

            crawl.type("http://a.test/2\nhttp://a.test/");
            assertThat(Line.read(crawl.awaitLines(2).getLast()).url()).isEqualTo("http://a.test/2");

            crawl.type("3");
            crawl.endInput();
            Finished end = crawl.await();
            assertThat(end.status()).isZero();
            assertThat(end.records()).hasSize(3).last().extracting(Line::url).isEqualTo("http://a.test/3");
        }
    }

    @Test
    void pipeline_of_standard_tools_works() throws Exception {
        Finished pipe = Simul.in(folder)
                .bash("seq -f http://a.test/%g 300 | simul crawl -q --mock pages - | grep -c '\"status\":200'");

        assertThat(pipe.out()).isEqualTo("300\n");
        assertThat(pipe.err()).isEmpty();
    }

    @Test
    void standard_input_that_is_given_twice_is_refused() throws Exception {
        Finished crawl = crawl("-", "-");

        assertThat(crawl.status()).isEqualTo(2);
        assertThat(crawl.errLines())
                .singleElement()
                .asString()
                .isEqualTo("simul: cannot read standard input: it is given twice");
    }
}
