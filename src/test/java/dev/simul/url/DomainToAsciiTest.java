package dev.simul.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DomainToAsciiTest {
    @ParameterizedTest
    @ValueSource(strings = {"toascii", "IdnaTestV2"})
    void only_the_listed_cases_of_the_standard_fail(String name) {
        List<String> failing = TestData.wptCases(name + ".json")
                .filter(c -> !passes(c))
                .map(c -> c.get("input").stringValue())
                .toList();

        assertThat(failing).containsExactlyElementsOf(TestData.inputs(name + "-known-failures.txt"));
    }

    /** The form in which web-platform-tests puts them to browsers: through a whole URL. */
    private static boolean passes(JsonNode c) {
        String input = percentEncodeDelimiters(c.get("input").stringValue());
        JsonNode output = c.get("output");
        boolean isFailure = output.isNull() || output.stringValue().isEmpty();
        try {
            Url url = Url.parse("https://" + input + "/x");
            return !isFailure
                    && url.href().equals("https://" + output.stringValue() + "/x")
                    && output.stringValue().equals(url.host());
        } catch (UrlSyntaxException e) {
            return isFailure;
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
    @ValueSource(strings = {"faß.de", "βόλος.com", "a\u200Cb.de", "a\u200Db.de"})
    void domain_that_idna2003_would_take_for_another_is_refused(String domain) {
        assertFails(domain, "domain-to-ASCII");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u00AD", "a\uFFFDb", "\uD800", "\uDC00\uD800.com", "ü..de", "\u0378.net"})
    void domain_that_cannot_be_made_ascii_is_refused(String domain) {
        assertFails(domain, "domain-to-ASCII");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a%b", "a\u0000b", "a\u007Fb", "a|b", "a^b", "ü<b", "ａ％"})
    void domain_with_a_forbidden_code_point_is_refused(String domain) {
        assertFails(domain, "domain-invalid-code-point");
    }

    @Test
    void domain_beyond_ascii_of_unreasonable_length_is_refused() {
        assertFails("ü".repeat(1025), "domain-to-ASCII");
    }

    @Test
    void domain_in_ascii_may_be_longer_than_dns_allows() throws UrlSyntaxException {
        String domain = "a".repeat(70_000);

        assertThat(DomainToAscii.convert(domain)).isEqualTo(domain);
    }

    private static void assertFails(String domain, String reason) {
        assertThatThrownBy(() -> DomainToAscii.convert(domain))
                .isInstanceOfSatisfying(
                        UrlSyntaxException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
