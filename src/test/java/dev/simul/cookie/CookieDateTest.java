package dev.simul.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6265bis section 5.1.1. */
class CookieDateTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # the forms of HTTP
                    Sun, 06 Nov 1994 08:49:37 GMT           | 1994-11-06T08:49:37Z
                    Sunday, 06-Nov-94 08:49:37 GMT          | 1994-11-06T08:49:37Z
                    Sun Nov  6 08:49:37 1994                | 1994-11-06T08:49:37Z
                    # two digits of a year: from 70 on of the last century
                    06 Nov 70 00:00:00                      | 1970-11-06T00:00:00Z
                    06 Nov 99 00:00:00                      | 1999-11-06T00:00:00Z
                    06 Nov 69 00:00:00                      | 2069-11-06T00:00:00Z
                    06 Nov 00 00:00:00                      | 2000-11-06T00:00:00Z
                    06 Nov 100 00:00:00                     | -
                    06 Nov 1600 00:00:00                    | -
                    06 Nov 1601 00:00:00                    | 1601-11-06T00:00:00Z
                    06 Nov 9999 00:00:00                    | 9999-11-06T00:00:00Z
                    06 Nov 10000 00:00:00                   | -
                    06 Nov 5 00:00:00                       | -
                    # any order, any separators
                    2027 Apr 15 21:01:22                    | 2027-04-15T21:01:22Z
                    Apr 15 21:01:22 27                      | 2027-04-15T21:01:22Z
                    21:01:22 Apr 2027 15                    | 2027-04-15T21:01:22Z
                    21:01:22 15 2027 Apr                    | 2027-04-15T21:01:22Z
                    15 27 Apr 21:01:22                      | 2027-04-15T21:01:22Z
                    Thu, 15/Apr\\2027@21:01:22{GMT}          | 2027-04-15T21:01:22Z
                    Thu;15-Apr~2027_21:01:22                | 2027-04-15T21:01:22Z
                    # the first token of each kind counts
                    01 02 Jan Feb 03 1:2:3 4:5:6            | 2002-01-01T01:02:03Z
                    # months by their first three letters, in any case
                    15-JANUARY-2027 00:00:00                | 2027-01-15T00:00:00Z
                    15-sepT-2027 00:00:00                   | 2027-09-15T00:00:00Z
                    15-Decemvri-2027 00:00:00               | 2027-12-15T00:00:00Z
                    15-Ja-2027 00:00:00                     | -
                    15-Month-2027 00:00:00                  | -
                    # one digit where two are usual
                    1 Jan 2027 1:2:3                        | 2027-01-01T01:02:03Z
                    # what follows the digits does not matter unless it is one
                    15th Apr 2027AD 21:01:22.5Z             | 2027-04-15T21:01:22Z
                    015 Apr 2027 21:01:22                   | -
                    15 Apr 2027 21:01:222                   | -
                    15 Apr 2027 021:01:22                   | -
                    15 Apr 2027 21:01                       | -
                    15 Apr 2027 21:01:                      | -
                    15 Apr 2027 21::22                      | -
                    15 Apr 2027 :01:22                      | -
                    # zones do not count
                    15 Apr 2027 21:01:22 GMT-0700 (PDT)     | 2027-04-15T21:01:22Z
                    15 Apr 2027 21:01:22 +0200              | 2027-04-15T21:01:22Z
                    # values that do not exist
                    15 Apr 2027 23:59:59                    | 2027-04-15T23:59:59Z
                    15 Apr 2027 24:00:00                    | -
                    15 Apr 2027 23:60:00                    | -
                    15 Apr 2027 23:59:60                    | -
                    00 Apr 2027 00:00:00                    | -
                    31 Apr 2027 00:00:00                    | -
                    32 Jan 2027 00:00:00                    | -
                    29 Feb 2027 00:00:00                    | -
                    29 Feb 2028 00:00:00                    | 2028-02-29T00:00:00Z
                    # something is missing
                    Apr 2027 21:01:22                       | -
                    15 2027 21:01:22                        | -
                    15 Apr 21:01:22                         | -
                    15 Apr 2027                             | -
                    0                                       | -
                    -1                                      | -
                    1735689600                              | -
                    2027-04-15T21:01:22Z                    | -
                    """)
    void a_date_is_what_its_tokens_say(String text, String expected) {
        assertThat(String.valueOf(CookieDate.parse(text))).isEqualTo(expected.equals("-") ? "null" : expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "\t", ";;;", "99999999999999999999999999999999999", ":::::", "1:", "caf\u00e9", "\u0001"
            })
    void what_is_no_date_is_none(String text) {
        assertThat(CookieDate.parse(text)).isNull();
    }

    @Test
    void characters_beyond_ascii_and_controls_belong_to_a_token() {
        assertThat(CookieDate.parse("15\u00e9 Apr\u00ff 2027 21:01:22"))
                .isEqualTo(Instant.parse("2027-04-15T21:01:22Z"));
        assertThat(CookieDate.parse("\u00e915 Apr 2027 21:01:22")).isNull();
        assertThat(CookieDate.parse("15\u0001Apr 2027 21:01:22")).isNull();
    }

    @Test
    void tabs_separate() {
        assertThat(CookieDate.parse("15\tApr\t2027\t21:01:22")).isEqualTo(Instant.parse("2027-04-15T21:01:22Z"));
    }
}
