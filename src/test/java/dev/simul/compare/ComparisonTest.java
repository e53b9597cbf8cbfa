package dev.simul.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.simul.fetch.FetchPolicy;
import dev.simul.serve.MockServer;
import dev.simul.serve.Scenario;
import dev.simul.serve.ServeConfig;
import dev.simul.source.SourceException;
import dev.simul.source.SourceSpec;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole of it, with child processes. */
class ComparisonTest {
    private static final FetchPolicy ONCE = new FetchPolicy(10, 0, 0);
    private static final Model POOL = new Model(Model.Kind.THREADS, 2);

    @TempDir
    Path directory;

    private final List<String> started = new ArrayList<>();

    @Test
    void models_in_processes_of_their_own_give_the_same_records_of_all_kinds_of_sources() throws Exception {
        Path file = Files.writeString(directory.resolve("urls.txt"), "# pages\nhttp://a.test/1\r\nnot a url\n");
        InputStream input = new ByteArrayInputStream("https://b.test/2\n".getBytes(StandardCharsets.UTF_8));
        List<SourceSpec> sources = List.of(
                new SourceSpec.File(file), new SourceSpec.StandardInput(), new SourceSpec.GivenUrl("http://c.test/3"));
        try (MockServer server = MockServer.start(ServeConfig.of(Scenario.PAGES));
                Comparison comparison = prepare(server, List.of(POOL, InProcess.LOOP), 2, sources, input)) {

            CompareEnd end = comparison.run();

            assertThat(end).isInstanceOf(CompareEnd.Completed.class);
            ComparisonResult result = ((CompareEnd.Completed) end).result();
            assertThat(result.differences()).isEmpty();
            assertThat(result.urls()).isEqualTo(4);
            assertThat(result.models()).extracting(ModelFigures::model).containsExactly(POOL, InProcess.LOOP);
            assertThat(result.models()).allSatisfy(figures -> {
                assertThat(figures.wallSeconds()).hasSize(2).allMatch(seconds -> seconds > 0);
                assertThat(figures.mostInFlight()).isBetween(1, 4);
                assertThat(figures.peakThreads()).isPositive();
                assertThat(figures.peakHeapBytes()).isPositive();
            });
            assertThat(started).containsExactly("1/2 threads 2", "1/2 loop", "2/2 loop", "2/2 threads 2");
        }
    }

    @Test
    void records_that_depend_on_the_run_make_it_void() throws Exception {
        // The third request for it is the first that is answered: in the second run.
        List<SourceSpec> sources = List.of(new SourceSpec.GivenUrl("http://a.test/flaky/2"));
        try (MockServer server = MockServer.start(ServeConfig.of(Scenario.FAULTS));
                Comparison comparison =
                        prepare(server, List.of(InProcess.LOOP, POOL), 1, sources, InputStream.nullInputStream())) {

            CompareEnd end = comparison.run();

            assertThat(end).isInstanceOf(CompareEnd.Completed.class);
            ComparisonResult result = ((CompareEnd.Completed) end).result();
            assertThat(result.recordsAreEqual()).isFalse();
            assertThat(result.differences().getFirst().fields()).contains(new Difference.Field("status", "503", "200"));
        }
    }

    @Test
    void an_interrupted_comparison_starts_no_further_run() throws Exception {
        List<SourceSpec> sources = List.of(new SourceSpec.GivenUrl("http://a.test/"));
        try (MockServer server = MockServer.start(ServeConfig.of(Scenario.PAGES));
                Comparison comparison =
                        prepare(server, List.of(InProcess.LOOP, POOL), 1, sources, InputStream.nullInputStream())) {
            comparison.interrupt();

            assertThat(comparison.run()).isInstanceOf(CompareEnd.Interrupted.class);
            assertThat(started).isEmpty();
        }
    }

    @Test
    void a_list_without_a_url_is_refused() throws Exception {
        Path empty = Files.writeString(directory.resolve("empty.txt"), "# nothing\n\n");

        assertThatThrownBy(() -> prepare(
                        null, List.of(POOL), 1, List.of(new SourceSpec.File(empty)), InputStream.nullInputStream()))
                .isInstanceOf(SourceException.class)
                .hasMessage("cannot read the list: there is no URL in it");
    }

    @Test
    void a_file_that_is_not_there_is_refused_by_name() {
        assertThatThrownBy(() -> prepare(
                        null,
                        List.of(POOL),
                        1,
                        List.of(new SourceSpec.File(Path.of("no-such-file.txt"))),
                        InputStream.nullInputStream()))
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith("cannot read no-such-file.txt: ");
    }

    @Test
    void a_child_that_dies_is_a_failure_with_its_last_words() throws Exception {
        Files.createDirectories(directory);
        Job job = new Job(
                directory,
                POOL,
                InProcess.config(null, ONCE, Duration.ofSeconds(1)),
                List.of(new SourceSpec.File(directory.resolve("gone.txt"))));

        assertThatThrownBy(() -> ChildJvm.start(job).await())
                .isInstanceOf(RunFailure.class)
                .hasMessageStartingWith("the model threads 2 has failed with status 1:\n")
                .hasMessageContaining("gone.txt: no such file");
    }

    private Comparison prepare(
            @Nullable MockServer server, List<Model> models, int rounds, List<SourceSpec> sources, InputStream input)
            throws Exception {
        CompareConfig config =
                new CompareConfig(models, rounds, InProcess.config(server, ONCE, Duration.ofSeconds(30)));
        return Comparison.prepare(
                config, sources, input, (round, all, model) -> started.add(round + "/" + all + " " + model.label()));
    }
}
