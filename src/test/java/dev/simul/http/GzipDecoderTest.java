package dev.simul.http;

import static dev.simul.http.Decode.gzip;
import static dev.simul.http.Decode.join;
import static dev.simul.http.Decode.latin1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.FetchError;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 1952, RFC 9110 section 8.4.1.3. */
class GzipDecoderTest {
    private static final String TEXT = "hello, hello, hello, world";

    private static Decode.Outcome decoded(byte[]... parts) {
        return Decode.of(join(parts), "gzip");
    }

    private static void assertBroken(Decode.Outcome outcome, String detail) {
        assertThat(outcome.error()).isEqualTo(new FetchError.Decode("gzip", detail));
    }

    @Test
    void a_member_is_decoded() {
        assertThat(decoded(gzip(TEXT))).isEqualTo(new Decode.Outcome(TEXT, null));
    }

    @Test
    void a_member_may_be_empty_and_may_be_large() {
        assertThat(decoded(gzip("")).text()).isEmpty();
        assertThat(decoded(gzip("x".repeat(100_000))).text()).hasSize(100_000);
    }

    @Test
    void no_byte_at_all_is_an_empty_body() {
        assertThat(decoded()).isEqualTo(new Decode.Outcome("", null));
    }

    @Test
    void several_members_are_one_body() {
        assertThat(decoded(gzip("a"), gzip(""), gzip("bc")).text()).isEqualTo("abc");
    }

    // ---- the header

    @Test
    void the_optional_parts_of_a_header_are_read_over() {
        byte[] extra = {3, 0, 'x', 0, 'z'};
        byte[] name = latin1("page.html\0");
        byte[] comment = latin1("a comment\0");
        byte[] checksum = {1, 2};

        assertThat(decoded(gzip(4, extra, TEXT)).text()).isEqualTo(TEXT);
        assertThat(decoded(gzip(4, new byte[] {0, 0}, TEXT)).text()).isEqualTo(TEXT);
        assertThat(decoded(gzip(8, name, TEXT)).text()).isEqualTo(TEXT);
        assertThat(decoded(gzip(16, comment, TEXT)).text()).isEqualTo(TEXT);
        assertThat(decoded(gzip(2, checksum, TEXT)).text()).isEqualTo(TEXT);
        assertThat(decoded(gzip(1, new byte[0], TEXT)).text()).as("FTEXT").isEqualTo(TEXT);
        assertThat(decoded(gzip(2 + 4 + 8 + 16, join(extra, name, comment, checksum), TEXT))
                        .text())
                .isEqualTo(TEXT);
    }

    @Test
    void the_flags_of_one_member_are_not_those_of_the_next() {
        byte[] extra = {3, 0, 'x', 'y', 'z'};
        byte[] other = {1, 0, 'x'};

        assertThat(decoded(gzip(4, extra, "a"), gzip("b"), gzip(4, other, "c")).text())
                .isEqualTo("abc");
    }

    @Test
    void an_extra_field_of_the_largest_size_is_read_over() {
        byte[] extra = new byte[2 + 0xffff];
        extra[0] = (byte) 0xff;
        extra[1] = (byte) 0xff;

        assertThat(decoded(gzip(4, extra, TEXT)).text()).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void what_does_not_begin_as_gzip_is_broken(int position) {
        byte[] member = gzip(TEXT);
        member[position] ^= 1;

        assertBroken(decoded(member), "it does not begin as gzip");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x20, 0x40, 0x80})
    void reserved_flags_are_refused_since_nobody_knows_what_they_announce(int flag) {
        assertBroken(decoded(gzip(flag, new byte[0], TEXT)), "it has flags that are reserved");
    }

    // ---- the end

    @Test
    void a_stream_that_ends_early_never_passes_for_whole() {
        byte[] whole = gzip(TEXT);
        for (int length = 1; length < whole.length; length++) {
            Decode.Outcome outcome = decoded(Arrays.copyOf(whole, length));

            assertBroken(outcome, "the stream ended early");
            assertThat(TEXT).startsWith(outcome.text());
        }
    }

    @Test
    void a_further_member_that_ends_early_does_not_either() {
        byte[] second = gzip("more");
        for (int length = 2; length < second.length; length++) {
            assertBroken(decoded(gzip(TEXT), Arrays.copyOf(second, length)), "the stream ended early");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0\0\0\0", "garbage", "\r\n", "\u001fgarbage", "\u001f\u008b\u0007"})
    void bytes_after_a_member_that_do_not_begin_another_one_are_ignored(String garbage) {
        assertThat(decoded(gzip(TEXT), latin1(garbage))).isEqualTo(new Decode.Outcome(TEXT, null));
    }

    @Test
    void a_member_after_garbage_is_garbage() {
        assertThat(decoded(gzip(TEXT), latin1("x"), gzip("more")).text()).isEqualTo(TEXT);
    }

    // ---- its checks

    @Test
    void a_wrong_checksum_is_found() {
        byte[] member = gzip(TEXT);
        member[member.length - 8] ^= 1;

        assertBroken(decoded(member), "its checksum is wrong");
    }

    @Test
    void a_wrong_length_is_found() {
        byte[] member = gzip(TEXT);
        member[member.length - 1] ^= 1;

        assertBroken(decoded(member), "its length is wrong");
    }

    @Test
    void each_member_is_checked_for_itself() {
        byte[] second = gzip("more");
        second[second.length - 8] ^= 1;

        assertBroken(decoded(gzip(TEXT), second), "its checksum is wrong");
    }

    @Test
    void invalid_data_is_broken_and_what_came_before_was_decoded() {
        byte[] first = gzip(TEXT);
        byte[] second = gzip("more");
        second[10] = (byte) 0xff; // a block of the reserved type

        Decode.Outcome outcome = decoded(first, second);

        assertThat(outcome.text()).isEqualTo(TEXT);
        assertThat(outcome.message()).startsWith("the content coding gzip cannot be decoded: ");
    }
}
