package dev.simul.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code document.title} is (HTML, section 3.1.5), by the streaming path and by the tree. */
class TitleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "null",
            value = {
                // which element
                "<title>a</title> | a",
                "`<TITLE\nid=x>a</TITLE\n>` | a",
                "<title>a</title><title>b</title> | a",
                "<title></title> | ``",
                "<title></title><title>b</title> | ``",
                "<title/>a</title> | a",
                "`` | null",
                "<p>no title | null",
                "<head></head><title>a</title> | a",
                "<body><p><title>a</title> | a",
                "text<title>a</title> | a",
                "< title>a</title> | null",
                "<titles>a</titles> | null",
                "<p>a<titles>a</titles> | null",
                "<html:title>a</html:title> | null",
                "<!-- <title>a</title> --><title>b</title> | b",
                "<!--><title>a</title>--> | a",
                "<!--a--!><title>a</title>--> | a",
                "<!--a--!-><title>a</title>--> | null",
                "<!--a<!--b--><title>a</title>--> | a",
                "<!doctype html SYSTEM '><title>a</title> | a",
                "<!x '><title>a</title> | a",
                "<? '><title>a</title> | a",
                "</ '><title>a</title> | a",
                "<meta x='<title>a</title>'><title>b</title> | b",
                "<meta x=<title>a</title> | null",
                "<script>'<title>a</title>'</script><title>b</title> | b",
                "<script><!--<script></script><title>a</title>--></script><title>b</title> | b",
                "<script><!--</script><title>a</title> | a",
                "<script><!--<scripty></script><title>a</title> | a",
                "<script><!--><script></script><title>a</title> | a",
                "<script><!--<script>--></script><title>a</title> | a",
                "<script><!--<script></script x--></script><title>a</title> | a",
                "<script><!--<script></script x</script><title>a</title> | a",
                "<script><!--<script></scriptx></script><title>a</title> | null",
                "<script></scrip></script/><title>a</title> | a",
                "<style><title>a</title></style><title>b</title> | b",
                "<style><!--</style><title>b</title> | b",
                "<noscript><title>a</title></noscript><title>b</title> | b",
                "<noscript><!--</noscript><title>b</title> | b",
                "<head></head><noscript><!--</noscript><title>b</title> | b",
                "<body><noscript><style></noscript><title>b</title> | b",
                "<noframes><title>a</title></noframes><title>b</title> | b",
                "<template><title>a</title></template><title>b</title> | b",
                "<template><title>a</title></template> | null",
                "<body><svg><title>a</title></svg> | null",
                "<svg><title>a</title></svg><title>b</title> | b",
                "<svg><title>a</title><foreignObject><title>b</title> | b",
                "<svg/><noscript><!--</noscript><title>b</title> | b",
                "<svg><![CDATA[<title>a</title>]]></svg><title>b</title> | b",
                "<svg><p><title>b</title> | b",
                "<math><title>a</title></math><title>b</title> | b",
                "<table><tr><td><title>a</title></table><title>b</title> | a",
                "<table><tr><title>a</title> | a",
                "<table><tr><td><title>a</title></td><title>b</title> | b",
                "<textarea><title>a</title></textarea><title>b</title> | b",
                "<iframe><title>a</title></iframe><title>b</title> | b",
                "<xmp><title>a</title></xmp><title>b</title> | b",
                "<plaintext><title>a</title> | null",
                "<p><title>a</title><frameset> | null",
                "<frameset><title>a</title></frameset> | null",
                "</br><title>a</title> | a",
                "</p><title>a</title> | a",
                // where it ends
                "<title>a | a",
                "<title> | ``",
                "<title>a</titl | a</titl",
                "<title>a</title | a</title",
                "<title>a</title x='</title>'>b | a",
                "<title>a</titlex></title> | a</titlex>",
                "<title>a</ title></title> | a</ title>",
                "<title>a</t<b></title> | a</t<b>",
                "<title>a<</title> | a<",
                "<title>a<!-- </title> --> | a<!--",
                "<title>a<b>c</b></title> | a<b>c</b>",
                "<titl | null",
                "<title | null",
                "<title a='>x</title> | null",
            })
    void the_first_title_element_counts(String page, @Nullable String title) {
        assertThat(Feeding.title(page)).isEqualTo(title);
        assertThat(Feeding.treeTitle(page)).as("by the tree").isEqualTo(title);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "&amp;&lt;&gt;&quot; | &<>\"",
                "&amp&ampx&AMP; | &&x&",
                "&notit;&notin;&not | ¬it;∉¬",
                "&nosuch;&;&& | &nosuch;&;&&",
                "&#65;&#x41;&#X41&#65 | AAAA",
                "&#;&#x;&#xg; | &#;&#x;&#xg;",
                "&#128;&#x99;&#x81; | €™\u0081",
                "&#0;&#x110000;&#99999999999999999999; | \uFFFD\uFFFD\uFFFD",
                "&#xD800;&#xD83D;&#xDE00;&#56832; | \uFFFD\uFFFD\uFFFD\uFFFD",
                "&#57343&#57344;&#55295; | \uFFFD\uE000\uD7FF",
                "&#x0000DFFF;&#xE000; | \uFFFD\uE000",
                "&#x1F600;&#128512; | 😀😀",
                "&NotEqualTilde;&acE; | ≂̸∾̳",
                "&eacute&eacutex&lang;&copy2 | ééx⟨©2",
                "a\0b | a\uFFFDb",
                "&amp;lt; | &lt;",
            })
    void character_references_are_resolved_as_in_rcdata(String content, String title) {
        assertThat(Feeding.title("<title>" + content + "</title>")).isEqualTo(title);
        assertThat(Feeding.title("<p><title>" + content + "</title>")).isEqualTo(title);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "` \t\n\f\ra  b\r\nc \n` | a b c",
                "` &#32;&#9;&#13;a&#10;&#12;b&#13;` | a b",
                "`\u00A0a\u00A0\u2003b\u200B\u00AD&nbsp;` | `\u00A0a\u00A0\u2003b\u200B\u00AD\u00A0`",
                "`\u000Ba\u0085\u0001` | `\u000Ba\u0085\u0001`",
                "` \n ` | ``",
            })
    void only_ascii_white_space_is_stripped_and_collapsed(String content, String title) {
        assertThat(Feeding.title("<title>" + content + "</title>")).isEqualTo(title);
        assertThat(Feeding.title("<p><title>" + content + "</title>")).isEqualTo(title);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "null",
            value = {
                "<html xmlns='http://www.w3.org/1999/xhtml'><head><title> a &amp;  b </title></head></html> | a & b",
                "<html xmlns='http://www.w3.org/1999/xhtml'><head><title/></head></html> | ``",
                "<html xmlns='http://www.w3.org/1999/xhtml'><title><![CDATA[<a>]]> b</title></html> | <a> b",
                "<html xmlns='http://www.w3.org/1999/xhtml'><title>a<b>b</b>c<!--d--></title></html> | ac",
                "<html xmlns='http://www.w3.org/1999/xhtml'><TITLE>a</TITLE></html> | null",
                "<html><title>a</title></html> | null",
                "<h:html xmlns:h='http://www.w3.org/1999/xhtml'><title>a</title><h:title>b</h:title></h:html> | b",
                "<rss><channel><title>a</title></channel></rss> | null",
                "<svg xmlns='http://www.w3.org/2000/svg'><g><title>a</title></g><title>b</title></svg> | b",
                "<s:svg xmlns:s='http://www.w3.org/2000/svg'><s:title>b</s:title></s:svg> | b",
                "<svg><title>a</title></svg> | null",
                "<a xmlns='http://www.w3.org/1999/xhtml'><template><title>a</title></template><title>b</title></a> | b",
                "`` | null",
                "title | null",
            })
    void xml_has_the_title_of_xhtml_or_of_a_root_svg(String page, @Nullable String title) {
        for (String type : new String[] {"application/xhtml+xml", "image/svg+xml", "application/xml"}) {
            assertThat(Feeding.inPieces(type, Feeding.latin1(page), 1)).isEqualTo(new PageFacts(title, type, "UTF-8"));
        }
    }

    @Test
    void what_is_no_page_has_neither_title_nor_charset() {
        byte[] body = Feeding.latin1("<title>a</title>");

        for (String type : new String[] {"text/plain", "application/json", "image/png", "text/javascript"}) {
            assertThat(Feeding.whole(type + "; charset=utf-8", body)).isEqualTo(new PageFacts(null, type, null));
            assertThat(Feeding.open(type).wantsMore()).isFalse();
        }
    }
}
