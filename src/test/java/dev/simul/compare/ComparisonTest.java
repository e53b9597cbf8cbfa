package dev.simul.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.simul.fetch.FetchPolicy;
import dev.simul.serve.MockServer;
import dev.simul.serve.Scenario;
import dev.simul.serve.ServeConfig;
import dev.simul.source.SourceException;
import dev.simul.source.SourceSpec;
import dev.simul.work.Work;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
                assertThat(figures.wall().rounds()).hasSize(2).allMatch(seconds -> seconds > 0);
                assertThat(figures.visits().mostInFlight()).isBetween(1, 4);
                assertThat(figures.visits().p99Seconds())
                        .isGreaterThanOrEqualTo(figures.visits().medianSeconds());
                assertThat(figures.process().peakThreads()).isPositive();
                assertThat(figures.process().peakHeapBytes()).isPositive();
                assertThat(figures.serverBusyShare().orElse(-1)).isBetween(0.0, 1.0);
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
    void work_is_done_by_all_models_with_the_answers_that_are_known() throws Exception {
        List<Model> models = Model.of(
                List.of("sequential", "threads", "virtual", "processes", "loop", "loop+threads"),
                List.of(2),
                List.of(2),
                100);
        try (Comparison comparison =
                Comparison.prepare(models, 1, Work.PRIME_SUMS, (round, all, model) -> started.add(model.label()))) {

            CompareEnd end = comparison.run();

            assertThat(end).isInstanceOf(CompareEnd.Completed.class);
            ComparisonResult result = ((CompareEnd.Completed) end).result();
            assertThat(result.differences()).isEmpty();
            assertThat(result.urls()).isEqualTo(3);
            assertThat(result.work()).isEqualTo(Work.PRIME_SUMS);
            assertThat(started).hasSize(6);
            LoopFigures loop = Objects.requireNonNull(
                    result.first(Model.Kind.LOOP).orElseThrow().loop());
            LoopFigures.Culprit culprit = Objects.requireNonNull(loop.culprit());
            assertThat(culprit.what()).startsWith("the primes up to ");
            assertThat(loop.lagMax()).isGreaterThanOrEqualTo(culprit.held().dividedBy(2));
            assertThat(result.first(Model.Kind.PROCESSES).orElseThrow().workersStartSeconds())
                    .isPresent();
        }
    }

    @Test
    void rounds_are_abba() {
        assertThat(Comparison.order(1, 3)).containsExactly(0, 1, 2);
        assertThat(Comparison.order(2, 3)).containsExactly(2, 1, 0);
        assertThat(Comparison.order(3, 3)).containsExactly(0, 1, 2);
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
        Job job = new Job(
                directory,
                POOL,
                new Workload.Urls(
                        InProcess.config(null, ONCE, Duration.ofSeconds(1)),
                        List.of(new SourceSpec.File(directory.resolve("gone.txt")))));

        try (ChildJvm child = ChildJvm.start("the model threads 2", job.output())) {
            Frame run = new Frame(Frame.Kind.RUN, JobText.of(job));

            assertThatThrownBy(() -> child.ask(run, Frame.Kind.STARTED))
                    .isInstanceOf(RunFailure.class)
                    .hasMessageStartingWith("the model threads 2 has failed with status 1:\n")
                    .hasMessageContaining("gone.txt: no such file");
        }
    }

    private Comparison prepare(
            @Nullable MockServer server, List<Model> models, int rounds, List<SourceSpec> sources, InputStream input)
            throws Exception {
        CompareConfig config =
                new CompareConfig(models, rounds, InProcess.config(server, ONCE, Duration.ofSeconds(30)));
        Comparison comparison = Comparison.prepare(
                config, sources, input, (round, all, model) -> started.add(round + "/" + all + " " + model.label()));
        if (server != null) comparison.watchServer(() -> server.stats().busyNanos());
        return comparison;
    }
}
