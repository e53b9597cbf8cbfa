package dev.simul.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The links of a page, {@code https://example.com/dir/page}. */
class LinksTest {
    private static final PageQuery LINKS = new PageQuery(List.of(), true, 1 << 20);

    private static List<String> links(String page) {
        List<String> links = Feeding.ask(page, LINKS).extract().links();
        assertThat(links).isNotNull();
        return links == null ? List.of() : links;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<a href=x>                                             | https://example.com/dir/x",
                "<A HREF='/x y'>                                        | https://example.com/x%20y",
                "<a href='//other.example/'>                            | https://other.example/",
                "<a href='?q'>                                          | https://example.com/dir/page?q",
                "<a href='#f'>                                          | https://example.com/dir/page#f",
                "<a href=''>                                            | https://example.com/dir/page",
                "<a href='  x\\n '>                                      | https://example.com/dir/x",
                "<a href='mailto:a@b.example'>                          | mailto:a@b.example",
                "<area href=x>                                          | https://example.com/dir/x",
                "<base href='https://b.example/c/d'><a href=x>          | https://b.example/c/x",
                "<base href=/c/><base href=/d/><a href=x>               | https://example.com/c/x",
                "<base target=t><base href=/d/><a href=x>               | https://example.com/d/x",
                "<a href=x><base href=/late/>                           | https://example.com/late/x",
                "<base href='http://['><a href=x>                       | https://example.com/dir/x",
                "<base href='data:text/html,x'><a href=x>               | https://example.com/dir/x",
                "<base href='javascript:x'><a href=x>                   | https://example.com/dir/x",
                "<svg><a href=no></a></svg><a href=x>                   | https://example.com/dir/x",
                "<template><a href=no></a></template><a href=x>         | https://example.com/dir/x",
                "<noscript><a href=no></a></noscript><a href=x>         | https://example.com/dir/x",
                "<link href=no><img href=no><a name=no><a href=x>       | https://example.com/dir/x",
                "<a href='http://['></a><a href=x>                      | https://example.com/dir/x",
                "<a href=x>1</a><a href=x>2</a><a href=./x>3</a>        | https://example.com/dir/x",
            })
    void each_is_absolute_and_there_once(String page, String link) {
        assertThat(links(page.translateEscapes())).containsExactly(link);
    }

    @Test
    void they_come_in_the_order_of_their_first_appearance() {
        assertThat(links("<a href=b></a><a href=a></a><a href=b></a><a href=c></a>"))
                .containsExactly("https://example.com/dir/b", "https://example.com/dir/a", "https://example.com/dir/c");
    }

    @Test
    void a_page_without_any_has_an_empty_list() {
        assertThat(links("<p>none")).isEmpty();
        PageReader picture = Feeding.open("image/png", LINKS);
        assertThat(Feeding.finish(picture).extract().links()).isEmpty();
    }

    @Test
    void in_xhtml_only_those_of_its_namespace_count() {
        PageReader reader = Feeding.open("application/xhtml+xml", LINKS);
        byte[] page = Feeding.latin1(
                "<html xmlns='http://www.w3.org/1999/xhtml'><body><a href='x'/><a xmlns='urn:y' href='no'/></body></html>");
        reader.accept(page, 0, page.length);

        assertThat(Feeding.finish(reader).extract().links()).containsExactly("https://example.com/dir/x");
    }
}
