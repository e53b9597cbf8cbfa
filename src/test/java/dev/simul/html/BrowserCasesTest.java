package dev.simul.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What Chromium made of 1,648 pages, read from their bytes. */
class BrowserCasesTest {
    @Test
    void whole_pages_come_out_as_in_the_browser() {
        assertAllAsExpected(c -> Feeding.whole(c.contentType(), c.body()));
    }

    @Test
    void pages_that_come_byte_by_byte_come_out_as_in_the_browser() {
        assertAllAsExpected(c -> Feeding.inPieces(c.contentType(), c.body(), 1));
    }

    @Test
    void pages_in_random_pieces_come_out_as_in_the_browser() {
        Random random = new Random(20260923);
        assertAllAsExpected(c -> Feeding.inRandomPieces(c.contentType(), c.body(), random));
    }

    private static void assertAllAsExpected(Function<PageCase, PageFacts> read) {
        Map<String, String> differences = new LinkedHashMap<>();
        int count = 0;
        for (PageCase c : PageCase.all()) {
            count++;
            PageFacts facts = read.apply(c);
            boolean isTitle = c.titles().contains(facts.title());
            boolean isCharset = c.charsets().isEmpty() || c.charsets().contains(facts.charset());
            if (!isTitle || !isCharset) {
                differences.put(c.id(), facts + " for " + c + " " + new String(c.body(), StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(count).isEqualTo(1648);
        String listed = new String(PageCase.bytes("differences.txt"), StandardCharsets.UTF_8);
        TreeSet<String> known = new TreeSet<>();
        listed.lines().filter(l -> !l.isBlank()).forEach(l -> known.add(l.substring(0, l.indexOf(':'))));
        assertThat(differences.keySet()).as(differences.toString()).containsExactlyInAnyOrderElementsOf(known);
    }
}
