package dev.simul.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DomainToAsciiTest {
    /** A domain and its form in ASCII; null where the standard says failure. */
    record Case(String input, @Nullable String output) {
        static Case of(JsonNode json) {
            JsonNode output = json.get("output");
            boolean isFailure = output.isNull() || output.stringValue().isEmpty();
            return new Case(json.get("input").stringValue(), isFailure ? null : output.stringValue());
        }

        /** The form in which web-platform-tests puts them to browsers: in a whole URL. */
        Url parse() throws UrlSyntaxException {
            return Url.parse("https://" + percentEncodeDelimiters(input) + "/x");
        }
    }

    /** But for the empty one, which a URL cannot ask for: see {@link #domain_that_is_refused_is_told_why}. */
    static Stream<Case> cases() {
        return Stream.of("toascii.json", "IdnaTestV2.json")
                .flatMap(TestData::wptCases)
                .map(Case::of)
                .filter(c -> !c.input().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void domain_becomes_what_the_standard_says(Case c) throws UrlSyntaxException {
        if (c.output() == null) {
            assertThatThrownBy(c::parse)
                    .isInstanceOfSatisfying(
                            UrlSyntaxException.class,
                            e -> assertThat(e.reason()).isEqualTo("domain-to-ASCII"));
        } else {
            assertThat(c.parse().host()).isEqualTo(c.output());
            assertThat(c.parse().href()).isEqualTo("https://" + c.output() + "/x");
        }
    }

    private static String percentEncodeDelimiters(String domain) {
        return domain.replace(":", "%3A")
                .replace("/", "%2F")
                .replace("?", "%3F")
                .replace("#", "%23")
                .replace("\\", "%5C");
    }

    @ParameterizedTest
    @CsvSource({
        "EXAMPLE.com, example.com",
        "xn--A, xn--a", // not Punycode; ASCII is never checked
        "XN--zca.de, xn--zca.de",
        "a_b.-c.d-..e, a_b.-c.d-..e",
        "münchen.de, xn--mnchen-3ya.de",
        "MÜNCHEN.De, xn--mnchen-3ya.de",
        "пример.испытание, xn--e1afmkfd.xn--80akhbyknj4f",
        "例え.テスト, xn--r8jz45g.xn--zckzah",
        "a。b．c｡d, a.b.c.d",
        "ＧＯ.com, go.com"
    })
    void domain_becomes_ascii_in_lower_case(String domain, String ascii) throws UrlSyntaxException {
        assertThat(DomainToAscii.convert(domain)).isEqualTo(ascii);
    }

    @ParameterizedTest
    @CsvSource({
        "faß.de, xn--fa-hia.de", // IDNA2003 has fass.de, which is another host
        "FAẞ.de, xn--fa-hia.de",
        "βόλος.com, xn--nxasmm1c.com",
        "💩.la, xn--ls8h.la",
        "ü..de, xn--tda..de", // neither lengths nor hyphens are checked
        "-ü-.ab--cd, xn-----xka.ab--cd",
        "ක්‍ෂ.lk, xn--3zc4fxa418p.lk",
        "xn--zca.ü, xn--zca.xn--tda"
    })
    void domain_beyond_ascii_becomes_punycode(String domain, String ascii) throws UrlSyntaxException {
        assertThat(DomainToAscii.convert(domain)).isEqualTo(ascii);
    }

    @ParameterizedTest
    @CsvSource({
        "'', nothing is left of it",
        "\u00AD, nothing is left of it",
        "a\uFFFDb, it contains a character that no domain may contain",
        "\u0378.net, it contains a character that no domain may contain",
        "\u0301a, a label begins with a combining mark",
        "xn--a.ü, a label begins with xn-- and is not valid Punycode",
        "xn--a-.ü, a label begins with xn-- and is not valid Punycode",
        "xn--xn---epa.ü, a label begins with xn-- and is not valid Punycode",
        "\u05D0a.com, letters that run in different directions are mixed",
        "a\u200Cb.de, an invisible joiner stands where there is nothing to join",
        "a\u200Db.de, an invisible joiner stands where there is nothing to join",
        "a b, it contains U+0020",
        "a%b, it contains U+0025",
        "a\u0000b, it contains U+0000",
        "a\u007Fb, it contains U+007F",
        "a|b, it contains U+007C",
        "a^b, it contains U+005E",
        "ü<b, it contains U+003C",
        "ａ％, it contains U+0025"
    })
    void domain_that_is_refused_is_told_why(String domain, String detail) {
        assertRefused(domain, detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD800", "a\uDC00", "\uDC00\uD800.com", "\uD83D\u00AD\uDCA9.la", "\uD83D\uD83D\uDCA9"})
    void lone_surrogate_never_becomes_a_character(String domain) {
        assertThatThrownBy(() -> DomainToAscii.convert(domain)).hasMessageContaining("it contains U+D");
    }

    @Test
    void domain_beyond_ascii_of_unreasonable_length_is_refused() throws UrlSyntaxException {
        assertThat(DomainToAscii.convert("ü".repeat(Uts46.MAX_LENGTH))).startsWith("xn--");
        assertRefused("ü".repeat(Uts46.MAX_LENGTH + 1), "it is too long");
        assertRefused("\uFDFA".repeat(Uts46.MAX_LENGTH), "it is too long"); // each becomes 18 characters
    }

    @Test
    void domain_in_ascii_may_be_longer_than_dns_allows() throws UrlSyntaxException {
        String domain = "a".repeat(70_000);

        assertThat(DomainToAscii.convert(domain)).isEqualTo(domain);
    }

    private static void assertRefused(String domain, String detail) {
        assertThatThrownBy(() -> DomainToAscii.convert(domain))
                .isInstanceOfSatisfying(
                        UrlSyntaxException.class, e -> assertThat(e.reason()).isEqualTo("domain-to-ASCII"))
                .hasMessage("not a valid URL: the host is not a domain name, nor can it be made one: " + detail
                        + " (domain-to-ASCII)");
    }
}
