package dev.simul.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick way gives what the general way gives; {@link UrlClaims} asks it of every other test's inputs as well. */
class PlainUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a/",
                "https://www.example.com/title/tt0111161/",
                "http://127.0.0.1:8080/d/50/1?n=0",
                "http://255.0.10.99/",
                "https://a-b.example1/%7Euser/a;b=c,d/$x!*()'@:&=+~_.html?q='",
                "http://1a.b2/x?a=b&c={d}|e^`f\\g/?%",
                "https://host:1/a.b/..",
                "http://host:65535/%"
            })
    void takes_what_is_normal(String input) throws UrlSyntaxException {
        boolean hasDotSegment = input.endsWith("/..");
        boolean hasQuoteInQuery = input.endsWith("'");
        assertThat(PlainUrl.of(input) != null).isEqualTo(!hasDotSegment && !hasQuoteInQuery);
        UrlClaims.check(input, null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http:",
                "http://",
                "http:///",
                "HTTP://a/",
                "http://A/",
                "http://a",
                "http://a?b",
                "http://a:80/",
                "https://a:443/",
                "http://a:/",
                "http://a:08/",
                "http://a:65536/",
                "http://a:123456/",
                "http://a:8a/",
                "http://u@a/",
                "http://a/#f",
                "http://a/b#",
                "http://a/ ",
                " http://a/",
                "http://a/\t",
                "http://a/b c",
                "http://a/ü",
                "http://ü/",
                "http://a/./b",
                "http://a/b/../c",
                "http://a/.b",
                "http://a/%2e/b",
                "http://a/b%2E",
                "http://a/b\\c",
                "http://a\\b/",
                "http://.a/",
                "http://a./",
                "http://a..b/",
                "http://xn--a/",
                "http://1/",
                "http://1.2.3/",
                "http://1.2.3.4.5/",
                "http://1.2.3.256/",
                "http://01.2.3.4/",
                "http://1.2.3.4./",
                "http://a.1/",
                "http://a.0x1/",
                "http://[::1]/",
                "http://a_b/",
                "ftp://a/",
                "mailto:a",
                "/a"
            })
    void leaves_the_rest_to_the_parser(String input) throws UrlSyntaxException {
        assertThat(PlainUrl.of(input)).isNull();
        UrlClaims.check(input, null);
    }

    private static final List<String> PIECES = List.of(
            "a", "z9", "0", "1", "255", "256", "-", "--", ".", "/", "//", ":", ":80", ":443", ":8080", "?", "%", "%2",
            "%2e", "e", "%41", "'", "!", "~", "_", "{", "|", "^", "`", "\"", "<", "#", "@", "\\", "A", " ", "xn--a",
            "1.2.3.4", "0x1");

    @Test
    void agrees_on_whatever_is_put_together() {
        Random random = new Random(20_261_128);
        int plain = 0;
        for (int i = 0; i < 100_000; i++) {
            StringBuilder input = new StringBuilder(random.nextBoolean() ? "http://" : "https://");
            input.append(random.nextInt(4) == 0 ? "1.2.3.4" : "host");
            for (int pieces = random.nextInt(6); pieces > 0; pieces--) {
                if (random.nextInt(3) == 0) input.append('/');
                input.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            UrlClaims.check(input.toString(), null);
            if (PlainUrl.of(input.toString()) != null) plain++;
        }
        assertThat(plain).isGreaterThan(10_000);
    }
}
