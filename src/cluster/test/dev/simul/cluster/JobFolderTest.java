package dev.simul.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobFolderTest {
    @TempDir
    Path parent;

    private Path path;
    private JobFolder folder;

    @BeforeEach
    void name() {
        path = parent.resolve("out");
        folder = JobFolder.named(path.toString());
    }

    private void file(String name) throws IOException {
        Path file = path.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");
    }

    private String newest() throws IOException {
        String newest = folder.newestCheckpoint();
        return newest == null ? "" : newest;
    }

    @Test
    void a_folder_that_is_not_there_is_empty_and_has_no_job() throws IOException {
        assertThat(folder.isFree()).isTrue();
        assertThat(folder.hasRecords()).isFalse();
        assertThat(folder.kept()).isNull();
        assertThat(newest()).isEmpty();
    }

    @Test
    void the_newest_checkpoint_is_the_one_with_the_highest_number_that_is_whole() throws IOException {
        file(".simul/checkpoints/aaa/chk-9/_metadata");
        file(".simul/checkpoints/aaa/chk-10/_metadata");
        file(".simul/checkpoints/aaa/chk-11/half");
        file(".simul/checkpoints/aaa/shared/x");
        file(".simul/checkpoints/bbb/chk-8/_metadata");

        assertThat(newest()).endsWith("aaa/chk-10");

        file(".simul/checkpoints/bbb/chk-12/_metadata");

        assertThat(newest()).endsWith("bbb/chk-12");
    }

    @Test
    void of_two_jobs_with_the_same_number_the_later_counts() throws IOException {
        file(".simul/checkpoints/aaa/chk-3/_metadata");
        file(".simul/checkpoints/bbb/chk-3/_metadata");
        Files.setLastModifiedTime(
                path.resolve(".simul/checkpoints/aaa/chk-3/_metadata"),
                FileTime.from(Instant.parse("2038-01-01T00:00:00Z")));

        assertThat(newest()).endsWith("aaa/chk-3");
    }

    @Test
    void what_is_kept_of_a_job_comes_back() throws IOException {
        Properties about = new Properties();
        about.setProperty("option.0", "--header=X: \u00FC=\\ \n");

        folder.keep(about);

        assertThat(JobFolder.named(path.toString()).kept()).isEqualTo(about);
        assertThat(folder.isFree()).isFalse();
        assertThat(Files.getPosixFilePermissions(path.resolve(".simul/job.properties")))
                .as("there may be passwords in it")
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void what_a_start_that_was_broken_off_has_left_is_in_nobodys_way_and_records_are() throws IOException {
        file(".simul/lines/lines-00000");

        assertThat(folder.isFree()).isTrue();

        file("part-0.jsonl");

        assertThat(folder.isFree()).isFalse();
    }

    @Test
    void what_did_not_begin_leaves_no_folder_and_nothing_of_others_goes() throws IOException {
        file(".simul/lines/lines-00000");
        folder.discard();

        assertThat(path).doesNotExist();

        file("of somebody else");
        file(".simul/lines/lines-00000");
        folder.discard();

        assertThat(path.resolve("of somebody else")).exists();
        assertThat(path.resolve(".simul")).doesNotExist();
    }

    @Test
    void two_at_a_time_are_kept_from_writing_to_it() throws IOException {
        Closeable lock = folder.lock();

        assertThatIOException()
                .isThrownBy(() -> folder.lock().close())
                .withMessage("another simul is at work in " + path);

        lock.close();
        folder.lock().close();
    }

    @Test
    void when_a_job_is_done_nothing_but_its_records_is_left() throws IOException {
        folder.keep(new Properties());
        file(".simul/lines/lines-00000");
        file("part-1.jsonl");
        file(".part-2.jsonl.inprogress.0");
        file(".of somebody else");
        assertThat(folder.hasRecords()).isTrue();

        folder.complete();

        try (Stream<Path> left = Files.list(path)) {
            assertThat(left.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder("part-1.jsonl", ".of somebody else");
        }
        assertThat(folder.kept()).isNull();
    }

    @Test
    void a_name_may_be_a_uri_of_another_file_system() {
        JobFolder elsewhere = JobFolder.named("s3://bucket/crawl");

        assertThat(elsewhere.lines()).hasToString("s3://bucket/crawl/.simul/lines");
        assertThat(elsewhere.local()).isNull();
        assertThat(JobFolder.named("out/").name()).as("as it was given").isEqualTo("out");
        assertThat(JobFolder.named("out/").local()).isEqualTo(Path.of("out").toAbsolutePath());
        assertThatIllegalArgumentException().isThrownBy(() -> JobFolder.named("a\0b"));
    }
}
