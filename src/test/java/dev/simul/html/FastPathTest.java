package dev.simul.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the page, the streaming reader and the whole tree have one answer. */
class FastPathTest {
    private static final List<String> PIECES = List.of(
            "<title>",
            "</title>",
            "<TITLE >",
            "</title x='>'>",
            "<title/>",
            "<title>a&ampb",
            "</titl",
            "<!--",
            "-->",
            "--!>",
            "<!-->",
            "<!--->",
            "<!doctype html>",
            "<!DOCTYPE x PUBLIC '>'>",
            "<?php >",
            "<![CDATA[x]]>",
            "</>",
            "</ x>",
            "<script>",
            "</script>",
            "<script><!--<script>",
            "</script >",
            "<style>",
            "</style/>",
            "<noscript>",
            "</noscript>",
            "<noframes>",
            "</noframes>",
            "<template>",
            "</template>",
            "<head>",
            "</head>",
            "<html>",
            "</html>",
            "<body>",
            "</body>",
            "<meta charset=utf-8>",
            "<link a='<title>' >",
            "<base href=\"",
            "\"",
            "'",
            "<p>",
            "<svg>",
            "</svg>",
            "<frameset>",
            "</br>",
            "\0",
            " ",
            "\t",
            "\r\n",
            "x",
            "<",
            "&",
            "&#xD800;",
            "&notit;",
            "=",
            "/",
            ">",
            "-",
            "!");

    @Test
    void pages_of_random_pieces_have_the_title_that_the_tree_gives() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder page = new StringBuilder();
            int pieces = random.nextInt(12);
            for (int k = 0; k < pieces; k++) page.append(PIECES.get(random.nextInt(PIECES.size())));
            assertSame(page.toString());
        }
    }

    @Test
    void mutated_pages_have_the_title_that_the_tree_gives() {
        Random random = new Random(11);
        List<String> pages = new ArrayList<>();
        for (PageCase c : PageCase.all()) {
            if (c.body().length < 2000) pages.add(new String(c.body(), StandardCharsets.UTF_8));
        }
        for (int i = 0; i < 10_000; i++) {
            StringBuilder page = new StringBuilder(pages.get(random.nextInt(pages.size())));
            int mutations = 1 + random.nextInt(3);
            for (int k = 0; k < mutations; k++) mutate(page, random);
            assertSame(page.toString());
        }
    }

    private static void mutate(StringBuilder page, Random random) {
        int at = random.nextInt(page.length() + 1);
        int to = Math.min(page.length(), at + random.nextInt(8));
        switch (random.nextInt(3)) {
            case 0 -> page.insert(at, PIECES.get(random.nextInt(PIECES.size())));
            case 1 -> page.delete(at, to);
            default -> page.replace(at, to, PIECES.get(random.nextInt(PIECES.size())));
        }
    }

    private static void assertSame(String page) {
        String clean = page.replace("\uFEFF", "");
        assertThat(Feeding.title(clean)).as(clean).isEqualTo(Feeding.treeTitle(clean));
    }
}
