package dev.simul.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.ErrorKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one page may cost, and all of them together. */
class ReadLimitTest {
    private static final PageQuery LINKS = new PageQuery(List.of(), true, 100_000);
    private static final PageQuery ALL_TEXT = new PageQuery(List.of(Selection.parse("x[]=*")), false, 100_000);

    private final PageMemory memory = new PageMemory(1_000_000);

    private PageReader open(PageQuery query) {
        return PageReader.open(Feeding.head("text/html; charset=utf-8"), query, memory);
    }

    private static void give(PageReader reader, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        reader.accept(bytes, 0, bytes.length);
    }

    private static @Nullable String error(PageFacts facts) {
        return facts.error() == null
                ? null
                : facts.error().kind() + ": " + facts.error().message();
    }

    @Test
    void links_that_a_long_base_makes_longer_than_the_page_are_refused() {
        PageReader reader = open(LINKS);
        StringBuilder page = new StringBuilder("<title>a</title><base href='/" + "x".repeat(5000) + "/'>");
        for (int i = 0; i < 100; i++) page.append("<a href=").append(i).append('>');
        give(reader, page.toString());

        PageFacts facts = Feeding.finish(reader);

        assertThat(error(facts)).isEqualTo(ErrorKind.TOO_LARGE + ": the list of links is larger than 100000 bytes");
        assertThat(facts.title()).isEqualTo("a");
        assertThat(facts.extract()).isEqualTo(LINKS.nothing());
    }

    @Test
    void values_that_repeat_the_page_are_refused() {
        PageReader reader = open(ALL_TEXT);
        give(reader, "<div>".repeat(100) + "x".repeat(2000));

        assertThat(error(Feeding.finish(reader)))
                .isEqualTo(ErrorKind.TOO_LARGE + ": what --select takes out of the page is larger than 100000 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<title>a</title><p>x", "<p>x<svg><title>a</title></svg>"})
    void a_page_that_takes_too_long_is_given_up(String page) {
        AtomicLong clock = new AtomicLong();
        PageReader reader = open(ALL_TEXT);
        give(reader, page);

        PageFacts facts = reader.finish(Feeding.url("https://a.test/"), () -> clock.getAndAdd(6_000_000_000L));

        assertThat(error(facts))
                .isEqualTo(ErrorKind.TIMEOUT + ": timed out after 10 s while taking values out of the page");
        assertThat(facts.charset()).isEqualTo("UTF-8");
        assertThat(memory.taken()).isZero();
    }

    @Test
    void a_tree_that_would_not_fit_into_memory_is_not_built() {
        PageReader reader = open(LINKS);
        give(reader, "<i>x".repeat(10_000));

        assertThat(error(Feeding.finish(reader)))
                .isEqualTo(ErrorKind.TOO_LARGE + ": the tree of the page is larger than 1000000 bytes");
    }

    @Test
    void pages_take_memory_together_and_give_it_back() {
        PageMemory little = new PageMemory(10_000);
        PageReader first = PageReader.open(Feeding.head("text/html"), LINKS, little);
        PageReader second = PageReader.open(Feeding.head("text/html"), LINKS, little);
        give(first, "<p>" + "x".repeat(6000));
        give(second, "<p>" + "x".repeat(6000));
        assertThat(second.wantsMore()).isFalse();

        PageFacts refused = Feeding.finish(second);

        assertThat(error(refused))
                .isEqualTo(ErrorKind.TOO_LARGE
                        + ": what is kept of all pages that are being read is larger than 10000 bytes");
        assertThat(error(Feeding.finish(first))).isNull();
        assertThat(little.taken()).isZero();
    }

    @Test
    void a_title_that_was_known_before_the_memory_ran_out_stays_known() {
        PageMemory little = new PageMemory(10_000);
        PageReader reader = PageReader.open(Feeding.head("text/html; charset=utf-8"), LINKS, little);
        give(reader, "<title>a</title>");
        give(reader, "x".repeat(20_000));

        PageFacts facts = Feeding.finish(reader);

        assertThat(facts.title()).isEqualTo("a");
        assertThat(facts.charset()).isEqualTo("UTF-8");
        assertThat(facts.error()).isNotNull();
    }

    @Test
    void a_body_of_unknown_kind_without_memory_is_an_error_as_well() {
        PageReader reader = PageReader.open(Feeding.head(null), LINKS, new PageMemory(100));
        give(reader, "<html>" + "x".repeat(200));

        assertThat(error(Feeding.finish(reader))).startsWith(ErrorKind.TOO_LARGE.toString());
    }

    @Test
    void a_reader_that_is_closed_gives_its_memory_back() {
        PageReader reader = open(LINKS);
        give(reader, "<p>x");
        assertThat(memory.taken()).isPositive();

        reader.close();

        assertThat(memory.taken()).isZero();
        assertThat(reader.wantsMore()).isFalse();
    }

    @Test
    void a_page_whose_title_is_known_takes_none() {
        PageReader reader = open(PageQuery.TITLE);
        give(reader, "<title>a</title>");

        assertThat(memory.taken()).isZero();
    }

    @Test
    void the_larger_pages_may_be_the_fewer_trees_are_built_at_once() {
        assertThat(new PageMemory(1 << 30).treesAtOnce(PageQuery.TITLE)).isEqualTo(32);
        assertThat(new PageMemory(1 << 30).treesAtOnce(new PageQuery(List.of(), true, 10 << 20)))
                .isEqualTo(6);
        assertThat(new PageMemory(1).treesAtOnce(PageQuery.TITLE)).isEqualTo(1);
    }
}
