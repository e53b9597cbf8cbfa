package dev.simul.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program says to whoever asks it, or asks it wrongly. */
class CommandLineIT {
    @TempDir
    Path folder;

    private Finished simul(String commandLine) throws IOException, InterruptedException {
        return Simul.in(folder).run(commandLine.isEmpty() ? new String[0] : commandLine.split(" ", -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "crawl --help", "crawl -h", "serve --help", "crawl --help nothere.txt"})
    void help_is_a_result_and_goes_to_standard_output(String commandLine) throws Exception {
        Finished help = simul(commandLine);

        assertThat(help.status()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.outLines()).first().asString().startsWith("Usage: simul ");
        assertThat(help.outLines()).as("fits a terminal").allMatch(line -> line.length() <= 100);
        assertThat(help.out()).as("no colours in a pipe").doesNotContain("\u001b");
    }

    @Test
    void help_of_crawl_names_every_option_with_its_default() throws Exception {
        assertThat(simul("crawl --help").out())
                .contains("-o, --output", "--format", "--ordered", "-c, --concurrency", "--per-host", "--timeout")
                .contains("--retries", "--max-redirects", "--max-body", "-H, --header", "--accept", "--mock")
                .contains("(100)", "(30s)", "(10MiB)", "(100..=399)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V", "crawl --version", "serve --version"})
    void version_is_one_line_on_standard_output(String commandLine) throws Exception {
        Finished version = simul(commandLine);

        assertThat(version.status()).isZero();
        assertThat(version.err()).isEmpty();
        assertThat(version.outLines()).singleElement().asString().matches("simul \\d+\\.\\d+\\.\\d+");
    }

    @Test
    void list_that_is_not_there_is_one_clear_line() throws Exception {
        Finished crawl = simul("crawl nothere.txt");

        assertThat(crawl.status()).isEqualTo(2);
        assertThat(crawl.out()).isEmpty();
        assertThat(crawl.err()).isEqualTo("simul: cannot read nothere.txt: no such file\n");
    }

    @Test
    void list_that_is_a_folder_is_one_clear_line() throws Exception {
        Finished crawl = simul("crawl .");

        assertThat(crawl.status()).isEqualTo(2);
        assertThat(crawl.out()).isEmpty();
        assertThat(crawl.err()).isEqualTo("simul: cannot read .: is a directory\n");
    }

    @Test
    void second_list_that_is_not_there_keeps_the_first_from_being_fetched() throws Exception {
        Finished crawl = simul("crawl --mock pages http://a.test/ nothere.txt");

        assertThat(crawl.status()).isEqualTo(2);
        assertThat(crawl.out()).isEmpty();
        assertThat(crawl.err()).isEqualTo("simul: cannot read nothere.txt: no such file\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "crawl --nope list.txt",
                "crawl -c 0 list.txt",
                "crawl -c many list.txt",
                "crawl --format xml list.txt",
                "crawl --timeout 5 list.txt",
                "crawl --timeout 0s list.txt",
                "crawl --retries -1 list.txt",
                "crawl --max-body huge list.txt",
                "crawl --accept 99..=1000 list.txt",
                "crawl --mock nope list.txt",
                "crawl --progress sometimes list.txt",
                "crawl -H nocolon list.txt",
                "crawl --cacert nothere.pem list.txt",
                "crawl -o",
                "serve extra",
                "serve --port 65536",
                "serve --scenario nope",
                "serve --latency -1s",
                "bogus",
                "--nope",
                "",
            })
    void wrong_command_line_is_one_complaint_and_a_hint(String commandLine) throws Exception {
        Finished refused = simul(commandLine);

        String command = commandLine.startsWith("crawl") ? " crawl" : commandLine.startsWith("serve") ? " serve" : "";
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.errLines()).hasSize(2);
        assertThat(refused.errLines().get(0)).startsWith("simul: ").doesNotContain("Exception");
        assertThat(refused.errLines().get(1)).isEqualTo("Try 'simul" + command + " --help'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"crawl", "crawl --mock pages"})
    void crawl_without_a_source_is_a_wrong_command_line(String commandLine) throws Exception {
        Finished refused = simul(commandLine);

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.errLines()).hasSize(2);
        assertThat(refused.errLines().get(1)).isEqualTo("Try 'simul crawl --help'.");
    }

    @Test
    void complaint_names_what_was_wrong() throws Exception {
        assertThat(simul("crawl --nope list.txt").err()).contains("--nope");
        assertThat(simul("crawl --timeout 5 list.txt").err()).contains("--timeout", "'5'", "10s");
        assertThat(simul("crawl --format xml list.txt").err()).contains("xml", "text, jsonl, csv");
        assertThat(simul("serve --scenario nope").err())
                .contains("nope", "pages, imdb, sites, news, polite, links, faults");
    }
}
