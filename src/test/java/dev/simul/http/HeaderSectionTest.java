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

    /** Such as the pseudo fields of HTTP/2 that a careless gateway passes on: curl and browsers read on. */
    @Test
    void a_line_without_a_name_says_nothing() {
        assertThat(fields(": b\r\n:status: 404\r\nA: c\r\n :\r\n")).containsExactly(new HeaderField("A", "c :"));
    }

    /** RFC 9110 section 5.1 wants a token; nothing that is asked for by name is named so, and curl reads on. */
    @ParameterizedTest
    @ValueSource(strings = {"A B", "A@(B)", "caf\u00e9", "\"A\"", "\u00a0", "A\u000b", "\u0001"})
    void a_name_that_is_no_token_is_the_name_of_nothing_known(String name) {
        assertThat(fields(name + ": x\r\n")).containsExactly(new HeaderField(name, "x"));
    }

    /** RFC 9112 section 5.1: white space there has led to response splitting, where one takes it for a part of the name. */
    @Test
    void white_space_before_the_colon_hides_no_framing() {
        Parse.Outcome both = Parse.open(STATUS + "Content-Length : 5\r\nTransfer-Encoding\t: chunked\r\n\r\n");

        assertThat(both.error()).isEqualTo(new FetchError.Protocol("both Transfer-Encoding and Content-Length"));
    }

    /** RFC 9110 section 5.5: other control characters are invalid, but harmless where they are not passed on. */
    @Test
    void other_control_characters_in_a_value_are_kept() {
        assertThat(fields("A: a\u0001b\u007f\u000b\r\n")).containsExactly(new HeaderField("A", "a\u0001b\u007f\u000b"));
    }

    /** RFC 9112 section 5.2. */
    @Test
    void a_folded_length_is_a_length_and_a_fold_adds_no_digits() {
        assertThat(Parse.open(STATUS + "Content-Length:\r\n 2\r\n\r\nhi").body())
                .isEqualTo("hi");
        assertThat(Parse.open(STATUS + "Content-Length: 2\r\n 0\r\n\r\nhi").message())
                .isEqualTo("not a Content-Length: '2 0'");
    }

    @Test
    void a_fold_that_looks_like_a_field_is_none() {
        Parse.Outcome outcome =
                Parse.open(STATUS + "A: b\r\n\tTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\nhi");

        assertThat(outcome.field("A")).isEqualTo("b Transfer-Encoding: chunked");
        assertThat(outcome.body()).isEqualTo("hi");
    }

    @Test
    void a_name_is_not_folded() {
        assertThat(refused("Content-Length\r\n : 5\r\n").message())
                .isEqualTo("a header line without a colon: 'Content-Length'");
    }

    /** A line of white space only is no empty line: it goes on with the value before it, with nothing. */
    @Test
    void a_line_of_white_space_does_not_end_the_head() {
        assertThat(fields("A: b\r\n \t \r\nB: c\r\n"))
                .containsExactly(new HeaderField("A", "b"), new HeaderField("B", "c"));
    }

    @Test
    void the_first_of_several_is_asked_for_where_one_is_wanted() {
        Parse.Outcome outcome = Parse.open(STATUS + "Location: /a\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n");

        assertThat(outcome.field("Location")).isEqualTo("/a");
    }

    /** Anything that grows with the square of their number would take hours here. */
    @Test
    void very_many_fields_are_read_in_no_time() {
        int count = 300_000;
        String head =
                STATUS + "A:b\r\n".repeat(count) + "Connection: x\r\n".repeat(count) + "Content-Length: 2\r\n\r\n";

        Parse.Outcome outcome = Parse.once(head + "hi");

        assertThat(outcome.whole()).isTrue();
        assertThat(outcome.reusable()).isTrue();
        assertThat(outcome.fields()).hasSize(2 * count + 1);
    }

    @Test
    void very_many_members_of_a_list_are_read_in_no_time() {
        String head = STATUS + "Connection: " + "x,".repeat(1_000_000) + "close\r\n" + "Content-Length: 2"
                + ",2".repeat(1_000_000) + "\r\n\r\n";

        Parse.Outcome outcome = Parse.once(head + "hi");

        assertThat(outcome.whole()).isTrue();
        assertThat(outcome.reusable()).isFalse();
    }

    /** RFC 9112 section 2.2. */
    @Test
    void lines_may_end_with_a_bare_line_feed() {
        Parse.Outcome outcome = Parse.open("HTTP/1.1 200 OK\nA: b\nContent-Length: 2\n\nhi");

        assertThat(outcome.body()).isEqualTo("hi");
        assertThat(outcome.field("A")).isEqualTo("b");
        assertThat(outcome.whole()).isTrue();
    }

    /** RFC 9112 section 2.2; where some take it for the end of a line, others would read other fields than we do. */
    @ParameterizedTest
    @ValueSource(strings = {"A: b\rc\r\n", "A\r: b\r\n", "A: b\r\r\n", "\rA: b\r\n", "A: b\rContent-Length: 5\r\n"})
    void a_bare_carriage_return_is_refused(String lines) {
        assertThat(refused(lines).message()).isEqualTo("a bare CR in the head of the response");
    }

    /** RFC 9110 section 5.5. */
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
