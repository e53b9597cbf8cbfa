package dev.simul.url;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class PercentEncodeSetTest {
    /** What the sets let pass of printable ASCII that is not a letter or a digit (section 1.3). */
    @ParameterizedTest
    @CsvSource(
            delimiter = '\u00A6', // a broken bar, the only printable one that is not in the text
            quoteCharacter = '\u00A4',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "C0_CONTROL\u00A6 !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
                "FRAGMENT\u00A6!#$%&'()*+,-./:;=?@[\\]^_{|}~",
                "QUERY\u00A6!$%&'()*+,-./:;=?@[\\]^_`{|}~",
                "SPECIAL_QUERY\u00A6!$%&()*+,-./:;=?@[\\]^_`{|}~",
                "PATH\u00A6!$%&'()*+,-./:;=@[\\]_|~",
                "USERINFO\u00A6!$%&'()*+,-._~"
            })
    void set_lets_pass_what_the_standard_says(PercentEncodeSet set, String passing) {
        String passed = IntStream.range(' ', 0x7F)
                .filter(c -> !Character.isLetterOrDigit(c) && !set.contains((char) c))
                .mapToObj(Character::toString)
                .collect(Collectors.joining());

        assertThat(passed).isEqualTo(passing);
    }

    @ParameterizedTest
    @EnumSource
    void every_set_contains_controls_and_all_beyond_ascii_but_no_letter_or_digit(PercentEncodeSet set) {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            if (c < ' ' || c > '~') {
                assertThat(set.contains((char) c)).as("U+%04X", c).isTrue();
            } else if (Character.isLetterOrDigit(c)) {
                assertThat(set.contains((char) c)).as("U+%04X", c).isFalse();
            }
        }
    }

    @Test
    void every_code_point_is_encoded_by_the_bytes_of_its_utf_8() {
        StringBuilder all = new StringBuilder();
        StringBuilder expected = new StringBuilder();
        for (int c = 0x7F; c <= Character.MAX_CODE_POINT; c += c < 0x1_0000 ? 1 : 251) {
            boolean isSurrogate = Character.MIN_SURROGATE <= c && c <= Character.MAX_SURROGATE;
            all.append('a').appendCodePoint(c);
            expected.append('a');
            for (byte b : Character.toString(isSurrogate ? 0xFFFD : c).getBytes(UTF_8)) {
                expected.append(String.format("%%%02X", b));
            }
        }

        assertThat(PercentEncodeSet.FRAGMENT.encode(all.toString())).isEqualTo(expected.toString());
    }

    static Stream<JsonNode> percentEncodingCases() {
        return TestData.wptCases("percent-encoding.json");
    }

    /** As web-platform-tests does it: in the query and in the fragment of one URL. */
    @ParameterizedTest
    @MethodSource("percentEncodingCases")
    void query_and_fragment_are_encoded_as_utf_8(JsonNode c) throws UrlSyntaxException {
        String input = c.get("input").stringValue();
        String output = c.get("output").get("utf-8").stringValue();

        Url url = Url.parse("https://doesnotmatter.invalid/?" + input + "#" + input);

        assertThat(url.query()).isEqualTo(output);
        assertThat(url.fragment()).isEqualTo(output);
    }
}
