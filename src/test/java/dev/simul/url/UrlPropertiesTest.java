package dev.simul.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every URL, held against inputs that are put together at random, by a fixed seed. */
class UrlPropertiesTest {
    private static final int INPUTS = 30_000;

    private static final List<String> PIECES = List.of(
            "http:",
            "https:",
            "HTTP:",
            "file:",
            "ws:",
            "ftp:",
            "mailto:",
            "sc:",
            "x+y-z.1:",
            ":",
            "/",
            "//",
            "///",
            "\\",
            "\\\\",
            "?",
            "#",
            "@",
            "[",
            "]",
            "[::1]",
            "[1::8:0:0]",
            "::",
            "example.com",
            "EXAMPLE",
            "localhost",
            "1.2.3.4",
            "0x7f.1",
            "256",
            ".",
            "..",
            "%2e",
            "%2E.",
            "/./",
            "/../",
            "C:",
            "C|",
            "/c|/",
            "%",
            "%4",
            "%41",
            "%00",
            "%ff",
            "%C3%BC",
            ":80",
            ":443",
            ":0",
            ":65535",
            ":65536",
            ":8a",
            "user",
            "user:pw@",
            ":@",
            "a b",
            " ",
            "\t",
            "\n",
            "\u0000",
            "\u001F",
            "\u007F",
            "\u0080",
            "ü",
            "ß",
            "例え",
            "。",
            "\u00AD",
            "\uFF0E",
            "\uD83D\uDCA9",
            "\uD83D",
            "\uDCA9",
            "\uFFFD",
            "\uFFFF",
            "xn--",
            "xn--zca",
            "a",
            "z",
            "0",
            "9",
            "-",
            "_",
            "~",
            "^",
            "|",
            "<",
            ">",
            "\"",
            "'",
            "`",
            "{",
            "}",
            "&",
            "=",
            "+",
            "$",
            ";",
            ",",
            "!",
            "*",
            "(",
            ")");

    private static final List<String> BASES = List.of(
            "http://u:p@host:8080/a/b?c#d",
            "https://host",
            "file:///C:/x/y",
            "file://server/x?y",
            "sc://host/a/b",
            "sc://host",
            "sc:/a/b",
            "sc:/.//a/b?c#d",
            "sc:///a",
            "mailto:a@b?c#d");

    @Test
    void parser_agrees_with_the_standard_word_by_word() {
        Random random = new Random(20_260_702);
        int parsed = 0;
        for (int i = 0; i < INPUTS; i++) {
            String base = random.nextBoolean() ? null : BASES.get(random.nextInt(BASES.size()));
            parsed += UrlClaims.check(input(random), base) == null ? 0 : 1;
        }
        assertThat(parsed).as("inputs that are URLs").isBetween(INPUTS / 4, INPUTS * 9 / 10);
    }

    @Test
    void serialisation_parses_to_itself() {
        forEachUrl(url -> {
            Url again = parseOrFail(url.href());

            assertThat(again).usingRecursiveComparison().isEqualTo(url);
            assertThat(again.href()).isEqualTo(url.href());
        });
    }

    @Test
    void absolute_url_is_the_same_on_any_base() {
        List<Url> bases = BASES.stream().map(UrlPropertiesTest::parseOrFail).toList();

        forEachUrl(url -> assertThat(bases)
                .allSatisfy(base -> assertThat(Url.parse(url.href(), base)).isEqualTo(url)));
    }

    @Test
    void parts_make_up_the_serialisation() {
        forEachUrl(url -> {
            String credentials = url.username() + (url.password().isEmpty() ? "" : ":" + url.password());
            String authority = (credentials.isEmpty() ? "" : credentials + "@") + url.authority();
            String beforePath = url.host() == null ? (url.path().startsWith("//") ? "/." : "") : "//" + authority;

            assertThat(url.scheme() + ":" + beforePath + url.requestTarget()).isEqualTo(url.hrefWithoutFragment());
            assertThat(url.path() + (url.query() == null ? "" : "?" + url.query()))
                    .isEqualTo(url.requestTarget());
            assertThat(url.hrefWithoutFragment() + (url.fragment() == null ? "" : "#" + url.fragment()))
                    .isEqualTo(url.href());
        });
    }

    @Test
    void all_that_is_sent_is_printable_ascii_without_space() {
        forEachUrl(url -> {
            if (url.isHttp()) {
                assertThat(url.authority()).isNotEmpty().matches("[!-~]*");
                assertThat(url.requestTarget())
                        .startsWith("/")
                        .matches("[!-~]*")
                        .doesNotContain("#");
                assertThat(url.path().split("/")).doesNotContain(".", "..", "%2e", "%2E");
                assertThat(url.effectivePort()).isBetween(0, 65535);
            } else {
                assertThat(url.href()).matches("[ -~]*");
            }
        });
    }

    @Test
    void fragment_can_be_taken_off_and_put_back() {
        forEachUrl(url -> {
            Url bare = url.withFragment(null);

            assertThat(bare.href()).isEqualTo(url.hrefWithoutFragment());
            assertThat(bare.withFragment(url.fragment())).isEqualTo(url);
        });
    }

    /** Parsed with and without a base; what is not a URL has to fail with nothing but {@link UrlSyntaxException}. */
    private static void forEachUrl(Consumer<Url> property) {
        Random random = new Random(20_260_818);
        List<Url> bases = BASES.stream().map(UrlPropertiesTest::parseOrFail).toList();
        int parsed = 0;
        for (int i = 0; i < INPUTS; i++) {
            String input = input(random);
            Url base = bases.get(random.nextInt(bases.size()));
            Optional<Url> url = random.nextBoolean() ? tryParse(input) : tryParse(input, base);
            if (url.isPresent()) {
                parsed++;
                property.accept(url.get());
            }
        }
        assertThat(parsed).as("inputs that are URLs").isBetween(INPUTS / 4, INPUTS * 9 / 10);
    }

    private static String input(Random random) {
        StringBuilder input = new StringBuilder();
        if (random.nextInt(3) > 0) {
            input.append(PIECES.get(random.nextInt(9))).append(random.nextBoolean() ? "//" : "");
        }
        for (int pieces = random.nextInt(9); pieces > 0; pieces--) {
            input.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return input.toString();
    }

    /** Some 400,000 characters each, that the parser might be tempted to read again and again. */
    static Stream<String> longInputs() {
        return Stream.of(
                        "http://a/%s",
                        "http://%s/",
                        "http://%s@a/",
                        "http://a:%s/",
                        "http://a?%s",
                        "http://a#%s",
                        "http://[%s]/",
                        "sc://%s",
                        "sc:%s",
                        "sc:/..//%s",
                        "file:%s",
                        "%s")
                .flatMap(form -> Stream.of(
                                "a",
                                "@",
                                ":",
                                "/",
                                "\\",
                                "/..",
                                "a/../",
                                "..%%2e/",
                                ".",
                                "1.",
                                "0",
                                "%%41",
                                "%%",
                                "[",
                                "]",
                                "é",
                                "\uD83D\uDCA9",
                                "\uD83D",
                                " ",
                                "\t",
                                "C|/",
                                "?",
                                "#",
                                "xn--",
                                "。")
                        .map(piece ->
                                form.replace("%s", piece.replace("%%", "%").repeat(400_000 / piece.length()))));
    }

    /** A quadratic loop takes many minutes here, a linear one milliseconds: the limit is far from both. */
    @ParameterizedTest(name = "[{index}]")
    @MethodSource("longInputs")
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void time_is_linear_in_the_input(String input) {
        Url base = parseOrFail("http://a/" + "b/".repeat(100_000));

        Optional<Url> url = tryParse(input, base);

        assertThat(url.map(Url::href).orElse("").length()).isLessThan(12 * input.length() + 400_000);
    }

    private static Optional<Url> tryParse(String input) {
        try {
            return Optional.of(Url.parse(input));
        } catch (UrlSyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<Url> tryParse(String input, Url base) {
        try {
            return Optional.of(Url.parse(input, base));
        } catch (UrlSyntaxException e) {
            return Optional.empty();
        }
    }

    private static Url parseOrFail(String input) {
        return tryParse(input).orElseThrow(() -> new AssertionError("not a URL: " + input));
    }
}
