package dev.simul.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.simul.fetch.FetchConfig;
import dev.simul.fetch.FetchPolicy;
import dev.simul.http.HeaderField;
import dev.simul.measure.LatencyFigures;
import dev.simul.measure.ProcessUsage;
import dev.simul.serve.MockServer;
import dev.simul.serve.Scenario;
import dev.simul.serve.ServeConfig;
import dev.simul.source.SourceSpec;
import dev.simul.url.Url;
import dev.simul.work.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobTest {
    @TempDir
    Path directory;

    @Test
    void another_process_reads_what_was_written() throws Exception {
        try (MockServer server = MockServer.start(ServeConfig.of(Scenario.PAGES))) {
            FetchConfig fetch = InProcess.config(
                    server,
                    new FetchPolicy(3, 2, 1),
                    Duration.ofMillis(2500),
                    new HeaderField("X-Name", "välue = # : \\"),
                    new HeaderField("Accept", ""));
            Job written = new Job(
                    directory,
                    new Model(Model.Kind.THREADS, 7),
                    new Workload.Urls(
                            fetch,
                            List.of(
                                    new SourceSpec.File(Path.of("/a b/ü=")),
                                    new SourceSpec.GivenUrl("http://ü.test/# !\n"))));

            Job read = JobText.parse(JobText.of(written));

            Url url = Url.parse("http://a.test/");
            assertThat(read.directory()).isEqualTo(directory);
            assertThat(read.model()).isEqualTo(written.model());
            Workload.Urls urls = (Workload.Urls) read.workload();
            assertThat(urls.sources()).isEqualTo(((Workload.Urls) written.workload()).sources());
            assertThat(urls.fetch())
                    .usingRecursiveComparison()
                    .ignoringFields("fields")
                    .isEqualTo(fetch);
            assertThat(urls.fetch().fields().fieldsFor(url, true, null))
                    .isEqualTo(fetch.fields().fieldsFor(url, true, null));
        }
    }

    @Test
    void what_is_to_be_computed_is_read_as_it_was_written() throws Exception {
        Job written = new Job(directory, new Model(Model.Kind.PROCESSES, 3), new Workload.Computing(Work.PRIME_SUMS));

        assertThat(JobText.parse(JobText.of(written))).isEqualTo(written);
    }

    @Test
    void what_is_no_job_is_refused() {
        assertThatThrownBy(() -> JobText.parse("model=LOOP\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("parallelism");
    }

    @Test
    void measures_come_back_as_they_were() throws Exception {
        Measures measures = new Measures(
                new ProcessUsage(1L << 40, 2, 3, 1L << 41, ProcessUsage.UNKNOWN, 5, 6),
                new LatencyFigures(7, 8, 9, 10),
                11,
                new LoopFigures(
                        0.25,
                        Duration.ofNanos(12),
                        Duration.ofNanos(13),
                        Duration.ofNanos(14),
                        new LoopFigures.Culprit("the squares = :", Duration.ofNanos(15))),
                16);

        assertThat(Measures.parse(measures.toText())).isEqualTo(measures);
    }

    @Test
    void measures_without_a_loop_come_back_without_one() throws Exception {
        Measures measures =
                new Measures(new ProcessUsage(1, 2, 3, 4, 5, 6, 7), new LatencyFigures(8, 9, 10, 11), 12, null, 0);

        assertThat(Measures.parse(measures.toText())).isEqualTo(measures);
    }
}
