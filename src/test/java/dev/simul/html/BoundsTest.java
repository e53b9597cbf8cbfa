package dev.simul.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader may be given, keeps, and leaves to the end. */
class BoundsTest {
    private static final String UTF_8 = "text/html; charset=utf-8";

    @Test
    void once_the_title_is_known_nothing_is_wanted_kept_or_left_to_parse() {
        PageReader reader = Feeding.open(UTF_8);
        give(reader, "<title>a</title");
        assertThat(reader.wantsMore()).isTrue();

        give(reader, ">");
        assertThat(reader.wantsMore()).isFalse();
        assertThat(reader.pendingBytes()).isZero();

        give(reader, "<title>b</title>");
        assertThat(Feeding.finish(reader)).isEqualTo(new PageFacts("a", "text/html", "UTF-8"));
    }

    @Test
    void a_title_behind_100_kb_of_head_is_found_as_it_streams() {
        PageReader reader = Feeding.open(UTF_8);
        give(reader, "<head><script>" + "x<y ".repeat(25_000) + "</script>");
        assertThat(reader.wantsMore()).isTrue();

        give(reader, "<title>late</title>");

        give(reader, " ");
        assertThat(reader.wantsMore()).isFalse();
        assertThat(reader.pendingBytes()).isZero();
        assertThat(Feeding.finish(reader).title()).isEqualTo("late");
    }

    @Test
    void a_body_without_any_title_tag_needs_no_tree() {
        PageReader reader = Feeding.open(UTF_8);
        for (int i = 0; i < 20; i++) give(reader, "<table><tr><td>title</table>".repeat(1000));

        assertThat(reader.wantsMore()).isTrue();
        assertThat(reader.pendingBytes()).isZero();
        assertThat(Feeding.finish(reader).title()).isNull();
    }

    @Test
    void a_title_tag_in_the_body_leaves_all_of_the_page_to_the_end() {
        PageReader reader = Feeding.open(UTF_8);
        give(reader, "<p>" + "x".repeat(PageReader.BUDGET) + "<svg><title>a</title></svg>");

        assertThat(reader.pendingBytes()).isGreaterThan(PageReader.BUDGET);
        assertThat(reader.wantsMore()).isTrue();
        assertThat(Feeding.finish(reader).title()).isNull();
        assertThat(reader.pendingBytes()).isZero();
    }

    @Test
    void five_megabytes_are_kept_up_to_the_limit_only() {
        PageReader reader = Feeding.open(UTF_8);
        String piece = "<svg><title>x</title></svg>".repeat(2000);
        int given = 0;
        while (given < 5_000_000) {
            give(reader, piece);
            given += piece.length();
            assertThat(reader.pendingBytes()).isBetween(1, PageReader.LIMIT);
        }
        assertThat(reader.wantsMore()).isFalse();
        assertThat(reader.pendingBytes()).isEqualTo(PageReader.LIMIT);

        give(reader, "</svg><title>beyond the limit</title>");
        assertThat(Feeding.finish(reader).title()).isNull();
    }

    @Test
    void a_piece_of_megabytes_is_scanned_a_budget_at_a_time() {
        PageReader reader = Feeding.open(UTF_8);
        give(reader, "<!--" + "x".repeat(1_000_000) + "--><title>a</title>");
        assertThat(reader.pendingBytes()).as("left to later").isGreaterThan(PageReader.BUDGET);

        assertThat(Feeding.finish(reader).title()).isEqualTo("a");
    }

    @Test
    void a_title_that_never_ends_is_cut_at_the_limit() {
        PageReader reader = Feeding.open(UTF_8);
        for (int i = 0; i < 50; i++) give(reader, (i == 0 ? "<title>" : "") + "x".repeat(100_000));

        assertThat(Feeding.finish(reader).title()).hasSize(PageReader.LIMIT - "<title>".length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div>",
                "<b>",
                "<table>",
                "<p><b><i><a>",
                "<svg>",
                "<template>",
                "<select>",
                "<a><table>",
                "<svg><foreignObject>",
                "</p>",
                "<math><mi>",
                "<noscript>",
                "&",
                "&#",
                "<",
                "<!",
                "<title>",
                "<meta x",
                "<script><!--<script>",
                "<button><nobr>",
                "<a b='",
                "<frameset>"
            })
    void what_is_repeated_a_hundred_thousand_times_neither_throws_nor_takes_long(String piece) {
        String page = "<p>" + piece.repeat(100_000) + "<title>x";

        PageFacts facts = Feeding.html(page);

        assertThat(facts.charset()).isEqualTo("UTF-8");
        assertThat(Feeding.whole("application/xhtml+xml", page.getBytes(StandardCharsets.UTF_8))
                        .charset())
                .isEqualTo("UTF-8");
    }

    @Test
    void a_million_nested_elements_do_not_hide_a_title_within_the_limit() {
        String deep = "<p>".repeat(10) + "<div>".repeat(400_000);

        assertThat(Feeding.title(deep + "<title>deep</title>")).isEqualTo("deep");
        assertThat(Feeding.title("<div>".repeat(1_000_000) + "<title>beyond</title>"))
                .isNull();
    }

    @Test
    void a_title_of_references_takes_linear_time() {
        assertThat(Feeding.title("<title>" + "&amp;".repeat(200_000))).hasSize(200_000);
        assertThat(Feeding.title("<title>&" + "a".repeat(1_000_000))).hasSize(1_000_001);
        assertThat(Feeding.title("<title>&#" + "0".repeat(1_000_000) + "65;")).isNotNull();
        assertThat(Feeding.title("<title>" + "&#x".repeat(300_000))).hasSize(900_000);
    }

    @Test
    void random_bytes_never_throw() {
        Random random = new Random(5);
        String[] types = {null, "text/html", "image/svg+xml", "text/html;charset=utf-16", "text/html;charset=gbk"};
        String alphabet = "<<<>>/!-?= \"'&;#xtitlesvgmeta\0\u00FF\u00FE\u00EF\u00BB\u00810";
        for (int i = 0; i < 4000; i++) {
            StringBuilder page = new StringBuilder();
            for (int k = random.nextInt(120); k > 0; k--)
                page.append(alphabet.charAt(random.nextInt(alphabet.length())));
            byte[] body = Feeding.latin1(page.toString());
            String type = types[random.nextInt(types.length)];
            assertThat(Feeding.inRandomPieces(type, body, random)).isEqualTo(Feeding.whole(type, body));
        }
    }

    @Test
    void a_finished_reader_refuses_more() {
        PageReader reader = Feeding.open("text/html");
        assertThat(Feeding.finish(reader)).isEqualTo(new PageFacts(null, "text/html", "windows-1252"));

        assertThatThrownBy(() -> Feeding.finish(reader)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> give(reader, "x")).isInstanceOf(IllegalStateException.class);
        assertThat(reader.wantsMore()).isFalse();
    }

    @Test
    void a_range_outside_the_array_is_refused() {
        PageReader reader = Feeding.open("text/html");

        assertThatThrownBy(() -> reader.accept(new byte[3], 2, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> reader.accept(new byte[3], -1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static void give(PageReader reader, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        reader.accept(bytes, 0, bytes.length);
    }
}
