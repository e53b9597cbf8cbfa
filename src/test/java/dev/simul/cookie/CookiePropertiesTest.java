package dev.simul.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of a jar whatever is thrown at it; drawn, but the same each time. */
class CookiePropertiesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");
    private static final List<String> HOSTS = List.of(
            "a.test",
            "www.a.test",
            "x.www.a.test",
            "b.test",
            "co.uk",
            "z.co.uk",
            "127.0.0.1",
            "[::1]",
            "localhost",
            "a.test.");
    private static final List<String> PATHS = List.of("/", "/p", "/p/", "/p/q", "/pq", "//p", "/p%2Fq/r");
    private static final List<String> PIECES = List.of(
            "a",
            "b=1",
            "=",
            ";",
            "; ",
            " ",
            "\t",
            ",",
            "Domain=",
            "Path=",
            "Secure",
            "Max-Age=",
            "Expires=",
            "SameSite=None",
            "HttpOnly",
            "__Host-",
            "__Secure-",
            "a.test",
            ".a.test",
            "co.uk",
            "127.0.0.1",
            "/p",
            "/",
            "0",
            "-1",
            "99999999999",
            "Thu, 01 Jan 1970 00:00:00 GMT",
            "1 Jan 2030 1:2:3",
            "\"",
            "\u0001",
            "\r",
            "\n",
            "\0",
            "\u007f",
            "\u00e9",
            "\u00ff",
            ":",
            "=b",
            "\\");

    private static Url url(String text) {
        try {
            return Url.parse(text);
        } catch (UrlSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T one(List<T> of, SplittableRandom random) {
        return of.get(random.nextInt(of.size()));
    }

    private static Url anyUrl(SplittableRandom random) {
        return url((random.nextBoolean() ? "http://" : "https://") + one(HOSTS, random) + one(PATHS, random));
    }

    private static String anyField(SplittableRandom random) {
        StringBuilder field = new StringBuilder(random.nextBoolean() ? "c" + random.nextInt(5) + "=" : "");
        for (int i = random.nextInt(10); i > 0; i--) field.append(one(PIECES, random));
        if (random.nextInt(20) == 0) field.append("x".repeat(random.nextInt(6000)));
        return field.toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void what_is_sent_is_one_line_within_bounds_and_goes_to_nobody_else(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 500; round++) {
            CookieJar jar = new CookieJar();
            List<Url> setters = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Url from = anyUrl(random);
                setters.add(from);
                jar.receive(from, List.of(anyField(random), anyField(random)), NOW);
            }
            for (int i = 0; i < 10; i++) {
                Url to = anyUrl(random);
                @Nullable String field = jar.fieldFor(to, NOW);
                if (field == null) continue;
                assertThat(field).isNotEmpty().hasSizeLessThanOrEqualTo(CookieJar.MAX_FIELD);
                assertThat(field.chars()).allMatch(c -> c == '\t' || (c >= ' ' && c != 0x7f && c <= 0xff));
                assertThat(setters).as("%s of %s", field, to).anyMatch(from -> mayBeFrom(from, to));
            }
            assertThat(jar.size()).isLessThanOrEqualTo(CookieJar.MAX_COOKIES);
        }
    }

    /** Of the same host, or of one below the same registered domain. */
    private static boolean mayBeFrom(Url from, Url to) {
        boolean sameHost = String.valueOf(from.host()).equals(to.host());
        return sameHost || (isBelowATest(from) && isBelowATest(to));
    }

    private static boolean isBelowATest(Url url) {
        return ("." + url.host()).endsWith(".a.test");
    }
}
