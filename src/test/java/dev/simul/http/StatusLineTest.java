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

    /** Beyond the grammar of RFC 9112 section 4, and what servers send all the same: as curl and browsers take it. */
    @ParameterizedTest
    @CsvSource({
        "http/1.1 200 a name in lower case, http/1.1, 200",
        "hTTp/1.0 200 OK, http/1.0, 200",
        "HTTP/1.1   200  several spaces, http/1.1, 200",
        "HTTP/1.1 200OK, http/1.1, 200",
        "HTTP/1.1 200.5 OK, http/1.1, 200",
        "HTTP/1.1 404\tNot Found, http/1.1, 404",
        "HTTP/2 200, http/1.1, 200",
        "HTTP/2 200 OK, http/1.1, 200",
        "HTTP/2.0 301 Moved, http/1.1, 301",
        "HTTP/2  200 OK, http/1.1, 200",
    })
    void odd_lines_whose_meaning_is_plain_are_read(String line, String protocol, int status) {
        Parse.Outcome outcome = Parse.open(line + "\r\nContent-Length: 0\r\n\r\n");

        assertThat(outcome.error()).isNull();
        assertThat(outcome.protocol()).isEqualTo(protocol);
        assertThat(outcome.status()).isEqualTo(status);
        assertThat(outcome.whole()).isTrue();
    }

    /** RFC 9110 section 2.5: another major version has another syntax. Section 15: a status has three digits. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/2",
                "HTTP/2 ",
                "HTTP/2. 200 OK",
                "HTTP/2x 200 OK",
                "HTTP/2.01 200 OK",
                "HTTP/3 200 OK",
                "HTTP/3.0 200 OK",
                "HTTP/12.3 200 OK",
                "HTTP/01.1 200 OK",
                "HTTP/1 200 OK",
                "HTTP/1,1 200 OK",
                "HTTP/-1.1 200 OK",
                "HTTP 1.1 200 OK",
                "HTTPS/1.1 200 OK",
                "HTTP/0.9 200 OK",
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
                "HTTP/1.1 099 Too low",
                "HTTP/1.1 000 Too low",
                "HTTP/1.1  20 OK",
                "HTTP/1.1 \t200 OK",
                "HTTP/1.1 : 200 OK",
                "HTTP/1.1 \u00b200 OK",
                "HTTP/1.1 0200 OK",
                "HTTP/1.1 +200 OK",
                "HTTP/1.1 Unknown",
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
        assertThat(Parse.open("HTTP/3").message()).isEqualTo("not an HTTP/1 response: it begins with 'HTTP/3'");
        assertThat(Parse.open("HTTP/2-").message()).isEqualTo("not an HTTP/1 response: it begins with 'HTTP/2-'");
        assertThat(Parse.open("HTTP/1 ").message()).isEqualTo("not an HTTP/1 response: it begins with 'HTTP/1 '");
        assertThat(Parse.open("HTTP/1").error()).isNull();
        assertThat(Parse.open("http/2 ").error()).isNull();
    }

    /** What a peer that knows no other protocol than HTTP/2 says first: the frame of its settings. */
    @Test
    void the_frames_of_http_2_are_no_text() {
        assertThat(Parse.open("\0\0\0\4\0\0\0\0\0").errorKind()).isEqualTo(ErrorKind.PROTOCOL);
    }

    /** RFC 9112 section 2.2 lets a bare CR be refused, in the reason as anywhere in the head. */
    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 O\rK", "HTTP/1.1 200 OK\r", "HTTP/1.1 200 OK\rContent-Length: 0"})
    void a_bare_carriage_return_is_refused(String line) {
        assertThat(Parse.open(line + "\r\n\r\n").message()).isEqualTo("a bare CR in the head of the response");
    }

    @Test
    void a_nul_is_refused() {
        assertThat(Parse.open("HTTP/1.1 200 O\0K\r\n\r\n").message()).isEqualTo("a NUL in the head of the response");
    }

    @Test
    void a_long_line_is_quoted_in_part() {
        String message = Parse.open("HTTP/1.1 " + "x".repeat(5000) + "\r\n\r\n").message();

        assertThat(message)
                .startsWith("not a status line: 'HTTP/1.1 xxx")
                .endsWith("…'")
                .hasSizeLessThan(100);
    }

    /** RFC 9112 section 2.2 asks it of servers; clients meet what is left of an earlier response. */
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
