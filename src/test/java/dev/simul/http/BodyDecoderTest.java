package dev.simul.http;

import static dev.simul.http.Decode.gzip;
import static dev.simul.http.Decode.latin1;
import static dev.simul.http.Decode.zlib;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.Zstd;
import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 section 8.4. */
class BodyDecoderTest {
    private static String latin1Text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void without_a_coding_bytes_go_through() {
        assertThat(Decode.of(latin1("hello")).text()).isEqualTo("hello");
        assertThat(Decode.of(latin1("hello"), "identity").text()).isEqualTo("hello");
        assertThat(Decode.of(latin1("hello"), "Identity", "none").text()).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZip", "x-gzip"})
    void gzip_has_two_names_in_any_case(String coding) {
        assertThat(Decode.of(gzip("hello"), coding).text()).isEqualTo("hello");
    }

    @Test
    void of_several_codings_the_last_one_is_undone_first() {
        byte[] deflatedThenGzipped = gzip(latin1Text(zlib("hello")));

        assertThat(Decode.of(deflatedThenGzipped, "deflate", "gzip").text()).isEqualTo("hello");
        assertThat(Decode.of(deflatedThenGzipped, "gzip", "deflate").error()).isNotNull();
        assertThat(Decode.of(deflatedThenGzipped, "deflate", "identity", "gzip").text())
                .isEqualTo("hello");
    }

    @Test
    void an_inner_stream_that_ends_early_does_not_pass_for_whole_either() {
        byte[] cut = latin1(latin1Text(zlib("hello, world")).substring(0, 8));

        assertThat(Decode.of(gzip(latin1Text(cut)), "deflate", "gzip").error())
                .isEqualTo(new FetchError.Decode("deflate", "the stream ended early"));
    }

    @Test
    void an_unknown_coding_is_named_where_there_is_something_to_decode() {
        Decode.Outcome outcome = Decode.of(gzip("hello"), "gzip", "x-unheard-of");

        assertThat(outcome.error()).isEqualTo(new FetchError.Decode("x-unheard-of", "it is not known"));
        assertThat(Decode.of(new byte[0], "gzip", "x-unheard-of").error()).isNull();
    }

    @Test
    void more_codings_than_anybody_means_are_refused_since_each_takes_memory() {
        assertThat(Decode.of(gzip("hello"), names(6, "gzip")).error())
                .isEqualTo(new FetchError.Decode("gzip", "there are more than 5 codings"));
        assertThat(Decode.of(new byte[0], names(6, "gzip")).error()).isNull();
        assertThat(Decode.of(latin1("hello"), names(5, "identity")).text()).isEqualTo("hello");
    }

    @Test
    void five_codings_are_undone() {
        byte[] coded = latin1("hello");
        for (int i = 0; i < 5; i++) coded = gzip(latin1Text(coded));

        assertThat(Decode.of(coded, names(5, "gzip"))).isEqualTo(new Decode.Outcome("hello", null));
    }

    private static String[] names(int count, String coding) {
        return Collections.nCopies(count, coding).toArray(String[]::new);
    }

    /** As a handler of the body does that has seen enough and gives the exchange up. */
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "zstd"})
    void the_output_may_close_what_feeds_it_and_gets_nothing_more(String coding) throws Exception {
        byte[] coded = compressed(coding, new Random(1).ints(1000).boxed().toList() + "x".repeat(1 << 20));
        for (int pieceBytes : new int[] {coded.length, 1}) {
            List<Integer> pieces = new ArrayList<>();
            BodyDecoder[] opened = new BodyDecoder[1];
            opened[0] = BodyDecoder.chain(List.of(coding), 1 << 20, (bytes, offset, length) -> {
                pieces.add(length);
                if (pieces.size() == 2) opened[0].close();
            });

            for (int i = 0; i < coded.length; i += pieceBytes) {
                opened[0].decode(coded, i, pieceBytes);
            }

            assertThat(pieces).hasSize(2);
            assertThat(OpenStreams.count()).isZero();
            opened[0].close();
            assertThat(OpenStreams.count()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "zstd"})
    void a_stream_is_open_from_its_first_bytes_at_the_latest_until_it_is_closed(String coding) throws Exception {
        byte[] coded = compressed(
                coding,
                "hello, ".repeat(1000) + new Random(1).ints(1000).boxed().toList());
        BodyDecoder decoder = BodyDecoder.chain(List.of(coding, "gzip"), 1 << 20, (bytes, offset, length) -> {});
        byte[] outer = gzip(latin1Text(coded));

        decoder.decode(outer, 0, outer.length);
        assertThat(OpenStreams.count()).isEqualTo(2);
        decoder.end();
        decoder.close();

        assertThat(OpenStreams.count()).isZero();
    }

    private static byte[] compressed(String coding, String text) throws IOException {
        return switch (coding) {
            case "gzip" -> gzip(text);
            case "deflate" -> zlib(text);
            case "br" -> {
                Brotli4jLoader.ensureAvailability();
                yield Encoder.compress(latin1(text));
            }
            case "zstd" -> Zstd.compress(latin1(text));
            default -> throw new IllegalArgumentException(coding);
        };
    }

    @Test
    void what_the_output_throws_comes_through_and_ends_a_bomb() {
        byte[] bomb = gzip("\0".repeat(10_000_000));
        FetchFailure tooMuch = new FetchFailure(new FetchError.TooLarge("the body", 100_000));
        List<Integer> pieces = new ArrayList<>();

        FetchFailure failure = catchThrowableOfType(FetchFailure.class, () -> {
            BodyDecoder.Output output = (bytes, offset, length) -> {
                pieces.add(length);
                if (pieces.size() > 10) throw tooMuch;
            };
            try (BodyDecoder decoder = BodyDecoder.chain(List.of("gzip"), Decode.MAX_INNER_BYTES, output)) {
                decoder.decode(bomb, 0, bomb.length);
            }
        });

        assertThat(failure).isSameAs(tooMuch);
        assertThat(pieces).hasSize(11).allMatch(length -> length <= 64 * 1024);
    }

    @Test
    void what_comes_out_of_a_coding_inside_another_one_is_bounded() {
        byte[] nothings = latin1(latin1Text(gzip("")).repeat(60_000)); // a stream of more than that, and of no content

        assertThat(Decode.of(nothings, "gzip")).isEqualTo(new Decode.Outcome("", null));
        assertThat(Decode.of(gzip(latin1Text(nothings)), "gzip", "gzip").error())
                .isEqualTo(new FetchError.TooLarge("a body under several codings", Decode.MAX_INNER_BYTES));
    }
}
