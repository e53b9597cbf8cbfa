package dev.simul.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTest {
    @Test
    void url_has_all_its_parts() throws UrlSyntaxException {
        Url url = Url.parse("HTTPS://us%20er:p@ss:word@Example.COM:8443/a/./b/../c?q=1&r#frag");

        assertThat(url.scheme()).isEqualTo("https");
        assertThat(url.username()).isEqualTo("us%20er");
        assertThat(url.password()).isEqualTo("p%40ss%3Aword");
        assertThat(url.host()).isEqualTo("example.com");
        assertThat(url.port()).isEqualTo(8443);
        assertThat(url.effectivePort()).isEqualTo(8443);
        assertThat(url.path()).isEqualTo("/a/c");
        assertThat(url.query()).isEqualTo("q=1&r");
        assertThat(url.fragment()).isEqualTo("frag");
        assertThat(url.authority()).isEqualTo("example.com:8443");
        assertThat(url.requestTarget()).isEqualTo("/a/c?q=1&r");
        assertThat(url.href()).isEqualTo("https://us%20er:p%40ss%3Aword@example.com:8443/a/c?q=1&r#frag");
        assertThat(url.hrefWithoutFragment()).isEqualTo("https://us%20er:p%40ss%3Aword@example.com:8443/a/c?q=1&r");
        assertThat(url).hasToString(url.href());
    }

    @ParameterizedTest
    @CsvSource({
        "http://a/, :",
        "http://u@a/, u:",
        "http://u%40:p%3A%zz%@a/, u@:p:%zz%",
        "http://%C3%BC:é@a/, ü:é",
        "http://%2b+%20:%252F@a/, ++ :%2F"
    })
    void userinfo_is_percent_decoded(String input, String userInfo) throws UrlSyntaxException {
        assertThat(Url.parse(input).userInfo()).isEqualTo(userInfo.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void url_without_optional_parts_has_none_of_them() throws UrlSyntaxException {
        Url url = Url.parse("http://a");

        assertThat(url.username()).isEmpty();
        assertThat(url.password()).isEmpty();
        assertThat(url.port()).isEqualTo(-1);
        assertThat(url.path()).isEqualTo("/");
        assertThat(url.query()).isNull();
        assertThat(url.fragment()).isNull();
        assertThat(url.requestTarget()).isEqualTo("/");
        assertThat(url.hrefWithoutFragment()).isEqualTo("http://a/");
    }

    @Test
    void empty_query_and_fragment_are_kept_apart_from_none() throws UrlSyntaxException {
        Url url = Url.parse("http://a/?#");

        assertThat(url.query()).isEmpty();
        assertThat(url.fragment()).isEmpty();
        assertThat(url.requestTarget()).isEqualTo("/?");
        assertThat(url.href()).isEqualTo("http://a/?#");
        assertThat(url.hrefWithoutFragment()).isEqualTo("http://a/?");
    }

    @Test
    void url_without_host_has_no_authority() throws UrlSyntaxException {
        Url url = Url.parse("mailto:someone@example.com?subject=x");

        assertThat(url.scheme()).isEqualTo("mailto");
        assertThat(url.host()).isNull();
        assertThat(url.username()).isEmpty();
        assertThat(url.password()).isEmpty();
        assertThat(url.authority()).isEmpty();
        assertThat(url.effectivePort()).isEqualTo(-1);
        assertThat(url.path()).isEqualTo("someone@example.com");
        assertThat(url.query()).isEqualTo("subject=x");
        assertThat(url.isHttp()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "http://a, -1, 80, a",
        "http://a:80, -1, 80, a",
        "http://a:443, 443, 443, a:443",
        "https://a, -1, 443, a",
        "https://a:443, -1, 443, a",
        "https://a:0, 0, 0, a:0",
        "ws://a, -1, 80, a",
        "wss://a, -1, 443, a",
        "ftp://a, -1, 21, a",
        "file://a/b, -1, -1, a",
        "foo://a:80, 80, 80, a:80",
        "foo://a, -1, -1, a",
        "http://u:p@[::1]:8080, 8080, 8080, [::1]:8080"
    })
    void port_is_given_or_the_default_of_the_scheme(String input, int port, int effectivePort, String authority)
            throws UrlSyntaxException {
        Url url = Url.parse(input);

        assertThat(url.port()).isEqualTo(port);
        assertThat(url.effectivePort()).isEqualTo(effectivePort);
        assertThat(url.authority()).isEqualTo(authority);
    }

    @Test
    void only_http_and_https_are_http_and_only_https_is_secure() throws UrlSyntaxException {
        assertThat(Url.parse("http://a").isHttp()).isTrue();
        assertThat(Url.parse("http://a").isSecure()).isFalse();
        assertThat(Url.parse("https://a").isHttp()).isTrue();
        assertThat(Url.parse("https://a").isSecure()).isTrue();
        assertThat(Url.parse("wss://a").isHttp()).isFalse();
        assertThat(Url.parse("wss://a").isSecure()).isFalse();
        assertThat(Url.parse("https+x://a").isHttp()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "http://a/x, http://A:80/y?z#f, true",
        "http://u:p@a, http://a, true",
        "http://a, https://a, false",
        "http://a:443, https://a:443, false",
        "http://a, http://b, false",
        "http://a, http://a., false",
        "http://a:81, http://a, false",
        "file:///a, file:///a, false",
        "foo://a, foo://a, false",
        "mailto:a@b, mailto:a@b, false"
    })
    void same_origin_means_same_scheme_and_host_and_port(String one, String other, boolean isSame)
            throws UrlSyntaxException {
        assertThat(Url.parse(one).isSameOrigin(Url.parse(other))).isEqualTo(isSame);
        assertThat(Url.parse(other).isSameOrigin(Url.parse(one))).isEqualTo(isSame);
    }

    @Test
    void urls_are_equal_by_their_serialisation() throws UrlSyntaxException {
        Url url = Url.parse("http://a/b");

        assertThat(url).isEqualTo(Url.parse("HTTP://A:80/./b")).hasSameHashCodeAs(Url.parse("HTTP://A:80/./b"));
        assertThat(url).isNotEqualTo(Url.parse("http://a/b#")).isNotEqualTo("http://a/b");
    }

    @Test
    void url_that_is_normal_already_shares_its_input() throws UrlSyntaxException {
        String input = "https://www.example.com/title/tt0111161/?ref_=nv_sr_1#top";

        assertThat(Url.parse(input).href()).isSameAs(input);
    }

    @ParameterizedTest
    @CsvSource({
        "http://a/b?c,      , http://a/b?c",
        "http://a/b?c#d,    , http://a/b?c",
        "http://a/b?c,     x, http://a/b?c#x",
        "http://a/b?c#d,   x, http://a/b?c#x",
        "http://a/b?c#d,  '', http://a/b?c#",
        "http://a/,    'a b', http://a/#a%20b",
        "http://a/,   'a%20', http://a/#a%20",
        "http://a/,  'é\t#?', http://a/#%C3%A9#?",
        "mailto:a@b#c,     x, mailto:a@b#x",
        "foo:/.//bar#c,     , foo:/.//bar"
    })
    void fragment_can_be_replaced(String input, String fragment, String href) throws UrlSyntaxException {
        Url url = Url.parse(input).withFragment(fragment);

        assertThat(url.href()).isEqualTo(href);
        assertThat(url).usingRecursiveComparison().isEqualTo(Url.parse(href));
    }

    @ParameterizedTest
    @CsvSource({
        "//h/p,             https://h/p",
        "/p,                https://u:w@base:8443/p",
        "p,                 https://u:w@base:8443/x/p",
        "../../../p,        https://u:w@base:8443/p",
        "%2E%2e/.,          https://u:w@base:8443/",
        "?p,                https://u:w@base:8443/x/y?p",
        "#p,                https://u:w@base:8443/x/y?z#p",
        "'',                https://u:w@base:8443/x/y?z",
        "https:p,           https://u:w@base:8443/x/p",
        "http:p,            http://p/",
        "\\\\h\\p,          https://h/p",
        "http://u@h,        http://u@h/",
        "mailto:a@b,        mailto:a@b"
    })
    void reference_is_resolved_against_the_base(String reference, String href) throws UrlSyntaxException {
        Url base = Url.parse("https://u:w@base:8443/x/y?z#f");

        Url url = Url.parse(reference, base);

        assertThat(url.href()).isEqualTo(href);
        assertThat(url).usingRecursiveComparison().isEqualTo(Url.parse(href));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://a/\tb\nc\r", "  http://a/bc\u0000\u001F ", "\u0001\t http://a/bc", "h\ntt\tp:/\r/a/bc"})
    void white_space_around_and_line_breaks_within_do_not_count(String input) throws UrlSyntaxException {
        assertThat(Url.parse(input).href()).isEqualTo("http://a/bc");
    }

    @Test
    void lone_surrogate_becomes_the_replacement_character() throws UrlSyntaxException {
        assertThat(Url.parse("http://\uD800:\uDC00@a/\uD800x?\uDFFF\uD83D\uDCA9#\uD83D")
                        .href())
                .isEqualTo("http://%EF%BF%BD:%EF%BF%BD@a/%EF%BF%BDx?%EF%BF%BD%F0%9F%92%A9#%EF%BF%BD");
    }
}
