package dev.simul.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainReferencesTest {
    private static final List<String> PIECES = List.of(
            "&",
            "&amp",
            "&amp;",
            "&AMP;",
            "&lt;",
            "&gt;",
            "&quot;",
            "&apos;",
            "&nbsp;",
            "&eacute;",
            "&eacute",
            "&mdash;",
            "&trade;",
            "&notit;",
            "&nosuch;",
            "&acE;",
            "&#",
            "&#x",
            "&#X2014;",
            "&#8212;",
            "&#39;",
            "&#039;",
            "&#0;",
            "&#128;",
            "&#xD800;",
            "&#xFFFF;",
            "&#xFDD0;",
            "&#1114112;",
            "#",
            "x",
            "X",
            "a",
            "amp",
            "lt",
            ";",
            ";;",
            " ",
            "\n",
            "\r",
            "=",
            "<",
            "0",
            "32",
            "65",
            "127",
            "160",
            "é",
            "\u0665",
            "日",
            "😀");

    private static void assertSame(String text) {
        String plain = PlainReferences.resolve(text);
        if (plain != null) assertThat(plain).as(text).isEqualTo(TitleText.resolved(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amp", "lt", "gt", "quot", "apos", "nbsp", "iexcl", "copy", "laquo", "reg", "middot", "raquo", "iquest",
                "Auml", "Eacute", "Ouml", "times", "Uuml", "szlig", "agrave", "aacute", "acirc", "atilde", "auml",
                "aring", "ccedil", "egrave", "eacute", "ecirc", "iacute", "icirc", "ntilde", "oacute", "ocirc",
                "otilde", "ouml", "oslash", "uacute", "uuml", "ndash", "mdash", "lsquo", "rsquo", "ldquo", "rdquo",
                "bull", "hellip", "euro", "trade", "rarr"
            })
    void names_are_what_they_are_in_html(String name) {
        assertThat(PlainReferences.resolve("a &" + name + "; b")).isEqualTo(TitleText.resolved("a &" + name + "; b"));
    }

    @Test
    void numbers_are_what_they_are_in_html() {
        int plain = 0;
        for (int number = 0; number <= 0x11_0010; number++) {
            String decimal = "&#" + number + ";";
            String hex = "&#x" + Integer.toHexString(number) + ";";
            if (PlainReferences.resolve(decimal) == null) {
                assertThat(PlainReferences.resolve(hex)).as(hex).isNull();
            } else {
                plain++;
                assertSame(decimal);
                assertSame(hex);
            }
        }
        assertThat(plain).isGreaterThan(60_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AT & T",
                "Q & A",
                "&",
                "a&",
                "&;&&",
                "a &amp; b &lt; c",
                "x &#8212; y &#x2014;",
                "no reference",
                ""
            })
    void what_titles_have_is_plain(String text) {
        assertThat(PlainReferences.resolve(text)).isNotNull();
        assertSame(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AT&T",
                "&amp",
                "&ampx;",
                "&amp b;",
                "&notit;",
                "&#;",
                "&#x;",
                "&#12a;",
                "&#\u0665;",
                "&#0;",
                "&#128;",
                "&#xD800;",
                "&#55296;",
                "&#x1F600;",
                "&#99999999999999999999;"
            })
    void what_is_rare_is_left_to_the_parser(String text) {
        assertThat(PlainReferences.resolve(text)).isNull();
    }

    @Test
    void texts_of_random_pieces_are_resolved_as_the_parser_does_or_not_at_all() {
        Random random = new Random(5);
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            int pieces = 1 + random.nextInt(5);
            for (int k = 0; k < pieces; k++) text.append(PIECES.get(random.nextInt(PIECES.size())));
            assertSame(text.toString());
        }
    }
}
