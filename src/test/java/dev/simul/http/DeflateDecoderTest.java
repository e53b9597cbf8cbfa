package dev.simul.http;

import static dev.simul.http.Decode.join;
import static dev.simul.http.Decode.latin1;
import static dev.simul.http.Decode.rawDeflate;
import static dev.simul.http.Decode.zlib;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.FetchError;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/** RFC 1950, RFC 1951, RFC 9110 section 8.4.1.2. */
class DeflateDecoderTest {
    private static final String TEXT = "hello, hello, hello, world";
    private static final FetchError ENDED_EARLY = new FetchError.Decode("deflate", "the stream ended early");

    private static Decode.Outcome decoded(byte[]... parts) {
        return Decode.of(join(parts), "deflate");
    }

    @Test
    void the_zlib_format_is_decoded_as_the_standard_has_it() {
        assertThat(decoded(zlib(TEXT))).isEqualTo(new Decode.Outcome(TEXT, null));
        assertThat(decoded(zlib("")).error()).isNull();
        assertThat(decoded(zlib("x".repeat(100_000))).text()).hasSize(100_000);
    }

    @Test
    void a_raw_stream_is_decoded_as_some_servers_have_it() {
        assertThat(decoded(rawDeflate(TEXT))).isEqualTo(new Decode.Outcome(TEXT, null));
        assertThat(decoded(rawDeflate("")).error()).isNull();
        assertThat(decoded(rawDeflate("x".repeat(100_000))).text()).hasSize(100_000);
    }

    @Test
    void no_byte_at_all_is_an_empty_body() {
        assertThat(decoded()).isEqualTo(new Decode.Outcome("", null));
    }

    @Test
    void a_stream_that_ends_early_never_passes_for_whole() {
        for (byte[] whole : new byte[][] {zlib(TEXT), rawDeflate(TEXT)}) {
            for (int length = 1; length < whole.length; length++) {
                assertThat(decoded(Arrays.copyOf(whole, length)).error()).isEqualTo(ENDED_EARLY);
            }
        }
    }

    @Test
    void what_follows_the_stream_is_ignored() {
        assertThat(decoded(zlib(TEXT), latin1("garbage"))).isEqualTo(new Decode.Outcome(TEXT, null));
        assertThat(decoded(rawDeflate(TEXT), zlib("more"))).isEqualTo(new Decode.Outcome(TEXT, null));
    }

    @Test
    void a_wrong_checksum_is_found() {
        byte[] stream = zlib(TEXT);
        stream[stream.length - 1] ^= 1;

        assertThat(decoded(stream).error()).isInstanceOf(FetchError.Decode.class);
    }

    @Test
    void what_is_no_stream_is_broken() {
        assertThat(decoded(latin1("<!DOCTYPE html>")).error()).isInstanceOf(FetchError.Decode.class);
    }

    @Test
    void a_single_byte_is_no_stream_whatever_it_is() {
        for (int b = 0; b <= 0xff; b++) {
            assertThat(decoded(new byte[] {(byte) b}).error())
                    .isEqualTo(new FetchError.Decode("deflate", "the stream ended early"));
        }
    }

    @Test
    void a_stream_that_wants_a_dictionary_is_refused() {
        Deflater deflater = new Deflater();
        deflater.setDictionary(latin1("hello"));
        deflater.setInput(latin1(TEXT));
        deflater.finish();
        byte[] stream = new byte[100];
        int length = deflater.deflate(stream);
        deflater.end();

        assertThat(decoded(Arrays.copyOf(stream, length)).error())
                .isEqualTo(new FetchError.Decode("deflate", "it wants a dictionary"));
    }
}
