package dev.simul.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6265bis section 5.6. */
class SetCookieTest {
    private static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");

    private static SetCookie parse(String field) {
        SetCookie said = SetCookie.parse(field, NOW);
        if (said == null) throw new AssertionError("ignored: " + field);
        return said;
    }

    private static @Nullable Instant expiry(String attributes) {
        return parse("a=b; " + attributes).expiry();
    }

    // ---- 5.6: name and value

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    a=b                     | a      | b
                    a=                      | a      | ``
                    =b                      | ``     | b
                    b                       | ``     | b
                    ``                      | ``     | ``
                    =                       | ``     | ``
                    ;                       | ``     | ``
                    ; a=b                   | ``     | ``
                    ` a = b `               | a      | b
                    a b = c d ; x           | a b    | c d
                    a=b=c                   | a      | b=c
                    ==b                     | ``     | =b
                    a="b"                   | a      | "b"
                    a="b;c"                 | a      | "b
                    a=b, c=d                | a      | b, c=d
                    a=%3B%00                | a      | %3B%00
                    """)
    void name_and_value_are_what_is_around_the_first_equals_sign(String field, String name, String value) {
        assertThat(parse(field).name()).isEqualTo(name);
        assertThat(parse(field).value()).isEqualTo(value);
    }

    @Test
    void bytes_beyond_ascii_stay_as_they_are() {
        assertThat(parse("caf\u00e9=\u00c3\u00a9\u00ff").value()).isEqualTo("\u00c3\u00a9\u00ff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0001", "\b", "\n", "\u000b", "\r", "\u001f", "\u007f", "\0"})
    void a_control_character_anywhere_makes_it_ignored(String control) {
        assertThat(SetCookie.parse("a" + control + "=b", NOW)).isNull();
        assertThat(SetCookie.parse("a=b" + control, NOW)).isNull();
        assertThat(SetCookie.parse("a=b; Path=/" + control, NOW)).isNull();
        assertThat(SetCookie.parse("a=b; unknown" + control, NOW)).isNull();
    }

    @Test
    void a_tab_is_white_space() {
        assertThat(parse("\ta\t=\tb\tc\t;\tSecure\t").name()).isEqualTo("a");
        assertThat(parse("\ta\t=\tb\tc\t;\tSecure\t").value()).isEqualTo("b\tc");
        assertThat(parse("\ta\t=\tb\tc\t;\tSecure\t").secure()).isTrue();
    }

    @Test
    void name_and_value_have_4096_octets_and_no_more() {
        assertThat(SetCookie.parse("n".repeat(2000) + "=" + "v".repeat(2096), NOW))
                .isNotNull();
        assertThat(SetCookie.parse("n".repeat(2000) + "=" + "v".repeat(2097), NOW))
                .isNull();
        assertThat(SetCookie.parse("v".repeat(4096), NOW)).isNotNull();
        assertThat(SetCookie.parse("v".repeat(4097), NOW)).isNull();
        assertThat(SetCookie.parse("  a=" + " ".repeat(5000) + "b", NOW)).isNotNull();
    }

    // ---- 5.6: attributes

    @ParameterizedTest
    @ValueSource(strings = {"Secure", "secure", "SECURE", " secure ", "secure=", "Secure=no", "x; ;=; secure;"})
    void names_of_attributes_are_in_any_case_and_unknown_ones_do_not_count(String attributes) {
        assertThat(parse("a=b;" + attributes).secure()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Securely", "=Secure", "x=Secure", "Sec ure", "HttpOnly", "Partitioned"})
    void what_is_not_secure_is_not(String attributes) {
        assertThat(parse("Secure=b;" + attributes).secure()).isFalse();
    }

    @Test
    void of_several_of_a_name_the_last_one_counts() {
        SetCookie said = parse("a=b; Path=/x; Domain=x.test; path=/y; domain=y.test; Max-Age=5; max-age=7");

        assertThat(said.path()).isEqualTo("/y");
        assertThat(said.domain()).isEqualTo("y.test");
        assertThat(said.expiry()).isEqualTo(NOW.plusSeconds(7));
    }

    @Test
    void a_value_of_more_than_1024_octets_is_not_looked_at() {
        String longPath = "/" + "p".repeat(1023);

        assertThat(parse("a=b; Path=" + longPath).path()).isEqualTo(longPath);
        assertThat(parse("a=b; Path=/x; Path=" + longPath + "p").path()).isEqualTo("/x");
        assertThat(parse("a=b; Domain=" + "d".repeat(1025)).domain()).isEmpty();
        assertThat(parse("a=b; Secure=" + "s".repeat(1025)).secure()).isFalse();
    }

    // ---- 5.6.1 and 5.5: Expires

    @Test
    void it_lasts_as_long_as_the_jar_where_nothing_is_said() {
        assertThat(parse("a=b").expiry()).isNull();
        assertThat(expiry("Expires=soon")).isNull();
        assertThat(expiry("Expires=")).isNull();
        assertThat(expiry("Expires")).isNull();
    }

    @Test
    void expires_is_a_date_and_one_that_is_none_does_not_count() {
        assertThat(expiry("Expires=Mon, 23 Nov 2026 07:00:00 GMT")).isEqualTo("2026-11-23T07:00:00Z");
        assertThat(expiry("Expires=Thu, 01 Jan 1970 00:00:00 GMT; Expires=never"))
                .isEqualTo("1970-01-01T00:00:00Z");
    }

    @Test
    void nothing_lasts_longer_than_400_days() {
        assertThat(expiry("Expires=1 Jan 9999 00:00:00")).isEqualTo(NOW.plus(Duration.ofDays(400)));
        assertThat(expiry("Max-Age=34560001")).isEqualTo(NOW.plus(Duration.ofDays(400)));
        assertThat(expiry("Max-Age=99999999999999999999999999")).isEqualTo(NOW.plus(Duration.ofDays(400)));
    }

    // ---- 5.6.2: Max-Age

    @ParameterizedTest
    @CsvSource({"1, 1", "60, 60", "0060, 60", "0000000000000000000060, 60", "34560000, 34560000"})
    void max_age_is_in_seconds(String value, int seconds) {
        assertThat(expiry("Max-Age=" + value)).isEqualTo(NOW.plusSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "-1", "000", "-99999999999999999999999", "-0060"})
    void without_time_left_it_has_expired_ever_since(String value) {
        assertThat(expiry("Max-Age=" + value)).isEqualTo(Instant.MIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "+1", "1.5", "1s", "--1", "1-", "\"1\"", "x", "\u0661"})
    void what_is_no_number_is_no_max_age(String value) {
        assertThat(expiry("Max-Age=" + value)).isNull();
        assertThat(expiry("Max-Age=9; Max-Age=" + value)).isEqualTo(NOW.plusSeconds(9));
    }

    @Test
    void max_age_goes_before_expires_in_either_order() {
        assertThat(expiry("Max-Age=9; Expires=Thu, 01 Jan 1970 00:00:00 GMT")).isEqualTo(NOW.plusSeconds(9));
        assertThat(expiry("Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=9")).isEqualTo(NOW.plusSeconds(9));
        assertThat(expiry("Max-Age=x; Expires=Mon, 23 Nov 2026 07:00:00 GMT")).isEqualTo("2026-11-23T07:00:00Z");
    }

    // ---- 5.6.3 to 5.6.7

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    Domain=a.test           | a.test
                    Domain=.a.test          | a.test
                    Domain=..a.test         | .a.test
                    Domain=A.Test           | a.test
                    Domain=                 | ``
                    Domain=.                | ``
                    Domain                  | ``
                    Domain=x.test; Domain=  | ``
                    """)
    void a_domain_is_in_lower_case_and_without_its_first_dot(String attributes, String domain) {
        assertThat(parse("a=b; " + attributes).domain()).isEqualTo(domain);
    }

    @ParameterizedTest
    @CsvSource({"Path=/x, /x", "Path=/, /", "path=/X Y, /X Y", "Path=/x/, /x/", "Path=/x=y, /x=y"})
    void a_path_begins_with_a_slash(String attribute, String path) {
        assertThat(parse("a=b; " + attribute).path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Path", "Path=", "Path=x", "Path=\"/x\"", "Path=/x; Path="})
    void any_other_path_is_the_default_one(String attribute) {
        assertThat(parse("a=b; " + attribute).path()).isEmpty();
        assertThat(parse("a=b").path()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "SameSite=None, true",
        "samesite=NONE, true",
        "SameSite=Lax; SameSite=None, true",
        "SameSite=None; SameSite=Strict, false",
        "SameSite=None; SameSite=whatever, false",
        "SameSite=Lax, false",
        "SameSite, false",
        "x, false"
    })
    void the_last_same_site_counts(String attributes, boolean none) {
        assertThat(parse("a=b; " + attributes).sameSiteNone()).isEqualTo(none);
    }
}
