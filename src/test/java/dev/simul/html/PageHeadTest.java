package dev.simul.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which media type counts where there are several (Fetch, "extract a MIME type"). */
class PageHeadTest {
    /** Fields are parted by a bar in the table. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            nullValues = "null",
            value = {
                "text/html ~ text/html ~ null",
                "text/html;charset=a | text/plain ~ text/plain ~ null",
                "text/plain | text/html;charset=a ~ text/html ~ a",
                "text/html;charset=a, text/html ~ text/html ~ a",
                "text/html;charset=a | text/html;charset=b ~ text/html ~ b",
                "text/html;charset=a, text/plain, text/html ~ text/html ~ null",
                "text/html;charset=\"a,b\" ~ text/html ~ a,b",
                "text/html;x=\"\\\",\", text/plain ~ text/plain ~ null",
                "text/html, */* ~ text/html ~ null",
                "text/html, nonsense ~ text/html ~ null",
                "text/html, ~ text/html ~ null",
                ",text/html ~ text/html ~ null",
                "*/* ~ null ~ null",
                "nonsense ~ null ~ null",
            })
    void the_last_that_is_one_counts(String fields, @Nullable String essence, @Nullable String charset) {
        List<String> values =
                Arrays.stream(fields.split("\\|", -1)).map(String::strip).toList();

        MediaType type = new PageHead(values, List.of()).mediaType();

        assertThat(type).isEqualTo(essence == null ? null : new MediaType(essence, charset));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nosniff", "NoSniff", " nosniff ", "nosniff, x"})
    void nothing_is_sniffed_where_that_is_forbidden(String options) {
        PageHead head = new PageHead(List.of(), List.of(options));
        PageReader reader = PageReader.open(head, PageQuery.TITLE, new PageMemory(1000));

        assertThat(reader.wantsMore()).isFalse();
        assertThat(Feeding.finish(reader)).isEqualTo(new PageFacts(null, null, null));
    }

    @Test
    void nosniff_changes_nothing_where_there_is_a_media_type() {
        PageHead head = new PageHead(List.of("text/html"), List.of("nosniff"));
        PageReader reader = PageReader.open(head, PageQuery.TITLE, new PageMemory(10_000));
        byte[] page = Feeding.latin1("<title>a</title>");
        reader.accept(page, 0, page.length);

        assertThat(Feeding.finish(reader).title()).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x, nosniff", "no", ""})
    void only_the_first_word_counts(String options) {
        assertThat(new PageHead(List.of(), List.of(options)).maySniff()).isTrue();
    }

    @Test
    void a_hostile_value_is_read_in_linear_time() {
        assertThat(new PageHead(List.of("text/html" + ",\"".repeat(500_001)), List.of()).mediaType())
                .isEqualTo(new MediaType("text/html", null));
    }
}
