package dev.simul.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceSpecTest {

    @Test
    void a_hyphen_is_standard_input() {
        assertThat(SourceSpec.parse("-")).isEqualTo(new SourceSpec.StandardInput());
        assertThat(SourceSpec.parse("-").name()).isEqualTo("standard input");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.com/", "https://example.com", "HTTPS://EXAMPLE.COM", "hTtP://x", "http://"})
    void what_begins_like_a_url_is_one(String argument) {
        assertThat(SourceSpec.parse(argument)).isEqualTo(new SourceSpec.GivenUrl(argument));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"urls.txt", "./-", "--", "/dev/fd/63", "http:", "http:/x", "ftp://x", "example.com", " http://x"
            })
    void all_else_is_a_file(String argument) {
        assertThat(SourceSpec.parse(argument)).isEqualTo(new SourceSpec.File(Path.of(argument)));
    }

    @Test
    void a_name_that_no_file_can_have_is_refused() {
        assertThatExceptionOfType(InvalidPathException.class).isThrownBy(() -> SourceSpec.parse("a\0b"));
    }
}
