package dev.simul.http;

import static dev.simul.http.Decode.join;
import static dev.simul.http.Decode.latin1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import dev.simul.result.FetchError;
import dev.simul.serve.MockServer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7932, with what Google's encoder makes. */
class BrotliDecoderTest {
    private static final String TEXT = "hello, hello, hello, world";

    private static byte[] brotli(String text, int quality) {
        Brotli4jLoader.ensureAvailability();
        try {
            return Encoder.compress(
                    latin1(text), new Encoder.Parameters().setQuality(quality).setWindow(22));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Decode.Outcome decoded(byte[]... parts) {
        return Decode.of(join(parts), "br");
    }

    private static void assertBroken(Decode.Outcome outcome, String detail) {
        assertThat(outcome.error()).isEqualTo(new FetchError.Decode("br", detail));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 11})
    void a_stream_is_decoded(int quality) {
        assertThat(decoded(brotli(TEXT, quality))).isEqualTo(new Decode.Outcome(TEXT, null));
    }

    @Test
    void a_stream_may_be_empty_and_may_be_large() {
        String random = new Random(1)
                .ints(300_000, 0, 256)
                .collect(StringBuilder::new, (text, c) -> text.append((char) c), StringBuilder::append)
                .toString();

        assertThat(decoded(brotli("", 5))).isEqualTo(new Decode.Outcome("", null));
        assertThat(decoded(brotli("x".repeat(300_000), 5)).text()).hasSize(300_000);
        assertThat(decoded(brotli(random, 5)).text()).isEqualTo(random);
    }

    @Test
    void a_gibibyte_comes_out_in_small_pieces() throws Exception {
        long[] seen = new long[2];
        BodyDecoder.Output output = (bytes, offset, length) -> {
            seen[0] += length;
            seen[1] = Math.max(seen[1], length);
        };
        byte[] zeros;
        try (InputStream in = MockServer.class.getResourceAsStream("zeros.br")) {
            zeros = requireNonNull(in).readAllBytes();
        }
        try (BodyDecoder decoder = new BrotliDecoder(new BodyDecoder.Identity(output))) {
            decoder.decode(zeros, 0, zeros.length);
            decoder.end();
        }

        assertThat(seen).containsExactly(1L << 30, 8192);
    }

    @Test
    void no_byte_at_all_is_an_empty_body() {
        assertThat(decoded()).isEqualTo(new Decode.Outcome("", null));
    }

    @Test
    void what_follows_the_end_is_an_error() {
        Decode.Outcome outcome = decoded(brotli(TEXT, 5), latin1("trailing bytes"));

        assertBroken(outcome, "invalid data");
        assertThat(outcome.text()).isEqualTo(TEXT);
    }

    @Test
    void a_stream_that_ends_early_is_broken_wherever_it_ends() {
        byte[] whole = brotli(TEXT, 5);
        for (int length = 1; length < whole.length; length++) {
            assertBroken(decoded(Arrays.copyOf(whole, length)), "the stream ended early");
        }
    }

    @Test
    void what_came_before_an_early_end_is_kept() {
        byte[] whole = brotli("x".repeat(100) + TEXT.repeat(10_000), 0);

        Decode.Outcome outcome = decoded(Arrays.copyOf(whole, whole.length - 1));

        assertThat(outcome.text()).startsWith("x".repeat(100));
        assertBroken(outcome, "the stream ended early");
    }

    @Test
    void what_is_no_brotli_is_broken() {
        assertBroken(decoded(latin1("\u00ff\u00ff\u00ff\u00ff plain text")), "invalid data");
    }

    @Test
    void it_may_be_closed_at_any_time_and_twice() throws Exception {
        BrotliDecoder decoder = new BrotliDecoder(new BodyDecoder.Identity((bytes, offset, length) -> {}));
        decoder.decode(brotli(TEXT, 5), 0, 3);

        decoder.close();
        decoder.close();
    }
}
