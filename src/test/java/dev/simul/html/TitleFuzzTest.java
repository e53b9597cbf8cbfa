package dev.simul.html;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.simul.html.EncodingSniffer.Decision;
import dev.simul.testing.KeptInputs;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a page holds, the streaming reader and the whole tree have one answer; {@code scripts/fuzz title} makes pages up, an
 * ordinary build has the inputs that were kept.
 */
class TitleFuzzTest {
    private static final String[] TYPES = {
        "text/html; charset=utf-8", "text/html", "text/html; charset=shift_jis", "text/html; charset=iso-2022-jp"
    };

    static Stream<Named<byte[]>> keptInputs() {
        return KeptInputs.of(TitleFuzzTest.class);
    }

    @ParameterizedTest
    @MethodSource("keptInputs")
    void kept_input_holds(byte[] data) {
        fast_path_and_tree_have_one_answer(data);
    }

    /**
     * The facts do not depend on how the bytes arrive, and the title is that of the tree.
     *
     * @param data the Content-Type (two bits) and then the page
     */
    @DictionaryEntries({
        "<title>",
        "</title>",
        "<title/>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<style>",
        "</style>",
        "<noscript>",
        "</noscript>",
        "<noframes>",
        "<template>",
        "</template>",
        "<head>",
        "</head>",
        "<body>",
        "</body>",
        "<html>",
        "<svg>",
        "</svg>",
        "<math>",
        "<frameset>",
        "<table>",
        "<select>",
        "<textarea>",
        "<plaintext>",
        "<![CDATA[",
        "]]>",
        "<!doctype html>",
        "<meta charset=",
        "<meta http-equiv=content-type content='text/html; charset=",
        "<base href=",
        "<link>",
        "&amp;",
        "&#x",
        "&notit;",
        "\u0000",
        "</br>",
        "<?xml"
    })
    @FuzzTest(maxDuration = "10m")
    void fast_path_and_tree_have_one_answer(byte[] data) {
        if (data.length == 0) return;
        String type = TYPES[data[0] & 3];
        byte[] page = Arrays.copyOfRange(data, 1, data.length);

        PageFacts whole = Feeding.whole(type, page);

        require(whole.equals(Feeding.inPieces(type, page, 1)), "byte by byte it is the same", whole, page);
        Random random = new Random(Arrays.hashCode(page));
        require(whole.equals(Feeding.inRandomPieces(type, page, random)), "in pieces it is the same", whole, page);
        String text = decoded(page, Objects.requireNonNull(whole.charset()));
        String tree = Feeding.treeTitle(text);
        require(Objects.equals(whole.title(), tree), "the tree's title is '" + tree + "'", whole, text);
    }

    private static String decoded(byte[] page, String charset) {
        Encoding encoding = Objects.requireNonNull(Encoding.forLabel(charset));
        Decision marked = EncodingSniffer.html(page, page.length, encoding, true);
        return Objects.requireNonNull(marked).decode(page, page.length);
    }

    private static void require(boolean holds, String claim, PageFacts facts, Object page) {
        if (!holds) throw new AssertionError(claim + ": " + facts + " for " + page);
    }
}
