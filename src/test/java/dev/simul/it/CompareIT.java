package dev.simul.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.serve.MockServer;
import dev.simul.serve.Scenario;
import dev.simul.serve.ServeConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The comparison as users start it. What is asserted is what was done, never how fast. */
class CompareIT {
    @TempDir
    Path folder;

    private String list(int urls) throws Exception {
        Files.write(
                folder.resolve("list.txt"),
                IntStream.range(0, urls)
                        .mapToObj(i -> (i % 5 == 0 ? "https" : "http") + "://host" + i % 7 + ".test/" + i)
                        .toList());
        return "list.txt";
    }

    @Test
    void all_models_of_a_list_give_the_same_records() throws Exception {
        Finished end = Simul.in(folder)
                .run(
                        "compare",
                        "--mock",
                        "pages",
                        "--processes",
                        "1,3",
                        "--rounds",
                        "2",
                        "--format",
                        "jsonl",
                        list(40));

        assertThat(end.status()).as(end.err()).isZero();
        List<Line> models = end.records();
        assertThat(models)
                .extracting(line -> line.json().get("model").asString() + " "
                        + line.json().get("parallelism").asInt())
                .containsExactly(
                        "sequential 1",
                        "threads 5",
                        "threads 100",
                        "virtual 100",
                        "processes 1",
                        "processes 3",
                        "loop 100");
        assertThat(models).allSatisfy(line -> {
            assertThat(line.json().get("records_equal").asBoolean()).isTrue();
            assertThat(line.json().get("urls").asInt()).isEqualTo(40);
            assertThat(line.json().get("wall_s").get("interval_95").size()).isEqualTo(2);
        });
        assertThat(end.errLines())
                .startsWith("round 1 of 2: sequential", "round 1 of 2: threads 5")
                .endsWith("round 2 of 2: threads 5", "round 2 of 2: sequential");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum", "primes", "prime-sums"})
    void work_gives_the_known_answers_in_all_models(String work) throws Exception {
        Finished end = Simul.in(folder).run("compare", "--work", work, "--rounds", "1", "-q");

        assertThat(end.status()).as(end.out()).isZero();
        assertThat(end.err()).isEmpty();
        assertThat(end.out())
                .contains("records: equal and right (")
                .contains(" jobs × 6 models × 1 round)")
                .contains("lag: loop kept others waiting for ")
                .contains("; held longest by '")
                .contains("lag: loop+threads kept others waiting for ")
                .contains("The work is computing, so what counts is cores");
    }

    @Test
    void a_comparison_that_is_killed_takes_all_its_processes_with_it() throws Exception {
        try (MockServer server = MockServer.start(ServeConfig.of(Scenario.FAULTS));
                Running compare = Simul.in(folder)
                        .start("compare", "--models", "processes", "--processes", "3", url(server), url(server))) {
            compare.awaitComplaint("round 1 of 3: processes 3");
            List<ProcessHandle> family = compare.awaitDescendants(4); // the run's JVM and its workers

            compare.kill();

            family.forEach(process -> process.onExit().join());
        }
    }

    private static String url(MockServer server) {
        return "http://127.0.0.1:" + server.port() + "/silence";
    }
}
