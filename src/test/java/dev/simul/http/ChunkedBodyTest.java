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

    @ParameterizedTest
    @ValueSource(strings = {";", ";x", "; x=1", " ;x=\"a;b\"", "  ", "\t", ";x=y;z"})
    void extensions_are_ignored(String extension) {
        Parse.Outcome outcome = Parse.open(HEAD + "5" + extension + "\r\nhello\r\n0" + extension + "\r\n\r\n");

        assertThat(outcome.body()).isEqualTo("hello");
        assertThat(outcome.whole()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 5", "-1", "+5", "0x5", "g", "5g", "5 5", "\u00b25", ";x", "5,5"})
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

    @Test
    void lines_may_end_with_a_bare_line_feed_but_not_with_a_bare_carriage_return() {
        assertThat(Parse.open(HEAD + "5\nhello\n0\n\n").body()).isEqualTo("hello");
        assertThat(Parse.open(HEAD + "5\rhello").message()).isEqualTo("a bare CR in the chunked framing");
        assertThat(Parse.open(HEAD + "5;x\ry\r\nhello").message()).isEqualTo("a bare CR in the chunked framing");
    }

    // ---- trailers

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

    // ---- limits

    @Test
    void an_extension_that_does_not_end_is_too_large() {
        assertThat(Parse.limited(HEAD + "5;" + "x".repeat(1000), 1000).error())
                .isEqualTo(new FetchError.TooLarge("the head", 1000));
    }

    @Test
    void each_line_of_a_size_has_the_limit_for_itself() {
        String chunk = "1;" + "x".repeat(900) + "\r\ny\r\n";

        assertThat(Parse.limited(HEAD + chunk.repeat(10) + "0\r\n\r\n", 1000).body())
                .isEqualTo("yyyyyyyyyy");
    }

    @Test
    void trailers_that_do_not_end_are_too_large() {
        assertThat(Parse.limited(HEAD + "0\r\n" + "A: b\r\n".repeat(1000), 1000).error())
                .isEqualTo(new FetchError.TooLarge("the head", 1000));
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
