package dev.simul.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprinterTest {
    private final Fingerprinter fingerprinter = new Fingerprinter(1, 2);

    @ParameterizedTest
    @ValueSource(
            strings = {"", "http://a.test/", "http://faß.de/", "http://a.test/\uD83D\uDE00x", "http://a.test/\uFFFD"})
    void text_and_its_utf8_have_the_same(String url) {
        byte[] utf8 = url.getBytes(StandardCharsets.UTF_8);

        assertThat(fingerprinter.of(7, url)).isEqualTo(fingerprinter.of(7, utf8, utf8.length));
    }

    @Test
    void half_a_surrogate_pair_is_what_a_record_has_in_its_place() {
        assertThat(fingerprinter.of(1, "a\uD800b")).isEqualTo(fingerprinter.of(1, "a\uFFFDb"));
        assertThat(fingerprinter.of(1, "\uDC00\uD800")).isEqualTo(fingerprinter.of(1, "\uFFFD\uFFFD"));
    }

    @Test
    void long_urls_have_one_too() {
        String url = "http://a.test/" + "ä".repeat(100_000);
        byte[] utf8 = url.getBytes(StandardCharsets.UTF_8);

        assertThat(fingerprinter.of(1, url)).isEqualTo(fingerprinter.of(1, utf8, utf8.length));
        assertThat(fingerprinter.of(1, url + "a")).isNotEqualTo(fingerprinter.of(1, url));
    }

    @Test
    void line_and_url_both_count() {
        Set<Long> all = new HashSet<>();
        for (int line = 0; line < 100; line++) {
            for (int url = 0; url < 100; url++) all.add(fingerprinter.of(line, "http://a.test/" + url));
        }
        assertThat(all).hasSize(10_000);
    }

    @Test
    void key_is_another_one_each_time() {
        assertThat(Fingerprinter.create().of(1, "http://a.test/"))
                .isNotEqualTo(Fingerprinter.create().of(1, "http://a.test/"));
    }
}
