package dev.simul.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which paths of URLs name a file, and which. */
final class FilePathTest {
    private static FilePath parsed(String path) {
        return Objects.requireNonNull(FilePath.parse(path), path);
    }

    @ParameterizedTest
    @CsvSource({
        "/a.html, a.html",
        "/a/b.html, a|b.html",
        "/a%20b%2Ehtml, a b.html",
        "/%c3%a4/%C3%96, ä|Ö",
        "/..., ...",
        "/..a, ..a",
        "/a%25b, a%b",
    })
    void segments_are_names_after_their_encoding_is_undone(String path, String names) {
        assertThat(parsed(path)).isEqualTo(new FilePath(List.of(names.split("\\|", -1)), false));
    }

    @Test
    void bytes_that_were_not_encoded_are_of_utf_8_too() {
        assertThat(parsed("/\u00c3\u00a4").names()).containsExactly("ä");
    }

    @Test
    void a_slash_at_the_end_asks_for_a_folder() {
        assertThat(parsed("/")).isEqualTo(new FilePath(List.of(), true));
        assertThat(parsed("/a/")).isEqualTo(new FilePath(List.of("a"), true));
        assertThat(parsed("/a/").in(Path.of("/root"))).isEqualTo(Path.of("/root/a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..",
                "/../a",
                "/a/../../b",
                "/a/..",
                "/.",
                "/./a",
                "/%2e%2e/a",
                "/%2E%2e",
                "/.%2e/",
                "/%2e", // dots
                "/a%2fb",
                "/..%2fa",
                "/%2fetc",
                "/a%5cb",
                "/..\\a",
                "/a\\b", // separators
                "/a%00",
                "/%00", // NUL
                "//",
                "//a",
                "/a//b",
                "/a//", // no name
                "/%",
                "/a%2",
                "/%zz",
                "/%2g",
                "/%ff",
                "/%c0%ae%c0%ae/a",
                "/%ed%a0%80" // no encoding, no UTF-8
            })
    void what_names_nothing_in_the_folder_is_no_path(String path) {
        assertThat(FilePath.parse(path)).isNull();
    }

    @Test
    void as_a_folder_it_is_encoded_so_that_it_cannot_be_taken_for_more() {
        assertThat(parsed("/a%20b/%c3%a4?#".replace("?#", "%3f%23")).asFolder()).isEqualTo("/a%20b/%c3%a4%3f%23/");
        assertThat(parsed("/a%0d%0ab").asFolder()).isEqualTo("/a%0d%0ab/");
        assertThat(parsed("/").asFolder()).isEqualTo("/");
    }
}
