package dev.simul.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that came without a media type (MIME Sniffing, section 7.1). */
class MarkupSnifferTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "null",
            value = {
                "<title>a</title> | a",
                "<!doctype html><title>a</title> | a",
                "` \t\r\n\f<HTML><title>a</title>` | a",
                "<b><title>a</title> | a",
                "<body ><title>a</title> | a",
                "<!-- --><title>a</title> | a",
                "<a ><title>a</title> | a",
                "<?xml ?><title>a</title> | null",
                "<?xml ?><title xmlns='http://www.w3.org/1999/xhtml'>a</title> | a",
            })
    void markup_is_read_as_a_page(String body, @Nullable String title) {
        byte[] bytes = Feeding.latin1(body);

        for (String type : new String[] {null, "", "html", "unknown/unknown", "*/*", "application/unknown"}) {
            PageFacts facts = Feeding.whole(type, bytes);
            assertThat(facts.title()).isEqualTo(title);
            assertThat(facts.charset()).isNotNull();
            assertThat(Feeding.inPieces(type, bytes, 1)).isEqualTo(facts);
        }
        assertThat(Feeding.whole(null, bytes).contentType()).isNull();
        assertThat(Feeding.whole("*/*", bytes).contentType())
                .as("which Fetch takes for none")
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "<",
                "<title",
                "<title\n>a</title>",
                "<em><title>a</title>",
                "x<title>a</title>",
                "\u00EF\u00BB\u00BF<title>a</title>",
                "%PDF-1.4",
                "<?XML ?>",
                "<!doctype html",
                "{\"a\": \"<title>\"}"
            })
    void anything_else_is_no_page(String body) {
        byte[] bytes = Feeding.latin1(body);

        assertThat(Feeding.whole(null, bytes)).isEqualTo(new PageFacts(null, null, null));
        assertThat(Feeding.inPieces(null, bytes, 1)).isEqualTo(new PageFacts(null, null, null));
    }

    @Test
    void the_decision_falls_within_the_first_1445_bytes() {
        PageReader reader = Feeding.open(null);
        byte[] spaces = new byte[1444];
        Arrays.fill(spaces, (byte) ' ');
        reader.accept(spaces, 0, 1444);
        assertThat(reader.wantsMore()).isTrue();

        reader.accept(spaces, 0, 1);

        assertThat(reader.wantsMore()).isFalse();
        assertThat(reader.pendingBytes()).isZero();
    }

    @Test
    void a_first_byte_that_fits_nothing_decides_at_once() {
        PageReader reader = Feeding.open(null);
        reader.accept(new byte[] {'{'}, 0, 1);

        assertThat(reader.wantsMore()).isFalse();
    }
}
