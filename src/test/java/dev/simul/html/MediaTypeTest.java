package dev.simul.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "null",
            value = {
                "text/html | text/html | null",
                "` \tTEXT/HTML \r\n` | text/html | null",
                "text/html;charset=utf-8 | text/html | utf-8",
                "text/html ; charset=utf-8 | text/html | utf-8",
                "text/html;CHARSET=Big5 | text/html | Big5",
                "text/html;charset=\"utf-8\" | text/html | utf-8",
                "text/html;charset=\"u\\tf-8\" | text/html | utf-8",
                "text/html;charset=\"utf-8 | text/html | utf-8",
                "text/html;charset=\"a;b\" | text/html | a;b",
                "text/html;charset=\"utf-8\"x;y=z | text/html | utf-8",
                "text/html;charset=a;charset=b | text/html | a",
                "text/html;charset=;charset=b | text/html | b",
                "text/html;charset;charset=b | text/html | b",
                "text/html; charset =a;charset=b | text/html | b",
                "text/html;;;charset=gbk;;| text/html | gbk",
                "text/html;x=\";charset=a\";charset=b | text/html | b",
                "text/html;charset='utf-8' | text/html | 'utf-8'",
                "text/html;charset=a b | text/html | a b",
                "text/html;charset= a | text/html | ` a`",
                "text/html;charset=\"\" | text/html | ``",
                "application/xhtml+xml;profile=x | application/xhtml+xml | null",
                "text/html charset=utf-8 | text/html | null",
                "text/html (as ever); charset=utf-8 | text/html | utf-8",
                "text/html(x) | text/html | null",
                "x-!#$%&'*+.^_`/~- | x-!#$%&'*+.^_`/~- | null",
            })
    void a_field_value_is_read_as_the_mime_sniffing_standard_says(
            String value, @Nullable String essence, @Nullable String charset) {
        MediaType type = MediaType.parse(value);

        if (essence == null) {
            assertThat(type).isNull();
        } else {
            assertThat(type).isEqualTo(new MediaType(essence, charset));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/",
                "text",
                "text/",
                "/html",
                "text /html",
                "text/ html",
                "te<xt/html",
                ";charset=utf-8",
                "t\u00E9xt/html",
                "text/\0html",
                "text/ht\u212Aml"
            })
    void what_is_no_media_type_is_null(String value) {
        assertThat(MediaType.parse(value)).isNull();
    }

    @Test
    void no_value_is_null() {
        assertThat(MediaType.parse(null)).isNull();
    }

    @Test
    void a_hostile_value_is_read_in_linear_time() {
        assertThat(MediaType.parse("text/html" + ";charset=".repeat(500_000)))
                .isEqualTo(new MediaType("text/html", null));
        assertThat(MediaType.parse("text/html;x=\"" + "\\\"".repeat(500_000)))
                .isEqualTo(new MediaType("text/html", null));
        assertThat(MediaType.parse("text/html;" + " ".repeat(500_000) + "charset=a"))
                .isEqualTo(new MediaType("text/html", "a"));
    }

    @Test
    void html_and_xml_are_told_from_the_rest() {
        assertThat(new MediaType("text/html", null).isHtml()).isTrue();
        assertThat(new MediaType("application/xhtml+xml", null).isHtml()).isFalse();
        for (String xml : new String[] {"application/xhtml+xml", "image/svg+xml", "text/xml", "application/xml"}) {
            assertThat(new MediaType(xml, null).isXml()).as(xml).isTrue();
        }
        assertThat(new MediaType("application/xml-dtd", null).isXml()).isFalse();
        assertThat(new MediaType("text/html", null).isXml()).isFalse();
    }
}
