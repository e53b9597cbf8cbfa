package dev.simul.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.ErrorKind;
import dev.simul.result.FetchError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9112 section 5 and 2.2, RFC 9110 section 5. */
class HeaderSectionTest {
    private static final String STATUS = "HTTP/1.1 200 OK\r\n";

    private static List<HeaderField> fields(String lines) {
        Parse.Outcome outcome = Parse.open(STATUS + lines + "Content-Length: 0\r\n\r\n");
        assertThat(outcome.error()).isNull();
        List<HeaderField> all = outcome.fields();
        return all.subList(0, all.size() - 1);
    }

    private static Parse.Outcome refused(String lines) {
        Parse.Outcome outcome = Parse.open(STATUS + lines + "\r\n");
        assertThat(outcome.errorKind()).isEqualTo(ErrorKind.PROTOCOL);
        return outcome;
    }

    @Test
    void spaces_and_tabs_around_a_value_are_no_part_of_it() {
        assertThat(fields("A:  \t b c\t \r\n")).containsExactly(new HeaderField("A", "b c"));
    }

    @Test
    void a_value_may_be_empty_and_may_hold_colons() {
        assertThat(fields("A:\r\nB:   \r\nC: http://x:80/\r\n"))
                .containsExactly(
                        new HeaderField("A", ""), new HeaderField("B", ""), new HeaderField("C", "http://x:80/"));
    }

    @Test
    void fields_keep_their_order_and_repetitions() {
        assertThat(fields("B: 1\r\nA: 2\r\nB: 3\r\n"))
                .containsExactly(new HeaderField("B", "1"), new HeaderField("A", "2"), new HeaderField("B", "3"));
    }

    @Test
    void names_are_the_same_in_any_case() {
        assertThat(Parse.open(STATUS + "cOnTeNt-LeNgTh: 0\r\n\r\n").field("Content-Length"))
                .isEqualTo("0");
    }

    @Test
    void bytes_beyond_ascii_are_kept() {
        assertThat(fields("A: caf\u00e9 \u0080\u00ff\r\n"))
                .containsExactly(new HeaderField("A", "caf\u00e9 \u0080\u00ff"));
    }

    @Test
    void white_space_before_the_colon_is_dropped() {
        assertThat(fields("A \t: b\r\n")).containsExactly(new HeaderField("A", "b"));
    }

    @Test
    void a_line_that_begins_with_white_space_goes_on_with_the_value_before_it() {
        assertThat(fields("A: one\r\n  two\r\n\tthree\r\nB: x\r\n"))
                .containsExactly(new HeaderField("A", "one two three"), new HeaderField("B", "x"));
    }

    @Test
    void a_fold_may_begin_or_hold_nothing() {
        assertThat(fields("A:\r\n b\r\n \r\n")).containsExactly(new HeaderField("A", "b"));
    }

    @Test
    void many_folds_are_unfolded_in_no_time() {
        assertThat(fields("A: x\r\n" + " y\r\n".repeat(16_000)).getFirst().value())
                .hasSize(1 + 2 * 16_000);
    }

    @Test
    void the_first_line_cannot_go_on_with_anything() {
        assertThat(refused(" A: b\r\n").message()).isEqualTo("the first header line begins with white space");
    }

    @Test
    void a_line_without_a_colon_is_refused() {
        assertThat(refused("A: b\r\nno colon\r\n").message()).isEqualTo("a header line without a colon: 'no colon'");
    }

    @Test
    void a_line_without_a_name_is_refused() {
        assertThat(refused(": b\r\n").message()).isEqualTo("a header line without a name: ': b'");
    }

    @Test
    void lines_may_end_with_a_bare_line_feed() {
        Parse.Outcome outcome = Parse.open("HTTP/1.1 200 OK\nA: b\nContent-Length: 2\n\nhi");

        assertThat(outcome.body()).isEqualTo("hi");
        assertThat(outcome.field("A")).isEqualTo("b");
        assertThat(outcome.whole()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A: b\rc\r\n", "A\r: b\r\n", "A: b\r\r\n", "\rA: b\r\n"})
    void a_bare_carriage_return_is_refused(String lines) {
        assertThat(refused(lines).message()).isEqualTo("a bare CR in the head of the response");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A: b\0c\r\n", "A\0: b\r\n", "\0\r\n"})
    void a_nul_is_refused(String lines) {
        assertThat(refused(lines).message()).isEqualTo("a NUL in the head of the response");
    }

    @Test
    void a_head_of_just_the_limit_is_read_and_one_byte_more_is_too_large() {
        String head = STATUS + "A: " + "x".repeat(100) + "\r\nContent-Length: 0\r\n\r\n";

        assertThat(Parse.limited(head, head.length()).whole()).isTrue();
        assertThat(Parse.limited(head, head.length() - 1).error())
                .isEqualTo(new FetchError.TooLarge("the head", head.length() - 1));
    }

    @Test
    void a_head_that_grows_without_end_is_too_large() {
        assertThat(Parse.limited(STATUS + "A: b\r\n".repeat(1000), 4096).error())
                .isEqualTo(new FetchError.TooLarge("the head", 4096));
    }

    @Test
    void the_limit_of_the_head_is_not_for_the_body() {
        String head = STATUS + "Content-Length: 1000\r\n\r\n";

        assertThat(Parse.limited(head + "x".repeat(1000), head.length()).whole())
                .isTrue();
    }
}
