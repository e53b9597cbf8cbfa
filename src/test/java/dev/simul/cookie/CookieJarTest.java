package dev.simul.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6265bis sections 5.7 (what concerns several cookies), 5.8.3 and 6.1. */
class CookieJarTest {
    private static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");

    private final CookieJar jar = new CookieJar();

    private static Url url(String text) {
        try {
            return Url.parse(text);
        } catch (UrlSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private CookieJar set(String from, String... fields) {
        jar.receive(url(from), List.of(fields), NOW);
        return jar;
    }

    private @Nullable String sent(String to) {
        return jar.fieldFor(url(to), NOW);
    }

    // ---- 5.8.3: what is sent, and in which order

    @Test
    void nothing_is_sent_where_nothing_was_set() {
        assertThat(sent("http://a.test/")).isNull();
        assertThat(set("http://a.test/", "", "\u0001=x", "a=b; Domain=b.test").size())
                .isZero();
        assertThat(sent("http://a.test/")).isNull();
    }

    @Test
    void cookies_are_sent_in_the_order_of_their_creation() {
        set("http://a.test/", "z=1", "a=2", "m=3");

        assertThat(sent("http://a.test/")).isEqualTo("z=1; a=2; m=3");
    }

    @Test
    void longer_paths_come_first() {
        set("http://a.test/x/y/z", "root=1; Path=/", "deep=2", "middle=3; Path=/x", "deep2=4; Path=/x/y");

        assertThat(sent("http://a.test/x/y/z")).isEqualTo("deep=2; deep2=4; middle=3; root=1");
        assertThat(sent("http://a.test/x")).isEqualTo("middle=3; root=1");
    }

    @ParameterizedTest
    @CsvSource({"a=b, a=b", "a=, a=", "=b, b", "b, b", "'a=b=c', a=b=c", "'a=\"b\"', 'a=\"b\"'", "=b=c, b=c"})
    void a_cookie_is_sent_as_name_equals_value_or_as_its_value_alone(String field, String sent) {
        set("http://a.test/", field);

        assertThat(sent("http://a.test/")).isEqualTo(sent);
    }

    @Test
    void each_host_gets_its_own() {
        set("http://www.a.test/", "one=1", "all=2; Domain=a.test");
        set("http://b.test/", "b=3");

        assertThat(sent("http://www.a.test/")).isEqualTo("one=1; all=2");
        assertThat(sent("http://a.test/")).isEqualTo("all=2");
        assertThat(sent("http://b.test/")).isEqualTo("b=3");
        assertThat(sent("http://c.test/")).isNull();
    }

    @Test
    void what_was_set_over_tls_as_secure_does_not_go_out_in_the_clear() {
        set("https://a.test/", "s=1; Secure", "p=2");

        assertThat(sent("https://a.test/")).isEqualTo("s=1; p=2");
        assertThat(sent("http://a.test/")).isEqualTo("p=2");
    }

    // ---- 5.7, steps 23 and 24: one takes the place of another

    @Test
    void a_cookie_that_is_set_again_keeps_its_place() {
        set("http://a.test/", "x=1", "y=2", "x=3");

        assertThat(sent("http://a.test/")).isEqualTo("x=3; y=2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X=3", "x=3; Path=/p", "x=3; Domain=a.test", "=x"})
    void another_name_path_or_domain_is_another_cookie(String other) {
        set("http://a.test/", "x=1", other);

        assertThat(jar.size()).isEqualTo(2);
    }

    @Test
    void one_that_has_expired_takes_the_old_one_away() {
        set("http://a.test/", "x=1", "y=2", "x=; Max-Age=0", "z=; Max-Age=0");
        assertThat(sent("http://a.test/")).isEqualTo("y=2");

        set("http://a.test/", "y=; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "x=4");
        assertThat(sent("http://a.test/")).isEqualTo("x=4");
    }

    @Test
    void a_cookie_is_gone_when_its_time_has_come() {
        set("http://a.test/", "x=1; Max-Age=5", "y=2");
        Url to = url("http://a.test/");

        assertThat(jar.fieldFor(to, NOW.plusMillis(4999))).isEqualTo("x=1; y=2");
        assertThat(jar.fieldFor(to, NOW.plusSeconds(5))).isEqualTo("y=2");
        jar.receive(to, List.of("x=3"), NOW.plusSeconds(6));
        assertThat(jar.fieldFor(to, NOW.plusSeconds(6)))
                .as("a new one, not in the old one's place")
                .isEqualTo("y=2; x=3");
    }

    // ---- 5.7, step 16: what is secure is not overlaid

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    s=evil; Path=/login             | http://a.test/      | ignored
                    s=evil; Path=/login/en          | http://a.test/      | ignored
                    s=evil; Path=/login; Domain=a.test | http://www.a.test/ | ignored
                    s=evil; Path=/login             | http://www.a.test/  | ignored
                    s=evil; Path=/                  | http://a.test/      | taken
                    s=evil; Path=/foo               | http://a.test/      | taken
                    s=evil; Path=/loginx            | http://a.test/      | taken
                    S=evil; Path=/login             | http://a.test/      | taken
                    s=evil; Path=/login             | http://b.test/      | taken
                    s=fine; Path=/login             | https://a.test/     | taken
                    s=; Path=/login; Max-Age=0      | http://a.test/      | ignored
                    """)
    void a_response_in_the_clear_does_not_overlay_a_secure_cookie(String field, String from, String outcome) {
        set("https://a.test/", "s=safe; Secure; Path=/login; Domain=a.test");
        String before = sent("https://a.test/login");

        set(from, field);

        boolean changed = jar.size() != 1 || !String.valueOf(before).equals(sent("https://a.test/login"));
        assertThat(changed).isEqualTo(outcome.equals("taken"));
    }

    // ---- 6.1: bounds

    @Test
    void a_domain_keeps_its_last_fifty() {
        for (int i = 0; i < 60; i++) set("http://a.test/", "c" + i + "=");

        assertThat(jar.size()).isEqualTo(50);
        assertThat(sent("http://a.test/")).startsWith("c10=; ").endsWith("; c59=");
    }

    @Test
    void those_that_are_not_secure_go_first() {
        set("https://a.test/", "first=1; Secure");
        for (int i = 0; i < 60; i++) set("https://a.test/", "c" + i + "=");

        assertThat(sent("https://a.test/")).startsWith("first=1; c11=; ");
    }

    @Test
    void one_domain_does_not_drive_out_another() {
        set("http://a.test/", "mine=1");
        for (int i = 0; i < 1000; i++) set("http://b.test/", "c" + i + "=");

        assertThat(sent("http://a.test/")).isEqualTo("mine=1");
        assertThat(jar.size()).isEqualTo(51);
    }

    @Test
    void a_jar_keeps_150_of_all_domains() {
        for (int i = 0; i < 200; i++) set("http://h" + i + ".test/", "c=1");

        assertThat(jar.size()).isEqualTo(150);
        assertThat(sent("http://h49.test/")).isNull();
        assertThat(sent("http://h50.test/")).isEqualTo("c=1");
    }

    @Test
    void a_jar_keeps_64_kib() {
        for (int i = 0; i < 40; i++) set("http://h" + i + ".test/", "c=" + "x".repeat(4095));

        assertThat(jar.size()).isEqualTo(15);
        assertThat(sent("http://h39.test/")).hasSize(4097);
    }

    @Test
    void of_one_response_no_more_is_read_than_a_jar_can_hold() {
        String[] fields = IntStream.range(0, 5000).mapToObj(i -> "c" + i + "=").toArray(String[]::new);

        set("http://a.test/", fields);

        assertThat(sent("http://a.test/")).startsWith("c100=; ").endsWith("; c149=");
    }

    @Test
    void a_field_is_no_longer_than_servers_take() {
        for (int i = 0; i < 10; i++) set("http://a.test/", "c" + i + "=" + "x".repeat(997));

        assertThat(sent("http://a.test/"))
                .hasSize(8 * 1000 + 7 * 2)
                .endsWith("x")
                .contains("c7=")
                .doesNotContain("c8=");
        set("http://a.test/", "d=1");
        assertThat(sent("http://a.test/"))
                .as("what comes after one that does not fit")
                .hasSize(8014);

        set("http://b.test/", "e=" + "x".repeat(4094), "f=" + "x".repeat(4082));
        assertThat(sent("http://b.test/")).hasSize(8182);
        set("http://b.test/", "f=" + "x".repeat(4083));
        assertThat(sent("http://b.test/")).hasSize(4096);
    }
}
