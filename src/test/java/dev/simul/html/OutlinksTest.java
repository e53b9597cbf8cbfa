package dev.simul.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.url.Url;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a page, {@code https://example.com/dir/page}, leads a crawl. */
class OutlinksTest {
    private static final PageQuery FOLLOWED = PageQuery.TITLE.followedBy("simul", 1 << 20);

    private static Outlinks outlinks(String page) {
        return Feeding.ask(page, FOLLOWED).outlinks();
    }

    private static String hrefs(List<Url> urls) {
        return String.join(" ", urls.stream().map(Url::href).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<a href=x>                                                | https://example.com/dir/x",
                "<area href=/x>                                            | https://example.com/x",
                "<a href='x#a'>1</a><a href='x#b'>2</a><a href=x>3</a>     | https://example.com/dir/x",
                "<base href=//b.example/><a href=x>                        | https://b.example/x",
                "<a href=mailto:x><a href=javascript:x><a href=ftp://x/>   | ``",
                "<iframe src=x></iframe><a src=x><link href=x><img src=x>  | ``",
                "<a href=x rel=nofollow>                                   | ``",
                "<a href=x rel='external NOFOLLOW'>                        | ``",
                "<a href=x rel=nofollowed>                                 | https://example.com/dir/x",
                "<a href=x rel=nofollow>1</a><a href=x>2</a>               | https://example.com/dir/x",
                "<meta name=robots content=nofollow><a href=x>             | ``",
                "<meta name=ROBOTS content='noindex, NONE'><a href=x>      | ``",
                "<meta name=simul content=nofollow><a href=x>              | ``",
                "<meta name=otherbot content=nofollow><a href=x>           | https://example.com/dir/x",
                "<meta name=robots content=noindex><a href=x>              | https://example.com/dir/x",
                "<a href=x></a><meta name=robots content=nofollow>         | ``",
                "<template><meta name=robots content=none></template><a href=x> | https://example.com/dir/x",
            })
    void links_that_may_be_followed(String page, String links) {
        assertThat(hrefs(outlinks(page).links())).isEqualTo(links);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<link rel=canonical href=x#f>                                     | https://example.com/dir/x",
                "<link rel='shortlink CANONICAL' href=//b.example/>                | https://b.example/",
                "<link rel=canonical href=x><link rel=canonical href=y>            | https://example.com/dir/x",
                "<link rel=alternate href=x>                                       |",
                "<link rel=canonical>                                              | https://example.com/dir/page",
                "<link rel=canonical href=mailto:x>                                |",
                "<p>text<link rel=canonical href=x>                                |",
            })
    void canonical_url_is_what_the_head_says(String page, @Nullable String canonical) {
        Url found = outlinks(page).canonical();
        assertThat(found == null ? null : found.href()).isEqualTo(canonical);
    }

    @Test
    void nobody_who_does_not_ask_has_to_wait_for_the_tree() {
        assertThat(FOLLOWED.wantsTree()).isTrue();
        assertThat(FOLLOWED.unfollowed().wantsTree()).isFalse();
        assertThat(Feeding.ask("<a href=x>", PageQuery.TITLE).outlinks()).isEqualTo(Outlinks.NONE);
    }

    @Test
    void what_is_not_html_leads_nowhere() {
        PageReader reader = Feeding.open("text/plain", FOLLOWED);
        reader.accept("<a href=x>".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, 10);
        assertThat(Feeding.finish(reader).outlinks()).isEqualTo(Outlinks.NONE);
    }
}
