package dev.simul.frontier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which links are followed. */
class ScopeTest {
    static Url url(String text) {
        try {
            return Url.parse(text);
        } catch (UrlSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "host,   http://a.test/x,          http://a.test/y,              true",
        "host,   http://a.test/x,          http://a.test:80/y,           true",
        "host,   http://a.test/x,          https://a.test/y,             false",
        "host,   http://a.test/x,          http://a.test:8080/y,         false",
        "host,   http://a.test/x,          http://www.a.test/,           false",
        "host,   http://a.test/x,          http://a.test.evil.test/,     false",
        "domain, http://www.a.co.uk/,      https://shop.a.co.uk:444/,    true",
        "domain, http://www.a.co.uk/,      http://b.co.uk/,              false",
        "domain, http://co.uk/,            http://a.co.uk/,              false",
        "domain, http://me.github.io/,     http://you.github.io/,        false",
        "domain, http://127.0.0.1/,        http://127.0.0.1:8080/,       true",
        "domain, http://127.0.0.1/,        http://1.0.0.1/,              false",
        "domain, http://[::1]/,            http://[::1]:81/,             true",
        "domain, http://localhost/,        http://localhost:81/,         true",
        "domain, http://a.localhost/,      http://b.localhost/,          false",
        "all,    http://a.test/,           https://b.test/,              true",
        "/y$,    http://a.test/,           https://b.test/y,             true",
        "/y$,    http://a.test/,           https://b.test/y?z,           false",
        "'^http://[ab]\\.', http://c.test/, http://b.test/,               true",
    })
    void a_link_is_in_scope_or_not(String scope, String root, String link, boolean isFollowed) {
        Scope parsed = Scope.parse(scope);

        assertThat(parsed.contains(url(link), parsed.rootOf(url(root)))).isEqualTo(isFollowed);
    }

    @Test
    void what_a_line_redirects_to_counts_as_well() {
        assertThat(Scope.HOST.contains(url("https://www.a.test/"), "a.test:80 www.a.test:443"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "a(b,     missing closing ),                ''",
        "a[z-b],  invalid character class range,    '\n  a[z-b]\n    ^^^'",
        "x**,     invalid nested repetition operator, '\n  x**\n   ^^'",
        "a(?=b),  invalid or unsupported Perl syntax, '\n  a(?=b)\n   ^^^'",
    })
    void wrong_expression_is_shown_with_its_place(String scope, String complaint, String place) {
        String begin = "'" + scope + "' is none of host, domain and all, and no regular expression: ";
        assertThatThrownBy(() -> Scope.parse(scope))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(begin + complaint + place.translateEscapes());
    }

    @Test
    void hostile_urls_take_linear_time() {
        Scope scope = Scope.parse("(a*)*(a|aa)+$");

        assertThat(scope.contains(url("http://x.test/" + "a".repeat(20_000) + "!"), ""))
                .isFalse();
    }
}
