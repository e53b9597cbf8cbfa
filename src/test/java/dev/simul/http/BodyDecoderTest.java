package dev.simul.http;

import static dev.simul.http.Decode.gzip;
import static dev.simul.http.Decode.latin1;
import static dev.simul.http.Decode.zlib;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
    void an_unknown_coding_is_named() {
        FetchFailure failure = catchThrowableOfType(
                FetchFailure.class,
                () -> BodyDecoder.chain(
                        List.of("gzip", "x-unheard-of"), Decode.MAX_INNER_BYTES, (bytes, offset, length) -> {}));

        assertThat(failure.error()).isEqualTo(new FetchError.Decode("x-unheard-of", "it is not known"));
    }

    @Test
    void more_codings_than_anybody_means_are_refused_since_each_takes_memory() {
        FetchFailure failure = catchThrowableOfType(
                FetchFailure.class,
                () -> BodyDecoder.chain(
                        Collections.nCopies(6, "gzip"), Decode.MAX_INNER_BYTES, (bytes, offset, length) -> {}));

        assertThat(failure.error()).isEqualTo(new FetchError.Decode("gzip", "there are more than 5 codings"));
        assertThat(Decode.of(new byte[0], Collections.nCopies(5, "gzip").toArray(String[]::new))
                        .error())
                .isNull();
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
