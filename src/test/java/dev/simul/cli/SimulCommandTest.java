package dev.simul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class SimulCommandTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int simul(String... args) {
        return simulReading("", args);
    }

    private int simulReading(String input, String... args) {
        Console console = new Console(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                Map.of());
        return new SimulCommand(console).run(args);
    }

    @Test
    void a_file_of_arguments_may_name_the_command() throws IOException {
        Path arguments = Files.writeString(folder.resolve("arguments"), "verify\n--help\n");
        assertThat(simul("@" + arguments)).isZero();
        assertThat(out()).startsWith("Usage: simul verify");
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "crawl --nonsense x                | simul: unknown option '--nonsense'",
                "crawl --concurency 5 x            | simul: unknown option '--concurency'; did you mean --concurrency",
                "crawl                             | simul: Missing required parameter: 'SOURCE'",
                "crawl --depth -1 x                | simul: --depth must be 0 to 10000: -1",
                "crawl --depth 1 --scope a(b x     | simul: --scope: 'a(b' is none of host, domain and all, and no regular expression: missing closing )",
                "crawl --scope all x               | simul: --scope is for URLs that are found: --depth or --sitemap is missing",
                "crawl --depth 1 --max-urls 0 x    | simul: --max-urls must be at least 1: 0",
                "crawl --depth 1 --title-only x    | simul: --title-only and --depth: only one of them",
                "crawl --depth 1 --robots --no-robots x | simul: --robots and --no-robots: only one of them",
                "crawl --sitemap ftp://a.test/     | simul: --sitemap: no URL of http or https: ftp://a.test/",
                "crawl -c 0 x                      | simul: -c must be 1 or more: 0",
                "crawl -c many x                   | simul: Invalid value for option '--concurrency': 'many' is not a whole number",
                "crawl --per-host -1 x             | simul: --per-host must be 0 or more: -1",
                "crawl --timeout 0s x              | simul: --timeout must be longer than nothing",
                "crawl --timeout soon x            | 'soon' is not a duration, such as 250ms, 10s or 2m",
                "crawl --max-body big x            | 'big' is not a size, such as 64KiB or 10MiB",
                "crawl --max-head 0 x              | simul: --max-head must be between 1 and",
                "crawl --accept 2xx x              | simul: --accept: '2xx' is not a status",
                "crawl --format xml x              | simul: --format: no such format: xml (there are text, jsonl, csv)",
                "crawl --progress maybe x          | simul: --progress: there are auto, always and never, not 'maybe'",
                "crawl -H nocolon x                | simul: -H: 'nocolon' is not of the form 'NAME: VALUE'",
                "crawl --mock nonsense x           | simul: --mock: no scenario is named 'nonsense'",
                "crawl --proxy gopher://p x        | simul: --proxy: there are proxies of http, https, socks5 and socks5h",
                "crawl --mock pages --proxy socks5h://p x | simul: --proxy: the mock server is an http and https proxy",
                "compare --proxy p x               | simul: --proxy: compare asks no proxy",
                "compare --resolve a:80:127.0.0.1 x | simul: --resolve: not in compare",
                "compare --dns 127.0.0.1 x          | simul: --dns: not in compare",
                "compare --public-only x            | simul: --public-only: not in compare",
                "compare --robots x                 | simul: --robots: not in compare",
                "compare --delay 1s x               | simul: --delay: not in compare",
                "compare --rate 5 x                 | simul: --rate: not in compare",
                "compare --no-adapt x               | simul: --no-adapt: not in compare",
                "compare --dedup x                  | simul: --dedup: not in compare",
                "compare --look-ahead 5 x           | simul: --look-ahead: not in compare",
                "crawl --rate abc x                 | 'abc' is not a number like 20 or 0.5",
                "crawl --rate 1e3 x                 | '1e3' is not a number like 20 or 0.5",
                "crawl --rate 0 x                   | simul: --rate must be more than 0: 0",
                "crawl --rate -1 x                  | simul: --rate must be more than 0: -1",
                "crawl --look-ahead 0 x             | simul: --look-ahead must be 1 or more: 0",
                "crawl --cacert missing.pem x      | simul: --cacert: no such file: missing.pem",
                "crawl --resume x                 | simul: --resume goes on in a file: -o is missing",
                "crawl --resume -o a.txt x        | simul: --resume: text cannot be read back, jsonl and csv can",
                "crawl --resume -o a --format text x | simul: --resume: text cannot be read back, jsonl and csv can",
                "crawl --sync 1s x                | simul: --sync is for a file: -o is missing",
                "verify x                         | simul: a SOURCE or the OUTPUT is missing",
                "verify x http://a/               | simul: OUTPUT, the last argument, is not a file: http://a/",
                "verify x a.txt                   | simul: text cannot be read back, jsonl and csv can",
                "failed a.txt                     | simul: text cannot be read back, jsonl and csv can",
                "crawl --title-only --links x     | simul: --title-only and --links: only one of them",
                "crawl --title-only --select a=b x | simul: --title-only and --select: only one of them",
                "crawl --select a=b --select a=c x | simul: --select: there are two with the name a",
                "crawl --select h1 x               | simul: --select: 'h1' is not of the form NAME=CSS",
                "crawl --select a=h1[ x            | simul: --select: a: 'h1[' is not a selector: ",
                "crawl --resolve a.test:80 x       | simul: --resolve: 'a.test:80': it is not of the form HOST:PORT:ADDRESS",
                "crawl --resolve a.test:http:::1 x | simul: --resolve: 'a.test:http:::1': 'http' is not a port",
                "crawl --resolve a/b:80:::1 x      | simul: --resolve: 'a/b:80:::1': its host is one that no URL can have",
                "crawl --resolve -a.test x         | simul: --resolve: '-a.test': it is not of the form -HOST:PORT",
                "crawl --dns ns.test x             | simul: --dns: 'ns.test' is not an address",
                "serve --port 99999                | simul: port must be 0 to 65535: 99999",
                "serve --files x --scenario pages  | simul: --files takes the place of --scenario",
                "serve --scenario nonsense         | simul: --scenario: no scenario is named 'nonsense'",
                "nonsense                          | simul: there is no command 'nonsense'; there are crawl, ",
                "``                                | simul: a command is missing",
            })
    void what_is_wrong_with_the_command_line_is_said_in_one_line(String line, String message) {
        int status = line.isEmpty() ? simul() : simul(line.split(" +"));

        assertThat(status).isEqualTo(2);
        assertThat(out()).isEmpty();
        assertThat(err().lines().toList()).hasSize(2);
        assertThat(err()).contains(message).contains("--help'.");
    }

    @Test
    void a_header_that_would_smuggle_a_line_is_refused() {
        assertThat(simul("crawl", "-H", "X: a\r\nEvil: b", "x")).isEqualTo(2);
        assertThat(err()).contains("the value of the header X holds a character that HTTP forbids");
    }

    @Test
    void a_source_that_is_not_there_is_said_before_anything_is_fetched() {
        assertThat(simul("crawl", "nothere.txt")).isEqualTo(2);
        assertThat(err()).isEqualTo("simul: cannot read nothere.txt: no such file\n");
        assertThat(out()).isEmpty();
    }

    @Test
    void an_output_file_that_is_a_source_is_refused_and_left_alone() throws IOException {
        Path list = Files.writeString(folder.resolve("list.txt"), "http://a.example/\n");

        assertThat(simul("crawl", "--mock", "pages", list.toString(), "-o", list.toString()))
                .isEqualTo(2);

        assertThat(err()).contains("it is read as a source");
        assertThat(list).hasContent("http://a.example/\n");
    }

    @Test
    void a_folder_that_is_not_there_cannot_be_served() {
        Path none = folder.resolve("none");

        assertThat(simul("serve", "--files", none.toString())).isEqualTo(2);
        assertThat(err()).isEqualTo("simul: there is no folder " + none + System.lineSeparator());
        assertThat(out()).isEmpty();
    }

    @Test
    void the_mock_server_answers_every_url_of_standard_input() {
        int status = simulReading(
                "https://www.example.com/a\nhttp://other.example/b\n", "crawl", "--mock", "pages", "--ordered", "-");

        assertThat(err()).contains("2 URLs in ").contains("2  status 200");
        assertThat(status).isZero();
        assertThat(out().lines().toList()).hasSize(2);
        assertThat(out().lines().findFirst().orElseThrow())
                .startsWith("{\"url\":\"https://www.example.com/a\",\"line\":1,"
                        + "\"final_url\":\"https://www.example.com/a\",\"status\":200,\"title\":\"")
                .endsWith("\"error\":null}");
    }

    @Test
    void a_status_that_is_not_accepted_makes_the_crawl_one_with_failures() {
        assertThat(simul("crawl", "--mock", "news", "http://europe.wsj.com/")).isEqualTo(1);
        assertThat(err()).contains("1  status 403").contains("1  failed in all");
        assertThat(simul("crawl", "--mock", "news", "--accept", "200,403", "http://europe.wsj.com/"))
                .isZero();
    }

    @Test
    void selected_values_and_links_are_in_every_record() {
        int status = simulReading(
                "http://a.example/1\nno url\n",
                "crawl",
                "--mock",
                "pages",
                "--ordered",
                "--links",
                "--select",
                "h1=h1",
                "--select",
                "all[]=p@id",
                "-");

        assertThat(status).isEqualTo(1);
        List<String> lines = out().lines().toList();
        assertThat(lines.get(0))
                .containsPattern(
                        "\"error\":null,\"selected\":\\{\"h1\":\"[^\"]+\",\"all\":\\[\\]\\},\"links\":\\[\"http://a\\.example/");
        assertThat(lines.get(1)).endsWith("\"selected\":{\"h1\":null,\"all\":[]},\"links\":[]}");
    }

    @Test
    void with_the_title_only_a_body_without_end_is_no_trouble_and_the_summary_says_what_was_saved() {
        int status = simul(
                "crawl",
                "--mock",
                "faults",
                "--title-only",
                "http://a.example/endless-length",
                "http://a.example/endless-body");

        assertThat(status).isZero();
        assertThat(err())
                .contains("\nsaved 8388608 TiB, the unread rest of 1 body, and the rest of 1 body of unknown length\n");
    }

    @Test
    void the_form_follows_the_ending_of_the_file_unless_it_is_named() throws IOException {
        Path csv = folder.resolve("out.csv");
        assertThat(simul("crawl", "-q", "--mock", "pages", "http://a.example/", "-o", csv.toString()))
                .isZero();
        assertThat(csv).content().startsWith("url,line,final_url,status,title,");

        Path named = folder.resolve("named.csv");
        assertThat(simul(
                        "crawl",
                        "-q",
                        "--mock",
                        "pages",
                        "http://a.example/",
                        "--format",
                        "jsonl",
                        "-o",
                        named.toString()))
                .isZero();
        assertThat(named).content().startsWith("{\"url\":\"http://a.example/\",\"line\":null,");
        assertThat(err()).isEmpty();
        assertThat(out()).isEmpty();
    }

    @Test
    void help_and_version_go_to_standard_output() {
        assertThat(simul("--help")).isZero();
        assertThat(out()).contains("crawl").contains("serve").contains("Examples:");
        out.reset();
        assertThat(simul("crawl", "--help")).isZero();
        assertThat(out()).contains("--per-host").contains("Exit status: 0");
        out.reset();
        assertThat(simul("--version")).isZero();
        assertThat(out()).startsWith("simul ");
        assertThat(err()).isEmpty();
    }

    @Test
    void the_scenarios_are_listed() {
        assertThat(simul("serve", "--list")).isZero();
        assertThat(out().lines()).anyMatch(line -> line.startsWith("imdb ")).hasSize(7);
    }
}
