package dev.simul.http;

import static dev.simul.http.Decode.join;
import static dev.simul.http.Decode.latin1;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdCompressCtx;
import dev.simul.result.FetchError;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8878, with what Facebook's encoder makes. */
class ZstdDecoderTest {
    private static final String TEXT = "hello, hello, hello, world";
    private static final byte[] SKIPPABLE = {0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 'a', 'b', 'c'};
    private static final byte[] EMPTY_SKIPPABLE = {0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0};

    private static byte[] zstd(String text, boolean checksum, boolean contentSize) {
        try (ZstdCompressCtx context = new ZstdCompressCtx()) {
            context.setChecksum(checksum).setContentSize(contentSize).setLevel(3);
            return context.compress(latin1(text));
        }
    }

    private static byte[] zstd(String text) {
        return zstd(text, true, true);
    }

    private static String random(int length) {
        StringBuilder text = new StringBuilder();
        new Random(1).ints(length, 0, 256).forEach(c -> text.append((char) c));
        return text.toString();
    }

    private static Decode.Outcome decoded(byte[]... parts) {
        return Decode.of(join(parts), "zstd");
    }

    private static void assertBroken(Decode.Outcome outcome, String detail) {
        assertThat(outcome.error()).isEqualTo(new FetchError.Decode("zstd", detail));
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void a_frame_is_decoded_whatever_its_header_says(boolean checksum, boolean contentSize) {
        assertThat(decoded(zstd(TEXT, checksum, contentSize))).isEqualTo(new Decode.Outcome(TEXT, null));
    }

    @Test
    void a_frame_may_be_empty_and_may_be_large() {
        assertThat(decoded(zstd(""))).isEqualTo(new Decode.Outcome("", null));
        assertThat(decoded(zstd("x".repeat(300_000))).text()).hasSize(300_000);
        assertThat(decoded(zstd(random(300_000)))).isEqualTo(new Decode.Outcome(random(300_000), null));
    }

    @Test
    void no_byte_at_all_is_an_empty_body() {
        assertThat(decoded()).isEqualTo(new Decode.Outcome("", null));
    }

    @Test
    void several_frames_are_one_body_and_some_are_to_be_skipped() {
        byte[][] parts = {SKIPPABLE, zstd("a"), EMPTY_SKIPPABLE, zstd(""), zstd("bc", false, false), SKIPPABLE};

        assertThat(decoded(parts)).isEqualTo(new Decode.Outcome("abc", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"t", "tra", "trailing bytes", "(\u00b5/"})
    void what_begins_no_further_frame_is_ignored(String trailing) {
        assertThat(decoded(zstd(TEXT), latin1(trailing))).isEqualTo(new Decode.Outcome(TEXT, null));
    }

    @Test
    void a_frame_that_ends_early_is_broken_wherever_it_ends() {
        byte[] whole = zstd(TEXT);
        for (int length = 1; length < whole.length; length++) {
            assertBroken(decoded(Arrays.copyOf(whole, length)), "the stream ended early");
        }
    }

    @Test
    void what_came_before_a_broken_block_is_kept() {
        byte[] whole = zstd(random(400_000), true, false); // blocks of 128 KiB
        byte[] broken = whole.clone();
        broken[10 + (1 << 17)] |= 6; // about where the second block begins: a type that is reserved

        Decode.Outcome outcome = decoded(broken);

        assertThat(outcome.error()).isInstanceOf(FetchError.Decode.class);
        assertThat(outcome.text()).isEqualTo(random(400_000).substring(0, 1 << 17));
    }

    @Test
    void a_wrong_checksum_is_broken() {
        byte[] wrong = zstd(TEXT);
        wrong[wrong.length - 1] ^= 1;

        Decode.Outcome outcome = decoded(wrong);

        assertThat(outcome.message()).contains("checksum");
        assertThat(outcome.text()).isEqualTo(TEXT);
    }

    @Test
    void what_is_no_zstd_is_broken() {
        assertBroken(decoded(latin1("plain text")), "it does not begin as zstd");
    }

    @Test
    void a_frame_that_wants_a_dictionary_is_broken() {
        byte[] frame = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 1, 0, 7, 1, 0, 0};

        assertThat(decoded(frame).error()).isInstanceOf(FetchError.Decode.class);
    }

    @Test
    void a_window_of_more_than_8_mebibytes_is_refused() { // RFC 9659 section 3
        byte[] allowed = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 13 << 3, 9, 0, 0, 'x'};
        byte[] larger = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (13 << 3) + 1, 9, 0, 0, 'x'};
        byte[] hugeSegment = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, (byte) 0xa0, 1, 0, (byte) 0x80, 0};

        assertThat(decoded(allowed)).isEqualTo(new Decode.Outcome("x", null));
        assertBroken(decoded(larger), "its window is larger than 8388608 bytes");
        assertBroken(decoded(hugeSegment), "its window is larger than 8388608 bytes");
    }

    @Test
    void a_size_that_wraps_is_refused() {
        byte[] frame = join(
                new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, (byte) 0xe0},
                new byte[] {-1, -1, -1, -1, -1, -1, -1, -1});

        assertBroken(decoded(frame), "its window is larger than 8388608 bytes");
    }

    @Test
    void it_may_be_closed_at_any_time_and_twice() throws Exception {
        ZstdDecoder decoder = new ZstdDecoder(new BodyDecoder.Identity((bytes, offset, length) -> {}));
        decoder.decode(zstd(TEXT), 0, 8);

        decoder.close();
        decoder.close();
    }
}
