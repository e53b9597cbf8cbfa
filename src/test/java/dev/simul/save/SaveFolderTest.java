package dev.simul.save;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.simul.sink.SinkException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SaveFolderTest {
    @TempDir
    Path temporary;

    private Path folder = Path.of("");
    private long bodies;

    @BeforeEach
    void name() {
        folder = temporary.resolve("deep/saved");
    }

    private String save(SaveFolder into, String content, SavedName name) throws IOException {
        long body = bodies++;
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        into.append(body, bytes, bytes.length, true);
        return into.finish(body, name);
    }

    private static SavedName name(String... parts) {
        List<String> all = List.of(parts);
        String file = all.getLast();
        int dot = file.lastIndexOf('.');
        return new SavedName(
                all.subList(0, all.size() - 1),
                dot < 0 ? file : file.substring(0, dot),
                dot < 0 ? "" : file.substring(dot));
    }

    private List<String> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> !Files.isDirectory(file))
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void body_in_blocks_becomes_one_file() throws IOException {
        try (SaveFolder saved = SaveFolder.open(folder)) {
            saved.append(7, "abcd".getBytes(StandardCharsets.UTF_8), 3, true);
            saved.append(7, "defg".getBytes(StandardCharsets.UTF_8), 4, false);
            assertThat(saved.finish(7, name("http", "a", "x.html"))).isEqualTo("http/a/x.html");
        }
        assertThat(files(folder)).containsExactly("http/a/x.html");
        assertThat(folder.resolve("http/a/x.html")).hasContent("abcdefg");
    }

    @Test
    void nothing_shows_that_is_not_whole() throws IOException {
        try (SaveFolder saved = SaveFolder.open(folder)) {
            saved.append(1, new byte[3], 3, true);
            saved.append(2, new byte[3], 3, true);
            saved.drop(2);
            assertThat(files(folder)).allMatch(name -> name.startsWith(".simul-partial/"));
            assertThat(files(folder)).contains(".simul-partial/1").doesNotContain(".simul-partial/2");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void what_a_kill_has_left_goes() throws IOException {
        Files.createDirectories(folder.resolve(".simul-partial"));
        Files.writeString(folder.resolve(".simul-partial/0"), "half a");
        Files.writeString(folder.resolve(".simul-partial/lock"), "");

        try (SaveFolder saved = SaveFolder.open(folder)) {
            assertThat(save(saved, "whole", name("x"))).isEqualTo("x");
        }

        assertThat(files(folder)).containsExactly("x");
        assertThat(folder.resolve("x")).hasContent("whole");
    }

    @Test
    void what_is_not_ours_in_the_folder_within_stays() throws IOException {
        try (SaveFolder saved = SaveFolder.open(folder)) {
            save(saved, "x", name("x"));
            Files.writeString(folder.resolve(".simul-partial/web.warc.gz"), "theirs");
        }
        assertThat(files(folder)).containsExactly(".simul-partial/web.warc.gz", "x");
        SaveFolder.open(folder).close();
        assertThat(files(folder)).containsExactly(".simul-partial/web.warc.gz", "x");
    }

    @Test
    void same_name_again_is_the_newer_body() throws IOException {
        try (SaveFolder saved = SaveFolder.open(folder)) {
            save(saved, "older", name("a", "x.html"));
            assertThat(save(saved, "newer", name("a", "x.html"))).isEqualTo("a/x.html");
        }
        assertThat(folder.resolve("a/x.html")).hasContent("newer");
    }

    @Test
    void file_and_folder_of_one_name_live_side_by_side() throws IOException {
        try (SaveFolder saved = SaveFolder.open(folder)) {
            assertThat(save(saved, "1", name("a", "x.html"))).isEqualTo("a/x.html");
            assertThat(save(saved, "2", name("a", "x.html", "y"))).isEqualTo("a/x.html~/y");
            assertThat(save(saved, "3", name("b", "z.html", "y"))).isEqualTo("b/z.html/y");
            assertThat(save(saved, "4", name("b", "z.html"))).isEqualTo("b/z~.html");
        }
        try (SaveFolder saved = SaveFolder.open(folder)) { // and the next time
            assertThat(save(saved, "5", name("a", "x.html", "y"))).isEqualTo("a/x.html~/y");
            assertThat(save(saved, "6", name("b", "z.html"))).isEqualTo("b/z~.html");
        }
        assertThat(files(folder)).containsExactly("a/x.html", "a/x.html~/y", "b/z.html/y", "b/z~.html");
    }

    @Test
    void no_link_leads_out_of_the_folder() throws IOException {
        Path outside = Files.createDirectories(temporary.resolve("outside"));
        Path victim = Files.writeString(outside.resolve("victim"), "untouched");
        Files.createDirectories(folder);
        Files.createSymbolicLink(folder.resolve("away"), outside);
        Files.createSymbolicLink(folder.resolve("file"), victim);
        Files.createSymbolicLink(folder.resolve("nowhere"), outside.resolve("new"));

        try (SaveFolder saved = SaveFolder.open(folder)) {
            assertThat(save(saved, "x", name("away", "victim"))).isEqualTo("away~/victim");
            assertThat(save(saved, "x", name("file"))).isEqualTo("file~");
            assertThat(save(saved, "x", name("nowhere"))).isEqualTo("nowhere~");
        }

        assertThat(files(outside)).containsExactly("victim");
        assertThat(victim).hasContent("untouched");
    }

    @Test
    void link_in_place_of_the_folder_within_is_refused() throws IOException {
        Path outside = Files.createDirectories(temporary.resolve("outside"));
        Files.writeString(outside.resolve("0"), "untouched");
        Files.createDirectories(folder);
        Files.createSymbolicLink(folder.resolve(".simul-partial"), outside);

        assertThatThrownBy(() -> SaveFolder.open(folder)).isInstanceOf(SinkException.class);

        assertThat(files(outside)).containsExactly("0");
    }

    @Test
    void one_crawl_at_a_time_saves_to_a_folder() throws IOException {
        try (SaveFolder saved = SaveFolder.open(folder)) {
            assertThatThrownBy(() -> SaveFolder.open(folder))
                    .isInstanceOf(SinkException.class)
                    .hasMessage("cannot write " + folder + ": another process saves to it");
            assertThat(save(saved, "x", name("x"))).isEqualTo("x");
        }
        SaveFolder.open(folder).close();
    }

    @Test
    void file_is_no_folder() throws IOException {
        Files.createDirectories(folder.getParent());
        Files.writeString(folder, "mine");

        assertThatThrownBy(() -> SaveFolder.open(folder))
                .isInstanceOf(SinkException.class)
                .hasMessage("cannot write " + folder + ": it is no folder");
        assertThat(folder).hasContent("mine");
    }
}
