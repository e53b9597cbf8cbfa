package dev.simul.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.simul.result.Extract;
import dev.simul.result.Selected;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What selectors take out of a page. */
class SelectionTest {
    private static final int ROOMY = 1 << 20;

    private static PageQuery query(String... selections) {
        return new PageQuery(Arrays.stream(selections).map(Selection::parse).toList(), false, ROOMY);
    }

    private static @Nullable String first(String page, String selection) {
        return Feeding.ask(page, query("x=" + selection))
                .extract()
                .selected()
                .getFirst()
                .value();
    }

    private static List<String> all(String page, String selection) {
        return Feeding.ask(page, query("x[]=" + selection))
                .extract()
                .selected()
                .getFirst()
                .values();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<p>a<p>b                                    | p                 | a",
                "<p>a<p class=x>b                            | .x                | b",
                "<p>a                                        | h1                | ",
                "<p>  a \\n b  </p>                           | p                 | a b",
                "<p>a<b>b</b>c                               | p                 | abc",
                "<p>a<br>b                                   | p                 | a b",
                "<ul><li>a<li>b</ul>                         | ul                | a b",
                "<table><tr><td>1<td>2</table>               | table             | 1 2",
                "<p>a<!--b-->c                               | p                 | ac",
                "<p>&nbsp;a&nbsp;</p>                        | p                 | `\u00a0a\u00a0`",
                "<p>soft&shy;hyphen                          | p                 | `soft\u00adhyphen`",
                "<p>a<script>b</script>c                     | p                 | ac",
                "<script type=json>{\"a\": 1}</script>         | script[type=json] | {\"a\": 1}",
                "<p>a<template><i>b</i></template>           | i                 | ",
                "<noscript><i>b</i></noscript>               | i                 | ",
                "<a href=x>a</a>                             | a@href            | x",
                "<a href=x>a</a>                             | a @HREF           | x",
                "<a href=x>a</a>                             | a@abs:href        | https://example.com/dir/x",
                "<base href=/other/><a href=x>a</a>          | a@abs:href        | https://example.com/other/x",
                "<a href='http://['>a</a>                    | a@abs:href        | ",
                "<a>a</a><a href=x>b</a>                     | a@href            | x",
                "<a href=''>a</a>                            | a@href            | ``",
                "<a href='m@x'>a</a>                         | a[href='m@x']     | a",
                "<a href='m@x'>a</a>                         | a[href=m@x]       | a",
                "<p data-a=1>                                | p@data-a          | 1",
                "<title>a</title>                            | title             | a",
                "<svg><circle r=5></svg>                     | circle@r          | 5",
            })
    void the_first_match_is_the_value(String page, String selection, @Nullable String value) {
        String unescaped = value == null
                ? null
                : value.translateEscapes().replace("\\u00a0", "\u00a0").replace("\\u00ad", "\u00ad");
        assertThat(first(page.translateEscapes(), selection)).isEqualTo(unescaped);
    }

    @Test
    void all_matches_come_in_the_order_of_the_page() {
        assertThat(all("<p>a<p>b<h1>c</h1><p>d", "p, h1")).containsExactly("a", "b", "c", "d");
        assertThat(all("<p>a", "h1")).isEmpty();
        assertThat(all("<a href=1>a</a><a>b</a><a href=2>c</a>", "a@href")).containsExactly("1", "2");
    }

    @Test
    void several_come_in_the_order_in_which_they_were_given() {
        Extract extract = Feeding.ask("<p>a<h1>b</h1>", query("two=h1", "one=p", "three[]=p"))
                .extract();

        assertThat(extract.selected())
                .containsExactly(
                        new Selected("two", false, List.of("b")),
                        new Selected("one", false, List.of("a")),
                        new Selected("three", true, List.of("a")));
        assertThat(extract.links()).isNull();
    }

    @Test
    void the_title_is_the_same_with_a_query_and_without() {
        assertThat(Feeding.ask("<p>x<svg><title>a</title></svg><title>b</title>", query("x=p"))
                        .title())
                .isEqualTo("b");
        assertThat(Feeding.ask("<title> a  b </title>", query("x=p")).title()).isEqualTo("a b");
    }

    @Test
    void xml_is_asked_as_html_is() {
        PageReader reader = Feeding.open("application/rss+xml", query("x[]=item > title"));
        byte[] feed = Feeding.latin1(
                "<rss><channel><title>no</title><item><title>a</title></item><item><title>b</title></item></channel></rss>");
        reader.accept(feed, 0, feed.length);

        assertThat(Feeding.finish(reader).extract().selected().getFirst().values())
                .containsExactly("a", "b");
    }

    @Test
    void what_is_no_page_has_an_answer_of_the_same_shape() {
        PageReader reader = Feeding.open("image/png", query("one=p", "all[]=p"));
        assertThat(reader.wantsMore()).isFalse();

        assertThat(Feeding.finish(reader).extract().selected())
                .containsExactly(new Selected("one", false, List.of()), new Selected("all", true, List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "price      | 'price' is not of the form NAME=CSS",
                "=h1        | '' is not a name: letters, digits, '_', '-' and '.'",
                "a b=h1     | 'a b' is not a name: letters, digits, '_', '-' and '.'",
                "[]=h1      | '' is not a name: letters, digits, '_', '-' and '.'",
                "a=         | a: there is no selector",
                "a=@href    | a: there is no selector",
                "a=h1[      | a: 'h1[' is not a selector: ",
                "a=h1 >     | a: 'h1 >' is not a selector: ",
                "a=:nosuch  | a: ':nosuch' is not a selector: ",
                "a=p:matches([)| a: 'p:matches([)' is not a selector: ",
            })
    void what_is_no_selection_is_refused(String text, String message) {
        assertThatThrownBy(() -> Selection.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .startsWith(message)
                .hasLineCount(1);
    }
}
