package dev.simul.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.simul.source.SourceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
    @TempDir
    Path folder;

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void page_takes_the_place_of_the_old_one_only_when_it_is_whole() throws Exception {
        Path target = Files.writeString(folder.resolve("r.html"), "old");
        try (ReportFile file = ReportFile.open(target, List.of())) {
            assertThat(target).hasContent("old");
            file.write("new");
        }

        assertThat(target).hasContent("new");
        assertThat(files()).containsExactly("r.html");
    }

    @Test
    void nothing_is_left_where_nothing_is_written() throws Exception {
        ReportFile.open(folder.resolve("r.html"), List.of()).close();

        assertThat(files()).isEmpty();
    }

    @Test
    void link_stays_a_link() throws Exception {
        Path target = Files.writeString(folder.resolve("real.html"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.html"), target);
        try (ReportFile file = ReportFile.open(link, List.of())) {
            file.write("new");
        }

        assertThat(link).isSymbolicLink();
        assertThat(target).hasContent("new");
    }

    @Test
    void what_cannot_be_written_is_a_wrong_command_line() throws Exception {
        Path list = Files.writeString(folder.resolve("list.txt"), "http://a.test/\n");

        assertThatThrownBy(() -> ReportFile.open(folder, List.of()))
                .isInstanceOf(UsageException.class)
                .hasMessage("--report: " + folder + " is a directory");
        Path nowhere = folder.resolve("no/r.html");
        assertThatThrownBy(() -> ReportFile.open(nowhere, List.of()))
                .isInstanceOf(UsageException.class)
                .hasMessage("--report: cannot write " + nowhere + ": there is no directory " + nowhere.getParent());
        assertThatThrownBy(() -> ReportFile.open(list, List.of(new SourceSpec.File(list))))
                .isInstanceOf(UsageException.class)
                .hasMessageEndingWith("is read as a source");
        assertThat(list).hasContent("http://a.test/\n");
    }

    @Test
    void full_disk_is_said_clearly_and_leaves_the_device_alone() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full));
        try (ReportFile file = ReportFile.open(full, List.of())) {
            assertThatThrownBy(() -> file.write("page"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("cannot write the report /dev/full: No space left on device");
        }

        assertThat(full).exists();
    }
}
