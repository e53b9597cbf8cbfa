package dev.simul.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6265bis sections 5.1.3, 5.1.4 and 5.7: who may set a cookie, and whom it goes to. */
class CookieTest {
    private static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");

    private static Url url(String text) {
        try {
            return Url.parse(text);
        } catch (UrlSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static @Nullable Cookie cookie(String field, String from) {
        SetCookie said = SetCookie.parse(field, NOW);
        if (said == null) throw new AssertionError("ignored: " + field);
        return Cookie.of(said, url(from));
    }

    private static Cookie admitted(String field, String from) {
        Cookie cookie = cookie(field, from);
        if (cookie == null) throw new AssertionError("refused: " + field + " of " + from);
        return cookie;
    }

    // ---- 5.1.3: domain-match

    @ParameterizedTest
    @CsvSource({
        "a.test, a.test, true",
        "www.a.test, a.test, true",
        "x.y.a.test, a.test, true",
        "a.test, www.a.test, false",
        "ba.test, a.test, false",
        "a.test.b.test, a.test, false",
        "a.test, test, true", // public suffixes are another matter
        "a.test., a.test, false",
        "a.test, a.test., false",
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1, 0.0.1, false",
        "127.0.0.1, 1, false",
        "[::1], [::1], true",
        "[2001:db8::1.2], 2, false",
        "1.a.test, a.test, true",
        "xn--mnchen-3ya.test, xn--mnchen-3ya.test, true",
    })
    void a_host_matches_a_domain_that_it_is_or_is_below(String host, String domain, boolean matches) {
        assertThat(Cookie.domainMatches(host, domain)).isEqualTo(matches);
    }

    // ---- 5.1.4: paths

    @ParameterizedTest
    @CsvSource({
        "http://a.test, /",
        "http://a.test/, /",
        "http://a.test/x, /",
        "http://a.test/x/, /x",
        "http://a.test/x/y, /x",
        "http://a.test/x/y/, /x/y",
        "http://a.test//, /",
        "http://a.test//x, /",
        "http://a.test/x//y, /x/",
        "http://a.test/x/y?/z/, /x",
        "http://a.test/x/y#/z/, /x",
        "http://a.test/x%2Fy/z, /x%2Fy",
    })
    void the_default_path_is_the_directory_of_the_url(String from, String path) {
        assertThat(Cookie.defaultPath(url(from))).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "/, /, true",
        "/x, /, true",
        "/x, /x, true",
        "/x/, /x, true",
        "/x/y, /x, true",
        "/x/y, /x/, true",
        "/x, /x/, false",
        "/xy, /x, false",
        "/, /x, false",
        "/X, /x, false",
        "/%78, /x, false", // text, not meaning
        "/x%2Fy, /x, false",
        "/x//y, /x/, true",
        "//x, /, true",
    })
    void a_path_matches_one_that_it_is_or_is_below(String requested, String path, boolean matches) {
        assertThat(Cookie.pathMatches(requested, path)).isEqualTo(matches);
    }

    // ---- 5.7, steps 2 to 11

    @Test
    void a_cookie_of_nothing_is_none() {
        assertThat(cookie("", "http://a.test/")).isNull();
        assertThat(cookie("=", "http://a.test/")).isNull();
        assertThat(cookie("; Path=/", "http://a.test/")).isNull();
    }

    @Test
    void without_a_domain_it_is_for_its_host_alone() {
        Cookie cookie = admitted("a=b", "http://www.a.test/");

        assertThat(cookie.hostOnly()).isTrue();
        assertThat(cookie.isFor(url("http://www.a.test/"))).isTrue();
        assertThat(cookie.isFor(url("http://x.www.a.test/"))).isFalse();
        assertThat(cookie.isFor(url("http://a.test/"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.test", ".a.test", "A.TEST"})
    void with_a_domain_it_is_for_all_that_is_below_it_too(String domain) {
        Cookie cookie = admitted("a=b; Domain=" + domain, "http://www.a.test/");

        assertThat(cookie.hostOnly()).isFalse();
        assertThat(cookie.isFor(url("http://a.test/"))).isTrue();
        assertThat(cookie.isFor(url("http://www.a.test/"))).isTrue();
        assertThat(cookie.isFor(url("http://x.y.a.test/"))).isTrue();
        assertThat(cookie.isFor(url("http://b.test/"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "b.test", // another one's
                "x.www.a.test", // below
                "ww.a.test",
                "w.a.test",
                "..a.test",
                "a.test.",
                "*.a.test",
                "www.a.test:80",
                "http://a.test",
                "m\u00fcnchen.test", // not ASCII
                "test", // anybody's
            })
    void a_domain_that_its_host_is_not_in_makes_it_ignored(String domain) {
        assertThat(cookie("a=b; Domain=" + domain, "http://www.a.test/")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "http://www.example.co.uk/, co.uk",
        "http://www.example.co.uk/, uk",
        "http://www.example.com/, com",
        "http://a.github.io/, github.io",
        "http://a.b.c.kobe.jp/, c.kobe.jp",
        "http://www.com./, com.",
    })
    void nobody_sets_a_cookie_for_a_public_suffix(String from, String suffix) {
        assertThat(cookie("a=b; Domain=" + suffix, from)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"http://github.io/, github.io", "http://localhost/, localhost", "http://com/, com"})
    void unless_it_is_one_itself_and_then_for_itself_alone(String from, String suffix) {
        Cookie cookie = admitted("a=b; Domain=" + suffix, from);

        assertThat(cookie.hostOnly()).isTrue();
        assertThat(cookie.isFor(url("http://somebody." + suffix + "/"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"http://127.0.0.1/, 127.0.0.1", "http://0x7f.1/, 127.0.0.1", "http://[::1]/, [::1]"})
    void an_address_may_name_itself(String from, String domain) {
        assertThat(admitted("a=b; Domain=" + domain, from).isFor(url(from))).isTrue();
        assertThat(cookie("a=b; Domain=0.0.1", from)).isNull();
        assertThat(cookie("a=b; Domain=1", from)).isNull();
    }

    @Test
    void hosts_are_compared_in_punycode_and_lower_case() {
        Cookie cookie = admitted("a=b; Domain=xn--mnchen-3ya.test", "http://WWW.M\u00dcNCHEN.test/");

        assertThat(cookie.isFor(url("http://m\u00fcnchen.test/"))).isTrue();
    }

    @Test
    void ports_and_schemes_do_not_count() {
        Cookie cookie = admitted("a=b", "http://a.test:8080/");

        assertThat(cookie.isFor(url("http://a.test/"))).isTrue();
        assertThat(cookie.isFor(url("https://a.test:8443/"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"a=b, /x", "a=b; Path=/, /", "a=b; Path=y, /x", "a=b; Path=/z, /z"})
    void the_path_is_the_one_that_is_given_or_the_default(String field, String path) {
        assertThat(admitted(field, "http://a.test/x/y").path()).isEqualTo(path);
    }

    // ---- 5.7, steps 12, 13 and 19

    @ParameterizedTest
    @CsvSource({
        "https://a.test/, true",
        "http://a.test/, false",
        "http://localhost/, true",
        "http://x.localhost:8080/, true",
        "http://127.0.0.1/, true",
        "http://127.1.2.3/, true",
        "http://127.a.test/, false",
        "http://[::1]/, true",
        "http://[::2]/, false",
        "http://128.0.0.1/, false",
        "http://localhost.a.test/, false",
        "http://notlocalhost/, false",
    })
    void a_secure_cookie_is_set_and_sent_over_tls_or_on_this_machine(String url, boolean secure) {
        String local = url(url).host() == null ? "" : "; Domain=" + url(url).host();
        assertThat(cookie("a=b; Secure", url) != null).isEqualTo(secure);
        Cookie cookie = admitted("a=b; Secure" + local, url.replace("http://", "https://"));
        assertThat(cookie.isFor(url(url))).isEqualTo(secure);
    }

    @Test
    void same_site_none_wants_secure() {
        assertThat(cookie("a=b; SameSite=None", "https://a.test/")).isNull();
        assertThat(cookie("a=b; SameSite=None", "http://a.test/")).isNull();
        assertThat(cookie("a=b; SameSite=None; Secure", "https://a.test/")).isNotNull();
        assertThat(cookie("a=b; SameSite=Strict", "http://a.test/")).isNotNull();
        assertThat(cookie("a=b; SameSite=Lax", "http://a.test/")).isNotNull();
    }

    // ---- 5.7, steps 20 to 22, and 5.4

    @ParameterizedTest
    @ValueSource(strings = {"__Secure-", "__secure-", "__SECURE-x", "__SeCuRe-x"})
    void a_name_that_says_secure_must_be(String name) {
        assertThat(cookie(name + "=1", "https://a.test/")).isNull();
        assertThat(cookie(name + "=1; Secure", "http://a.test/")).isNull();
        assertThat(cookie(name + "=1; Secure; Domain=a.test", "https://www.a.test/"))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"__Host-", "__host-x", "__HOST-x"})
    void a_name_that_says_host_must_be_of_one_host_and_all_of_it(String name) {
        assertThat(cookie(name + "=1; Secure; Path=/", "https://a.test/x/y")).isNotNull();
        assertThat(cookie(name + "=1; Secure; Path=/; Domain=", "https://a.test/"))
                .isNotNull();
        assertThat(cookie(name + "=1; Path=/", "https://a.test/")).isNull();
        assertThat(cookie(name + "=1; Secure", "https://a.test/"))
                .as("no Path, although the default is the same")
                .isNull();
        assertThat(cookie(name + "=1; Secure; Path=/x", "https://a.test/")).isNull();
        assertThat(cookie(name + "=1; Secure; Path=/; Domain=a.test", "https://a.test/"))
                .isNull();
        assertThat(cookie(name + "=1; Secure; Path=/", "http://a.test/")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"__Secure-x=1", "__Host-x=1", "__secure-", "__host-x"})
    void a_value_without_a_name_does_not_pass_for_such_a_name(String value) {
        assertThat(cookie("=" + value + "; Secure; Path=/", "https://a.test/")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"__Secure=1", "_Secure-x=1", "x__Secure-=1", "=x__Host-", "__Hosted-x=1"})
    void other_names_promise_nothing(String field) {
        assertThat(cookie(field, "http://a.test/")).isNotNull();
    }
}
