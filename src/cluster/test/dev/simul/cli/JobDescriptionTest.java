package dev.simul.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.simul.cluster.CrawlJob;
import dev.simul.cluster.JobFolder;
import dev.simul.cluster.RemoteCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobDescriptionTest {
    @TempDir
    Path path;

    private final List<String> words = List.of("--header=X: \u00FC = \\ #!", "--robots", "--header=Y:");

    private JobDescription description(int parallelism) {
        ParsedCrawl settings = new ParsedCrawl(words, Map.of("http_proxy", "http://u:p@p.test"), 10_000);
        return new JobDescription(
                settings,
                parallelism,
                Duration.ofMillis(1_500),
                123,
                new RemoteCluster.Address("c.test", 8081),
                CrawlJob.newId());
    }

    @Test
    void what_is_kept_comes_back() throws IOException {
        JobFolder folder = JobFolder.named(path.toString());
        JobDescription job = description(3);

        job.keepIn(folder);

        assertThat(JobDescription.in(folder)).isEqualTo(job);
    }

    @Test
    void many_options_keep_their_order() throws IOException {
        JobFolder folder = JobFolder.named(path.toString());
        List<String> many =
                IntStream.range(0, 25).mapToObj(i -> "--header=X: " + i).toList();

        new JobDescription(new ParsedCrawl(many, Map.of(), 1), 1, Duration.ofSeconds(1), 0, null, CrawlJob.newId())
                .keepIn(folder);

        assertThat(requireNonNull(JobDescription.in(folder)).settings().words()).isEqualTo(many);
    }

    @Test
    void subtasks_divide_the_look_ahead_however_many_they_become() {
        JobFolder folder = JobFolder.named(path.toString());

        assertThat(description(10).job(folder).capacity()).isEqualTo(1_000);
        assertThat(description(10).again(1, null).job(folder).capacity()).isEqualTo(10_000);
        assertThat(description(1).again(20_000, null).job(folder).capacity()).isEqualTo(1);
    }

    @Test
    void each_run_has_an_id_of_its_own() {
        JobDescription job = description(2);

        assertThat(job.again(2, null).id()).isNotEqualTo(job.id()).hasSize(32);
    }

    @Test
    void what_is_damaged_is_said() throws IOException {
        JobFolder folder = JobFolder.named(path.toString());
        description(2).keepIn(folder);
        Files.writeString(path.resolve(".simul/job.properties"), "parallelism=many\n");

        assertThatIOException()
                .isThrownBy(() -> JobDescription.in(folder))
                .withMessageContaining(path + "/.simul/job.properties makes no sense");
    }
}
