package dev.simul.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.ErrorKind;
import dev.simul.result.FetchError;
import dev.simul.result.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9112 section 6.3: where a body ends. */
class BodyFramingTest {
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    // ---- by its status

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void a_204_and_a_304_have_no_body_whatever_their_fields_say(int status) {
        String head = "HTTP/1.1 " + status + " x\r\n";
        for (String fields : new String[] {"", "Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n"}) {
            Parse.Outcome outcome = Parse.open(head + fields + "\r\nhello");

            assertThat(outcome.whole()).as(fields).isTrue();
            assertThat(outcome.body()).isEmpty();
            assertThat(outcome.rest()).isEqualTo(5);
        }
    }

    /** RFC 9110 sections 15.3.5 and 15.4.5: so wrong framing in their heads misleads nobody. */
    @ParameterizedTest
    @ValueSource(
            strings = {"Content-Length: many", "Content-Length: 1, 2", "Content-Length: 1\r\nTransfer-Encoding: chunked"
            })
    void contradictions_in_the_head_of_a_response_without_a_body_do_not_matter(String fields) {
        for (int status : new int[] {204, 304}) {
            Parse.Outcome outcome = Parse.open("HTTP/1.1 " + status + " x\r\n" + fields + "\r\n\r\n");

            assertThat(outcome.whole()).isTrue();
            assertThat(outcome.reusable()).isTrue();
        }
    }

    /** RFC 9110 section 15.3.6 forbids a body after 205, but it is framed like any other, and so is one that comes. */
    @ParameterizedTest
    @ValueSource(ints = {201, 203, 205, 206, 299, 300, 404, 416, 500, 599, 600, 999})
    void after_every_other_status_a_body_is_framed_by_the_fields(int status) {
        String head = "HTTP/1.1 " + status + " x\r\n";

        assertThat(Parse.open(head + "Content-Length: 5\r\n\r\nhello").body()).isEqualTo("hello");
        assertThat(Parse.open(head + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")
                        .body())
                .isEqualTo("hello");
        assertThat(Parse.closed(head + "\r\nhello").body()).isEqualTo("hello");
        assertThat(Parse.open(head + "\r\n").whole()).isFalse();
    }

    // ---- by Content-Length, RFC 9110 section 8.6

    @Test
    void a_length_counts_the_bytes_and_what_follows_is_left_alone() {
        Parse.Outcome outcome = Parse.open(OK + "Content-Length: 5\r\n\r\nhello, world");

        assertThat(outcome.body()).isEqualTo("hello");
        assertThat(outcome.whole()).isTrue();
        assertThat(outcome.rest()).isEqualTo(7);
    }

    @Test
    void the_largest_length_there_is_is_waited_for() {
        Parse.Outcome outcome = Parse.closed(OK + "Content-Length: 9223372036854775807\r\n\r\nhello");

        assertThat(outcome.message()).contains("9223372036854775802 more were promised");
    }

    @Test
    void a_length_of_nothing_ends_with_the_head() {
        assertThat(Parse.open(OK + "Content-Length: 0\r\n\r\n").whole()).isTrue();
    }

    @Test
    void leading_zeros_of_a_length_mean_nothing() {
        assertThat(Parse.open(OK + "Content-Length: 0005\r\n\r\nhello").whole()).isTrue();
        assertThat(Parse.open(OK + "Content-Length: " + "0".repeat(100) + "5\r\n\r\nhello")
                        .whole())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5, 5", "5\r\nContent-Length: 5", "5,5\r\nContent-Length: 05", ", 5,"})
    void equal_lengths_are_one(String lengths) {
        assertThat(Parse.open(OK + "Content-Length: " + lengths + "\r\n\r\nhello")
                        .body())
                .isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5, 6", "5\r\nContent-Length: 6", "0\r\nContent-Length: 5"})
    void different_lengths_are_refused(String lengths) {
        Parse.Outcome outcome = Parse.open(OK + "Content-Length: " + lengths + "\r\n\r\nhello");

        assertThat(outcome.error()).isEqualTo(new FetchError.Protocol("several different Content-Lengths"));
        assertThat(outcome.status()).as("the record keeps the status").isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "+5",
                "5.0",
                "0x5",
                "5 6",
                "five",
                "5;",
                "5\u000b",
                "\u00a05",
                "\u00b2",
                "1e3",
                "5_0",
                "\"5\"",
                "9223372036854775808",
                "18446744073709551621",
                "9999999999999999999",
                "99999999999999999999"
            })
    void what_is_not_a_decimal_number_is_refused(String length) {
        Parse.Outcome outcome = Parse.open(OK + "Content-Length: " + length + "\r\n\r\nhello");

        assertThat(outcome.message()).startsWith("not a Content-Length: '");
        assertThat(outcome.errorKind()).isEqualTo(ErrorKind.PROTOCOL);
        assertThat(outcome.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", " , ,"})
    void an_empty_length_is_refused(String length) {
        assertThat(Parse.open(OK + "Content-Length:" + length + "\r\n\r\n").message())
                .isEqualTo("an empty Content-Length");
    }

    @Test
    void the_end_of_the_connection_before_the_length_says_how_much_is_missing() {
        Parse.Outcome outcome = Parse.closed(OK + "Content-Length: 100\r\n\r\nhello");

        assertThat(outcome.error()).isEqualTo(new FetchError.Closed(Phase.BODY, 5, "95 more were promised"));
        assertThat(outcome.body()).isEqualTo("hello");
        assertThat(outcome.status()).isEqualTo(200);
    }

    @Test
    void a_length_of_many_bytes_is_counted_beyond_32_bits() {
        Parse.Outcome outcome = Parse.closed(OK + "Content-Length: 5000000000\r\n\r\nhello");

        assertThat(outcome.message()).contains("4999999995 more were promised");
    }

    // ---- by the end of the connection

    @Test
    void without_a_length_the_body_ends_with_the_connection() {
        Parse.Outcome outcome = Parse.closed(OK + "\r\nhello");

        assertThat(outcome.body()).isEqualTo("hello");
        assertThat(outcome.whole()).isTrue();
        assertThat(outcome.reusable()).isFalse();
    }

    @Test
    void without_a_length_there_is_no_end_before_that_of_the_connection() {
        assertThat(Parse.open(OK + "\r\nhello").whole()).isFalse();
        assertThat(Parse.closed(OK + "\r\n").whole()).isTrue();
    }

    // ---- by Transfer-Encoding

    @ParameterizedTest
    @ValueSource(
            strings = {"chunked", "Chunked", "CHUNKED", "identity, chunked", "chunked\r\nTransfer-Encoding: identity"})
    void chunked_is_known_in_any_case_and_identity_means_nothing(String codings) {
        Parse.Outcome outcome = Parse.open(OK + "Transfer-Encoding: " + codings + "\r\n\r\n5\r\nhello\r\n0\r\n\r\n");

        assertThat(outcome.body()).isEqualTo("hello");
        assertThat(outcome.whole()).isTrue();
    }

    @Test
    void codings_before_chunked_are_handed_on_in_their_order() {
        Parse.Outcome outcome =
                Parse.open(OK + "Transfer-Encoding: gzip\r\nTransfer-Encoding: x-gzip, chunked\r\n\r\n0\r\n\r\n");

        assertThat(outcome.transferCodings()).containsExactly("gzip", "x-gzip");
    }

    @Test
    void a_transfer_coding_together_with_a_length_is_refused_as_in_response_splitting() {
        Parse.Outcome outcome =
                Parse.open(OK + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");

        assertThat(outcome.error()).isEqualTo(new FetchError.Protocol("both Transfer-Encoding and Content-Length"));
        assertThat(outcome.status()).isEqualTo(200);
    }

    @Test
    void identity_together_with_a_length_is_just_the_length() {
        assertThat(Parse.open(OK + "Content-Length: 5\r\nTransfer-Encoding: identity\r\n\r\nhello")
                        .body())
                .isEqualTo("hello");
    }

    @Test
    void chunked_must_be_the_last_coding_and_the_only_one_of_its_kind() {
        for (String codings :
                new String[] {"chunked, gzip", "chunked, chunked", "chunked\r\nTransfer-Encoding: gzip"}) {
            assertThat(Parse.open(OK + "Transfer-Encoding: " + codings + "\r\n\r\n")
                            .error())
                    .isEqualTo(new FetchError.Protocol("chunked is not the last transfer coding"));
        }
    }

    @Test
    void a_coding_without_chunked_is_not_one_that_we_know() {
        Parse.Outcome outcome = Parse.open(OK + "Transfer-Encoding: gzip\r\n\r\nhello");

        assertThat(outcome.errorKind()).isEqualTo(ErrorKind.DECODE);
        assertThat(outcome.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chun ked", "chunked;q=1", "\"chunked\"", "\u000bchunked"})
    void what_is_not_a_token_is_no_coding(String coding) {
        assertThat(Parse.open(OK + "Transfer-Encoding: " + coding + "\r\n\r\n").message())
                .startsWith("not a transfer coding: '");
    }
}
