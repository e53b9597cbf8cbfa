package dev.simul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompareCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    --models loop+threads | --models: loop+threads is for --work
                    --models loop,loop    | --models: loop is given twice
                    --models fast         | --models: no model is named 'fast'
                    --threads 5,0         | --threads must be 1 or more: 0
                    --threads many        | 'many' is not a whole number
                    --processes 2,0       | --processes must be 1 or more: 0
                    --work sum            | give a SOURCE or --work, not both
                    --rounds 0            | --rounds must be 1 or more: 0
                    --format csv          | --format: there are text and jsonl, not 'csv'
                    --concurrency 0       | -c must be 1 or more: 0
                    --report r.html       | unknown option
                    --accept 200          | unknown option
                    """)
    void what_cannot_be_is_a_clear_error_and_status_2(String option, String message) {
        String[] words = option.split(" ", 2);

        int status = run("compare", words[0], words[1], "http://a.test/");

        assertThat(status).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(message);
        assertThat(out.size()).isZero();
    }

    @Test
    void sizes_of_a_pool_without_the_pool_are_refused() {
        assertThat(run("compare", "--models", "loop", "--threads", "5", "http://a.test/"))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--threads is for the model 'threads'");
    }

    @Test
    void numbers_of_processes_without_processes_are_refused() {
        assertThat(run("compare", "--models", "loop", "--processes", "5", "http://a.test/"))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--processes is for the model 'processes'");
    }

    @Test
    void there_must_be_something_to_do() {
        assertThat(run("compare")).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("give a SOURCE, or --work");
    }

    @Test
    void an_unknown_work_is_refused() {
        assertThat(run("compare", "--work", "hard")).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("--work: no work is named 'hard'; there are sum, primes, prime-sums");
    }

    @Test
    void options_of_requests_are_refused_where_nothing_is_fetched() {
        assertThat(run("compare", "--work", "sum", "--timeout", "1s")).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("--timeout is for fetching, and --work only computes");
        assertThat(run("compare", "--work", "sum", "--mock", "pages")).isEqualTo(ExitStatus.USAGE);
    }

    @Test
    void work_is_compared_without_a_source() {
        int status =
                run("compare", "--work", "primes", "--models", "threads,loop", "--threads", "1", "--rounds", "1", "-q");

        assertThat(status).isEqualTo(ExitStatus.OK);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("records: equal and right (6 jobs × 2 models × 1 round)\n")
                .contains("lag: loop kept others waiting");
        assertThat(err.size()).isZero();
    }

    @Test
    void a_source_that_cannot_be_read_is_status_2() {
        assertThat(run("compare", "no-such-file.txt")).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("simul: cannot read no-such-file.txt: ");
    }

    @Test
    void the_same_records_are_status_0_with_a_table_on_standard_output() {
        int status = run("compare", "--mock", "pages", "--models", "virtual,loop", "--rounds", "1", "http://a.test/");

        assertThat(status).isEqualTo(ExitStatus.OK);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("model ")
                .contains("\nrecords: equal (1 URL × 2 models × 1 round)\n");
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("round 1 of 1: virtual", "round 1 of 1: loop");
    }

    @Test
    void different_records_are_status_1_and_in_json_are_told_on_standard_error() {
        int status = run(
                "compare",
                "--mock",
                "faults",
                "--models",
                "loop,virtual",
                "--rounds",
                "1",
                "--retries",
                "0",
                "-q",
                "--format",
                "jsonl",
                "http://a.test/flaky/2");

        assertThat(status).isEqualTo(ExitStatus.SOME_FAILED);
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .allMatch(line -> line.endsWith("\"records_equal\":false}"));
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("VOID: ").contains("status: '503' in loop");
    }

    private int run(String... arguments) {
        Console console = new Console(
                InputStream.nullInputStream(),
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                Map.of());
        return new SimulCommand(console).run(arguments);
    }
}
