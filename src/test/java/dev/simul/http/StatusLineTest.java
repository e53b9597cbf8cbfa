package dev.simul.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.ErrorKind;
import dev.simul.result.FetchError;
import dev.simul.result.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9112 section 4, and what real servers make of it. */
class StatusLineTest {

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 200 OK, http/1.1, 200",
        "HTTP/1.0 404 Not Found, http/1.0, 404",
        "HTTP/1.1 299 , http/1.1, 299",
        "HTTP/1.1 599, http/1.1, 599",
        "HTTP/1.1 999 Unheard of, http/1.1, 999",
        "HTTP/1.1 200 Tudo está bem, http/1.1, 200",
        "HTTP/1.1 200  two spaces and\ttab, http/1.1, 200",
        "HTTP/1.9 200 of a later minor version, http/1.1, 200",
    })
    void a_version_of_one_digit_and_a_status_of_three_are_read_whatever_the_reason(
            String line, String protocol, int status) {
        Parse.Outcome outcome = Parse.open(line + "\r\nContent-Length: 0\r\n\r\n");

        assertThat(outcome.error()).isNull();
        assertThat(outcome.protocol()).isEqualTo(protocol);
        assertThat(outcome.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/2 200",
                "HTTP/2.0 200 OK",
                "HTTP/0.9 200 OK",
                "http/1.1 200 OK",
                "HTTP/1. 200 OK",
                "HTTP/1.10 200 OK",
                "HTTP/1.x 200 OK",
                "HTTP/1.1200 OK",
                "HTTP/1.1\t200 OK",
                "HTTP/1.1",
                "HTTP/1.1 ",
                "HTTP/1.1 20",
                "HTTP/1.1 2x0 OK",
                "HTTP/1.1 -20 OK",
                "HTTP/1.1 2000 OK",
                "HTTP/1.1 200OK",
                "HTTP/1.1 099 Too low",
                "HTTP/1.1  200 OK",
                " HTTP/1.1 200 OK",
                "ICY 200 OK",
                "<!DOCTYPE html>"
            })
    void anything_else_is_not_http(String line) {
        Parse.Outcome outcome = Parse.open(line + "\r\nContent-Length: 0\r\n\r\n");

        assertThat(outcome.errorKind()).isEqualTo(ErrorKind.PROTOCOL);
        assertThat(outcome.head()).isNull();
    }

    @Test
    void what_cannot_become_http_is_refused_with_its_first_wrong_byte() {
        assertThat(Parse.open("S").message()).isEqualTo("not an HTTP/1 response: it begins with 'S'");
        assertThat(Parse.open("HTTP/2").message()).isEqualTo("not an HTTP/1 response: it begins with 'HTTP/2'");
        assertThat(Parse.open("HTTP/1").error()).isNull();
    }

    @Test
    void a_long_line_is_quoted_in_part() {
        String message = Parse.open("HTTP/1.1 " + "x".repeat(5000) + "\r\n\r\n").message();

        assertThat(message)
                .startsWith("not a status line: 'HTTP/1.1 xxx")
                .endsWith("…'")
                .hasSizeLessThan(100);
    }

    @Test
    void empty_lines_before_it_are_skipped() {
        assertThat(Parse.open("\r\n\n\r\nHTTP/1.1 204 No Content\r\n\r\n").status())
                .isEqualTo(204);
    }

    @Test
    void empty_lines_before_it_count_against_the_limit_of_the_head() {
        assertThat(Parse.limited("\r\n".repeat(501), 1000).error())
                .isEqualTo(new FetchError.TooLarge("the head", 1000));
    }

    @Test
    void a_line_that_does_not_end_is_too_large() {
        assertThat(Parse.limited("HTTP/1.1 200 " + "x".repeat(1000), 1000).error())
                .isEqualTo(new FetchError.TooLarge("the head", 1000));
    }

    @Test
    void an_end_before_any_byte_means_that_nothing_came() {
        assertThat(Parse.closed("").error()).isEqualTo(new FetchError.Closed(Phase.SERVER, 0, "nothing came"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"H", "HTTP/1.1 200 OK", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nServer: x\r\n", "\r\n"})
    void an_end_in_the_middle_of_the_head_is_said_to_be_there(String reply) {
        assertThat(Parse.closed(reply).error())
                .isEqualTo(new FetchError.Closed(Phase.SERVER, 0, "in the middle of the head"));
    }
}
