package dev.simul.fetch;

import static dev.simul.fetch.ScriptedFetcher.CLOCK;
import static dev.simul.fetch.ScriptedFetcher.redirect;
import static dev.simul.fetch.ScriptedFetcher.status;
import static dev.simul.fetch.ScriptedFetcher.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.simul.http.HeaderField;
import dev.simul.http.Reply;
import dev.simul.result.FetchFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a chain goes on, without anybody who is asked. */
class RedirectChainTest {
    private static final RedirectPolicy POLICY = new RedirectPolicy(5, true);

    private static Reply setting(String cookie, String location) {
        return status(302, new HeaderField("set-cookie", cookie), new HeaderField("Location", location));
    }

    private static boolean follow(RedirectChain chain, Reply reply) {
        try {
            return chain.follow(reply, POLICY, CLOCK);
        } catch (FetchFailure e) {
            throw new AssertionError(e.error().message(), e);
        }
    }

    @Test
    void it_stays_where_it_is_until_a_redirect_comes() {
        RedirectChain chain = new RedirectChain(url("http://a.test/x#y"));

        assertThat(follow(chain, status(200, new HeaderField("Set-Cookie", "a=b"))))
                .isFalse();

        assertThat(chain.url()).isEqualTo(url("http://a.test/x#y"));
        assertThat(chain.request()).isSameAs(chain.url());
        assertThat(chain.cookie()).isNull();
        assertThat(chain.redirects()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/z, http://a.test/z#y",
        "/z#own, http://a.test/z#own",
        "/z#, http://a.test/z#",
        "http://b.test/, http://b.test/#y",
        "'?q', 'http://a.test/x?q#y'",
    })
    void a_fragment_is_inherited_unless_the_location_has_one(String location, String expected) {
        RedirectChain chain = new RedirectChain(url("http://a.test/x#y"));

        follow(chain, redirect(location));

        assertThat(chain.url().href()).isEqualTo(expected);
    }

    @Test
    void a_fragment_is_inherited_over_several_hops() {
        RedirectChain chain = new RedirectChain(url("http://a.test/x#y"));

        follow(chain, redirect("/1"));
        follow(chain, redirect("http://b.test/2"));
        follow(chain, redirect("/3"));

        assertThat(chain.url().href()).isEqualTo("http://b.test/3#y");
    }

    @Test
    void where_it_was_not_to_go_it_has_not_gone() {
        RedirectChain chain = new RedirectChain(url("http://a.test/"));

        assertThatThrownBy(() -> chain.follow(redirect("ftp://b.test/"), POLICY, CLOCK))
                .isInstanceOf(FetchFailure.class);

        assertThat(chain.url()).isEqualTo(url("http://a.test/"));
        assertThat(chain.redirects()).containsExactly("http://a.test/");
    }

    // ---- credentials

    @ParameterizedTest
    @CsvSource({
        "http://u:p@a.test/x#f, http://a.test/y?q#g, http://u:p@a.test/y?q",
        "http://us%65r:p%40%3A+@a.test/, http://a.test/y, http://us%65r:p%40%3A+@a.test/y",
        "http://user@a.test/, http://a.test/y, http://user@a.test/y",
        "http://:pass@a.test/, http://a.test/y, http://:pass@a.test/y",
        "http://u:p@[::1]:81/, http://[::1]:81//y, http://u:p@[::1]:81//y",
        "http://u:p@a.test/, http://other@a.test/y, http://other@a.test/y",
        "http://u:p@a.test/, http://@a.test/y, http://u:p@a.test/y",
        "http://u:p@a.test/, http://a.test:81/y, http://a.test:81/y",
        "http://u:p@a.test/, https://a.test/y, https://a.test/y",
        "http://a.test/, http://a.test/y, http://a.test/y",
    })
    void user_and_password_are_asked_with_and_not_told_of(String start, String location, String request) {
        RedirectChain chain = new RedirectChain(url(start));

        follow(chain, redirect(location));

        assertThat(chain.request().hrefWithoutFragment()).isEqualTo(request);
        assertThat(chain.url().hrefWithoutFragment()).isEqualTo(url(location).hrefWithoutFragment());
    }

    @Test
    void those_of_the_url_that_redirected_go_before_those_of_the_first() {
        RedirectChain chain = new RedirectChain(url("http://u:p@a.test/"));

        follow(chain, redirect("http://other@a.test/"));
        follow(chain, redirect("http://a.test/y"));

        assertThat(chain.request().href()).isEqualTo("http://other@a.test/y");
    }

    // ---- cookies

    @Test
    void a_cookie_goes_along_with_what_is_asked_next() {
        RedirectChain chain = new RedirectChain(url("http://a.test/"));

        follow(chain, setting("a=1", "/x"));
        assertThat(chain.cookie()).isEqualTo("a=1");
        follow(chain, setting("b=2", "http://b.test/"));
        assertThat(chain.cookie()).isNull();
        follow(chain, redirect("http://a.test/y"));
        assertThat(chain.cookie()).isEqualTo("a=1; b=2");
    }

    @Test
    void a_policy_without_cookies_takes_none() throws FetchFailure {
        RedirectChain chain = new RedirectChain(url("http://a.test/"));

        chain.follow(setting("a=1", "/x"), new RedirectPolicy(5, false), CLOCK);

        assertThat(chain.cookie()).isNull();
    }

    @Test
    void each_chain_has_a_jar_of_its_own() {
        RedirectChain one = new RedirectChain(url("http://a.test/"));
        RedirectChain other = new RedirectChain(url("http://a.test/"));

        follow(one, setting("a=1", "/x"));
        follow(other, redirect("/x"));

        assertThat(other.cookie()).isNull();
    }

    // ---- loops

    private static void assertLoop(RedirectChain chain, Reply reply) {
        assertThatThrownBy(() -> chain.follow(reply, POLICY, CLOCK))
                .isInstanceOfSatisfying(
                        FetchFailure.class,
                        failure -> assertThat(failure.error().message()).startsWith("a redirect loop: "));
    }

    @Test
    void a_page_that_sets_a_cookie_and_redirects_to_itself_is_no_loop_until_it_does_it_again() {
        RedirectChain chain = new RedirectChain(url("http://a.test/"));

        assertThat(follow(chain, setting("a=1", "/"))).isTrue();
        assertLoop(chain, setting("a=1", "/"));
    }

    @Test
    void a_cookie_that_is_not_for_the_page_changes_nothing() {
        assertLoop(new RedirectChain(url("http://a.test/")), setting("a=1; Path=/elsewhere", "/"));
        assertLoop(new RedirectChain(url("http://a.test/")), setting("a=1; Domain=b.test", "/"));
        assertLoop(new RedirectChain(url("http://a.test/")), setting("a=1; Secure", "/"));
        assertLoop(new RedirectChain(url("http://a.test/")), setting("a=1; Max-Age=0", "/"));
    }

    @Test
    void one_that_takes_a_cookie_away_changes_something() {
        RedirectChain chain = new RedirectChain(url("http://a.test/"));

        follow(chain, setting("a=1", "/x"));
        follow(chain, setting("b=1", "/x"));
        assertThat(follow(chain, setting("b=; Max-Age=0", "/x"))).isTrue();
        assertThat(chain.cookie()).isEqualTo("a=1");
    }

    @Test
    void to_and_fro_between_hosts_is_no_loop_while_either_has_a_new_cookie() {
        RedirectChain chain = new RedirectChain(url("http://a.test/"));

        follow(chain, redirect("http://login.test/"));
        follow(chain, setting("session=1", "http://a.test/"));
        assertThat(chain.cookie()).as("a.test is asked the same again").isNull();
        follow(chain, redirect("http://login.test/"));
        assertThat(chain.cookie()).isEqualTo("session=1");
        assertLoop(chain, redirect("http://login.test/"));
    }

    @Test
    void to_and_fro_without_news_is_one() {
        RedirectChain chain = new RedirectChain(url("http://a.test/"));

        follow(chain, setting("c=1", "/1"));
        follow(chain, redirect("http://b.test/"));
        assertLoop(chain, redirect("http://a.test/1"));
    }

    @Test
    void ever_new_cookies_end_at_the_limit() throws FetchFailure {
        RedirectChain chain = new RedirectChain(url("http://a.test/"));
        for (int i = 0; i < 5; i++)
            assertThat(follow(chain, setting("a=" + i, "/"))).isTrue();

        assertThatThrownBy(() -> chain.follow(setting("a=5", "/"), POLICY, CLOCK))
                .isInstanceOfSatisfying(
                        FetchFailure.class,
                        failure -> assertThat(failure.error().message()).isEqualTo("more than 5 redirects"));
    }
}
