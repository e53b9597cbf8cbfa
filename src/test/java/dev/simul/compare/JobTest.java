package dev.simul.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.simul.fetch.FetchConfig;
import dev.simul.fetch.FetchPolicy;
import dev.simul.http.HeaderField;
import dev.simul.serve.MockServer;
import dev.simul.serve.Scenario;
import dev.simul.serve.ServeConfig;
import dev.simul.source.SourceSpec;
import dev.simul.url.Url;
import java.io.IOException;
import java.nio.file.Files;
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
                    fetch,
                    List.of(new SourceSpec.File(Path.of("/a b/ü=")), new SourceSpec.GivenUrl("http://ü.test/# !\n")));
            written.write();

            Job read = Job.take(directory);

            Url url = Url.parse("http://a.test/");
            assertThat(directory).isEmptyDirectory();
            assertThat(read.model()).isEqualTo(written.model());
            assertThat(read.sources()).isEqualTo(written.sources());
            assertThat(read.fetch())
                    .usingRecursiveComparison()
                    .ignoringFields("fields")
                    .isEqualTo(fetch);
            assertThat(read.fetch().fields().fieldsFor(url, true))
                    .isEqualTo(fetch.fields().fieldsFor(url, true));
        }
    }

    @Test
    void what_is_no_job_is_refused() throws Exception {
        Files.writeString(directory.resolve("job.properties"), "model=LOOP\n");

        assertThatThrownBy(() -> Job.take(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("parallelism");
    }

    @Test
    void measures_come_back_as_they_were() throws Exception {
        Measures measures = new Measures(1L << 40, 2, 3, 1L << 41, 5, 6);
        Path file = directory.resolve("measures");

        measures.write(file);

        assertThat(Measures.read(file)).isEqualTo(measures);
    }
}
