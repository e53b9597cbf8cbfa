package dev.simul.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.ErrorKind;
import dev.simul.result.FetchError;
import dev.simul.result.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9112 section 7.1. */
class ChunkedBodyTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    @Test
    void chunks_are_put_together_and_what_follows_the_last_one_is_left_alone() {
        Parse.Outcome outcome = Parse.open(HEAD + "5\r\nhello\r\n7\r\n, world\r\n0\r\n\r\nHTTP");

        assertThat(outcome.body()).isEqualTo("hello, world");
        assertThat(outcome.whole()).isTrue();
        assertThat(outcome.reusable()).isTrue();
        assertThat(outcome.rest()).isEqualTo(4);
    }

    @Test
    void a_body_may_be_empty() {
        assertThat(Parse.open(HEAD + "0\r\n\r\n").whole()).isTrue();
        assertThat(Parse.open(HEAD + "000\r\n\r\n").whole()).isTrue();
    }

    /** RFC 9112 section 7.1: any number of digits. */
    @Test
    void leading_zeros_of_a_size_mean_nothing() {
        String zeros = "0".repeat(100);

        assertThat(Parse.open(HEAD + zeros + "5\r\nhello\r\n" + zeros + "\r\n\r\n")
                        .whole())
                .isTrue();
    }

    @Test
    void the_largest_size_there_is_is_waited_for() {
        assertThat(Parse.closed(HEAD + "7fffffffffffffff\r\nhello").error())
                .isEqualTo(new FetchError.Closed(Phase.BODY, 5, "the last chunk has not come"));
    }

    @Test
    void a_chunk_may_hold_line_ends_and_digits() {
        assertThat(Parse.open(HEAD + "8\r\n0\r\n\r\n0\r\n\r\n0\r\n\r\n").body()).isEqualTo("0\r\n\r\n0\r\n");
    }

    @Test
    void sizes_are_hexadecimal_in_either_case() {
        String ten = "0123456789";
        assertThat(Parse.open(HEAD + "a\r\n" + ten + "\r\n00000A\r\n" + ten + "\r\n0\r\n\r\n")
                        .body())
                .isEqualTo(ten + ten);
    }

    /** RFC 9112 section 7.1.1, white space before them included. */
    @ParameterizedTest
    @ValueSource(
            strings = {";", ";x", "; x=1", " ;x=\"a;b\"", "  ", "\t", ";x=y;z", ";x=\"\u00ff", ";\0", ";;;=,:", ";0\t"})
    void extensions_are_ignored(String extension) {
        Parse.Outcome outcome = Parse.open(HEAD + "5" + extension + "\r\nhello\r\n0" + extension + "\r\n\r\n");

        assertThat(outcome.body()).isEqualTo("hello");
        assertThat(outcome.whole()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " 5", "-1", "+5", "0x5", "g", "5g", "5 5", "\u00b25", ";x", "5,5", "5:", "5.", "\t5", "5\u000b",
                "0x", "\0"
            })
    void what_is_not_a_size_is_refused(String size) {
        Parse.Outcome outcome = Parse.open(HEAD + size + "\r\nhello\r\n0\r\n\r\n");

        assertThat(outcome.message()).startsWith("not a chunk size: '");
        assertThat(outcome.errorKind()).isEqualTo(ErrorKind.PROTOCOL);
        assertThat(outcome.body()).isEmpty();
        assertThat(outcome.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ffffffffffffffff", "10000000000000000", "8000000000000000", "fffffffffffffffffffffff"})
    void a_size_beyond_all_bounds_is_refused(String size) {
        assertThat(Parse.open(HEAD + size + "\r\nhello").error())
                .isEqualTo(new FetchError.Protocol("a chunk size beyond all bounds"));
    }

    @Test
    void a_size_of_many_bytes_is_counted_beyond_32_bits() {
        Parse.Outcome outcome = Parse.open(HEAD + "100000005\r\nhello");

        assertThat(outcome.error()).isNull();
        assertThat(outcome.body()).isEqualTo("hello");
        assertThat(outcome.whole()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5\r\nhello, world\r\n0\r\n\r\n", "5\r\nhelloX\r\n0\r\n\r\n", "5\r\nhello0\r\n\r\n"})
    void a_chunk_must_end_where_its_size_says(String body) {
        assertThat(Parse.open(HEAD + body).error())
                .isEqualTo(new FetchError.Protocol("a chunk is longer than its size"));
    }

    /** Beyond RFC 9112 section 7.1, as curl takes it; a CR alone is not even an end of a line in section 2.2. */
    @Test
    void lines_may_end_with_a_bare_line_feed_but_not_with_a_bare_carriage_return() {
        assertThat(Parse.open(HEAD + "5\nhello\n0\n\n").body()).isEqualTo("hello");
        assertThat(Parse.open(HEAD + "5\r\nhello\n0\nA: b\n\n").whole()).isTrue();
        assertThat(Parse.open(HEAD + "5\r\nhello\r0\r\n\r\n").message()).isEqualTo("a bare CR in the chunked framing");
        assertThat(Parse.open(HEAD + "5\r\nhello\r\n0\r\n\rX").message()).isEqualTo("a bare CR in the chunked framing");
        assertThat(Parse.open(HEAD + "5\rhello").message()).isEqualTo("a bare CR in the chunked framing");
        assertThat(Parse.open(HEAD + "5;x\ry\r\nhello").message()).isEqualTo("a bare CR in the chunked framing");
    }

    // ---- trailers, RFC 9112 section 7.1.2

    @Test
    void trailers_are_read_over_and_end_with_an_empty_line() {
        Parse.Outcome outcome = Parse.open(HEAD + "5\r\nhello\r\n0\r\nA: b\r\nContent-Length: 7\r\n\r\nrest");

        assertThat(outcome.body()).isEqualTo("hello");
        assertThat(outcome.whole()).isTrue();
        assertThat(outcome.rest()).isEqualTo(4);
        assertThat(outcome.field("A")).as("a trailer is not a header").isNull();
    }

    @Test
    void a_response_is_not_whole_before_the_empty_line_after_the_trailers() {
        assertThat(Parse.open(HEAD + "5\r\nhello\r\n0\r\n").whole()).isFalse();
        assertThat(Parse.open(HEAD + "5\r\nhello\r\n0\r\nA: b\r\n").whole()).isFalse();
    }

    /** What is no field there is the end of a body that was not one, or the next response. */
    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "HTTP/1.1 200 OK", "5", "A\0: b", "A: \0"})
    void a_trailer_that_is_no_field_is_refused(String line) {
        Parse.Outcome outcome = Parse.open(HEAD + "5\r\nhello\r\n0\r\n" + line + "\r\n\r\n");

        assertThat(outcome.errorKind()).isEqualTo(ErrorKind.PROTOCOL);
        assertThat(outcome.body()).isEqualTo("hello");
        assertThat(outcome.status()).isEqualTo(200);
    }

    @Test
    void a_trailer_may_be_folded_and_may_be_empty() {
        assertThat(Parse.open(HEAD + "0\r\nA: b\r\n c\r\nB:\r\n\r\n").whole()).isTrue();
    }

    /** RFC 9110 section 6.5.1: framing, routing and the like are not to be had from a trailer. */
    @Test
    void framing_in_a_trailer_is_ignored() {
        Parse.Outcome outcome =
                Parse.open(HEAD + "5\r\nhello\r\n0\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nrest");

        assertThat(outcome.whole()).isTrue();
        assertThat(outcome.rest()).isEqualTo(4);
        assertThat(outcome.reusable()).isTrue();
    }

    // ---- limits

    @Test
    void an_extension_that_does_not_end_is_too_large() {
        assertThat(Parse.limited(HEAD + "5;" + "x".repeat(1000), 1000).error())
                .isEqualTo(new FetchError.TooLarge("the framing of the chunks", 1000));
    }

    /** Else a body that never comes near its own limit could go on for ever. */
    @Test
    void many_extensions_in_all_are_too_large_where_there_is_little_data_between_them() {
        String chunk = "1;" + "x".repeat(100) + "\r\ny\r\n";

        assertThat(Parse.limited(HEAD + chunk.repeat(20), 1000).error())
                .isEqualTo(new FetchError.TooLarge("the framing of the chunks", 1000));
    }

    @Test
    void extensions_that_the_data_earns_may_go_on() {
        String chunk = "64;" + "x".repeat(100) + "\r\n" + "y".repeat(100) + "\r\n";

        assertThat(Parse.limited(HEAD + chunk.repeat(200) + "0\r\n\r\n", 1000).body())
                .hasSize(20_000);
    }

    @Test
    void the_smallest_chunks_there_are_may_go_on() {
        assertThat(Parse.limited(HEAD + "00000001\r\ny\r\n".repeat(2000) + "0\r\n\r\n", 1000)
                        .body())
                .hasSize(2000);
    }

    @Test
    void trailers_that_do_not_end_are_too_large() {
        assertThat(Parse.limited(HEAD + "0\r\n" + "A: b\r\n".repeat(1000), 1000).error())
                .isEqualTo(new FetchError.TooLarge("the trailer section", 1000));
    }

    // ---- the connection ends early

    @ParameterizedTest
    @ValueSource(strings = {"5\r\nhello", "5\r\nhello\r", "5\r\nhello\r\n", "5\r\nhello\r\n3", "5\r\nhello\r\n0"})
    void the_end_of_the_connection_before_the_last_chunk_is_not_the_end_of_the_body(String body) {
        assertThat(Parse.closed(HEAD + body).error())
                .isEqualTo(new FetchError.Closed(Phase.BODY, 5, "the last chunk has not come"));
    }

    @Test
    void the_end_of_the_connection_in_the_trailers_is_said_to_be_there() {
        assertThat(Parse.closed(HEAD + "5\r\nhello\r\n0\r\n").error())
                .isEqualTo(new FetchError.Closed(Phase.BODY, 5, "in the trailers after the last chunk"));
    }
}
