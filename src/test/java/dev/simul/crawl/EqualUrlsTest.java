package dev.simul.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.source.LineFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EqualUrlsTest {
    private final EqualUrls urls = new EqualUrls(LineFilter.all());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a.test/x",
                "HTTP://A.test:80/x",
                "http://a.test/./y/../x",
                "http://a.test/x#part",
                "http://a.test/x#"
            })
    void a_url_is_repeated_however_it_is_written(String again) {
        assertThat(urls.isRepeated("http://a.test/x")).isFalse();

        assertThat(urls.isRepeated(again)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.test/x",
                "http://a.test:8080/x",
                "http://a.test/x?",
                "http://a.test/X",
                "http://a.test/x/"
            })
    void what_may_be_another_resource_is_not_repeated(String other) {
        assertThat(urls.isRepeated("http://a.test/x")).isFalse();

        assertThat(urls.isRepeated(other)).isFalse();
        assertThat(urls.isRepeated(other)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"http://", "nonsense", "mailto:a@b.test"})
    void what_is_not_fetched_is_not_repeated_either(String text) {
        assertThat(urls.isRepeated(text)).isFalse();
        assertThat(urls.isRepeated(text)).isFalse();
    }

    @Test
    void a_line_that_is_not_wanted_has_been_seen() {
        EqualUrls rest = new EqualUrls((text, line) -> line > 1);

        assertThat(rest.isRepeated("http://a.test/")).isFalse();
        assertThat(rest.isWanted("http://a.test/", 1)).isFalse();
        assertThat(rest.isRepeated("http://a.test")).isTrue();
        assertThat(rest.isWanted("http://a.test", 2)).isTrue();
    }
}
