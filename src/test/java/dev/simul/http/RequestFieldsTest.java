package dev.simul.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFieldsTest {
    private static final boolean SAME_ORIGIN = true;
    private static final boolean OTHER_ORIGIN = false;

    private static String request(String url, boolean sameOrigin, HeaderField... given) {
        return requestWith(null, url, sameOrigin, given);
    }

    /** The same by either way, so that they do not differ. */
    private static String requestWith(@Nullable String cookie, String url, boolean sameOrigin, HeaderField... given) {
        try {
            RequestFields fields = RequestFields.of("simul/test", List.of(given));
            String request =
                    new String(fields.get(Url.parse(url), sameOrigin, cookie, null), StandardCharsets.ISO_8859_1);
            StringBuilder lines = new StringBuilder();
            for (HeaderField field : fields.fieldsFor(Url.parse(url), sameOrigin, cookie)) {
                lines.append(field.name()).append(": ").append(field.value()).append("\r\n");
            }
            assertThat(request.substring(request.indexOf('\n') + 1)).isEqualTo(lines + "\r\n");
            return request;
        } catch (UrlSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static HeaderField field(String name, String value) {
        return HeaderField.checked(name, value);
    }

    @Test
    void a_request_names_its_host_first_and_ends_with_an_empty_line() {
        assertThat(request("http://a.test/b?c#d", SAME_ORIGIN)).isEqualTo("""
                        GET /b?c HTTP/1.1\r
                        Host: a.test\r
                        User-Agent: simul/test\r
                        Accept: text/html,application/xhtml+xml,*/*;q=0.8\r
                        Accept-Encoding: gzip, deflate, br, zstd\r
                        \r
                        """);
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.test:80/, a.test",
        "http://a.test:8080/, a.test:8080",
        "https://a.test:443/, a.test",
        "http://[::1]:81/, [::1]:81",
        "http://u:p@a.test/, a.test",
        "http://m\u00fcnchen.test/, xn--mnchen-3ya.test",
    })
    void the_host_has_the_port_only_where_it_is_not_the_schemes(String url, String host) {
        assertThat(request(url, SAME_ORIGIN)).contains("\r\nHost: " + host + "\r\n");
    }

    @Test
    void what_the_user_gives_replaces_ours_in_any_case_and_comes_last() {
        String request = request("http://a.test/", SAME_ORIGIN, field("accept", "x/y"), field("X-One", "1"));

        assertThat(request).endsWith("Accept-Encoding: gzip, deflate, br, zstd\r\naccept: x/y\r\nX-One: 1\r\n\r\n");
        assertThat(request).doesNotContain("Accept: ");
    }

    @Test
    void a_field_without_a_value_takes_ours_away() {
        assertThat(request("http://a.test/", SAME_ORIGIN, field("Accept-Encoding", ""), field("User-Agent", "")))
                .doesNotContain("Accept-Encoding")
                .doesNotContain("User-Agent");
    }

    @Test
    void a_field_may_be_given_twice() {
        assertThat(request("http://a.test/", SAME_ORIGIN, field("X", "1"), field("X", "2")))
                .endsWith("X: 1\r\nX: 2\r\n\r\n");
    }

    @Test
    void a_host_that_the_user_gives_is_sent_once_and_only_to_the_origin_of_the_list() {
        HeaderField host = field("Host", "b.test");

        assertThat(request("http://a.test/", SAME_ORIGIN, host)).containsOnlyOnce("Host: b.test\r\n");
        assertThat(request("http://a.test/", SAME_ORIGIN, host)).doesNotContain("a.test");
        assertThat(request("http://c.test/", OTHER_ORIGIN, host)).contains("Host: c.test\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "authorization", "Cookie", "Proxy-Authorization"})
    void credentials_do_not_go_to_another_origin(String name) {
        HeaderField[] given = {field(name, "secret"), field("X-Other", "kept")};

        assertThat(request("http://a.test/", SAME_ORIGIN, given)).contains(name + ": secret\r\n");
        assertThat(request("http://b.test/", OTHER_ORIGIN, given))
                .doesNotContain("secret")
                .contains("X-Other: kept\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "http://user:pass@a.test/, dXNlcjpwYXNz", // user:pass
        "http://user@a.test/, dXNlcjo=", // user:
        "http://:pass@a.test/, OnBhc3M=", // :pass
        "http://us%65r:p%40%2B+%20@a.test/, dXNlcjpwQCsrIA==", // user:p@++(space)
        "http://%C3%BC:%C3%A9@a.test/, w7w6w6k=", // as UTF-8
        "http://%FF:%00@a.test/, /zoA", // as the bytes that they are
        "http://%:%4@a.test/, JTolNA==", // %:%4, which are no percent-encoded bytes
        "http://%zz@a.test/, JXp6Og==", // %zz:
    })
    void user_and_password_of_a_url_go_as_basic_credentials(String url, String credentials) {
        assertThat(request(url, SAME_ORIGIN)).containsOnlyOnce("\r\nAuthorization: Basic " + credentials + "\r\n");
    }

    @Test
    void an_authorization_that_the_user_gives_goes_before_that_of_the_url() {
        HeaderField given = field("Authorization", "Bearer x");

        assertThat(request("http://u:p@a.test/", SAME_ORIGIN, given))
                .contains("Authorization: Bearer x\r\n")
                .doesNotContain("Basic");
        assertThat(request("http://u:p@b.test/", OTHER_ORIGIN, given))
                .contains("Authorization: Basic dTpw\r\n")
                .doesNotContain("Bearer");
    }

    @Test
    void a_cookie_of_the_chain_is_sent_in_one_field_with_those_of_the_user_after_them() {
        HeaderField[] given = {field("Cookie", "me=1"), field("X", "1"), field("cookie", "us=2")};

        assertThat(requestWith("set=3", "http://a.test/", SAME_ORIGIN, given))
                .containsOnlyOnce("ookie: ")
                .contains("\r\nCookie: me=1; us=2; set=3\r\n")
                .contains("\r\nX: 1\r\n");
        assertThat(requestWith("set=3", "http://a.test/", SAME_ORIGIN)).contains("\r\nCookie: set=3\r\n");
    }

    @Test
    void to_another_origin_goes_what_was_set_and_not_what_the_user_gave() {
        HeaderField[] given = {field("Cookie", "me=1"), field("X", "1")};

        assertThat(requestWith("set=3", "http://b.test/", OTHER_ORIGIN, given))
                .contains("\r\nCookie: set=3\r\n")
                .contains("\r\nX: 1\r\n")
                .doesNotContain("me=1");
    }

    @Test
    void a_cookie_field_without_a_value_takes_cookies_away() {
        assertThat(RequestFields.of("x", List.of(field("cookie", ""))).takesAwayCookies())
                .isTrue();
        assertThat(RequestFields.of("x", List.of(field("Cookie", "a=b"))).takesAwayCookies())
                .isFalse();
        assertThat(RequestFields.of("x", List.of()).takesAwayCookies()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A B", "A:", "A\r\n", "\u00e9", "(A)"})
    void what_is_not_a_token_is_no_name(String name) {
        assertThatThrownBy(() -> HeaderField.checked(name, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_value_cannot_smuggle_another_line() {
        for (String value : Arrays.asList("a\r\nB: c", "a\nb", "a\rb", "a\0b", "a\u0100")) {
            assertThatThrownBy(() -> HeaderField.checked("A", value)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(HeaderField.checked("A", " \tcaf\u00e9 ").value()).isEqualTo("caf\u00e9");
    }
}
