package dev.simul.http;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.simul.testing.KeptInputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a server may send by HTTP/2 while two requests are open on a connection; {@code scripts/fuzz h2} makes it up, an ordinary
 * build has the inputs that were kept.
 */
class Http2FuzzTest {
    private static final int[] MAX_HEAD = {64 * 1024, 64 * 1024, 300, 80};
    private static final int[] MAX_BODY = {64 * 1024, 64 * 1024, 100, 0};

    static Stream<Named<byte[]>> keptInputs() {
        return KeptInputs.of(Http2FuzzTest.class);
    }

    @ParameterizedTest
    @MethodSource("keptInputs")
    void kept_input_holds(byte[] data) {
        every_exchange_has_one_outcome_and_nothing_is_left(data);
    }

    /**
     * Each exchange ends once, by a kind of error that a server can be guilty of; nothing is decoded beyond what is allowed; no
     * exception gets out, no buffer, stream or timer stays behind. It does not depend on the pieces in which the frames come, and
     * what came before the connection is cut is what the rest begins with.
     *
     * @param data the limits (two bits each, from the lowest) and then frames; see {@link ReadHttp2#frames}
     */
    @DictionaryEntries({
        "\0\0",
        "\0\4",
        "\1\4",
        "\1\5",
        "\2\0",
        "\3\0",
        "\4\0",
        "\5\4",
        "\6\0",
        "\7\0",
        "\10\0",
        "\11\4",
        "\10\003103", // :status, literal
        "\17\15\00210", // content-length
        "\17\13\4gzip", // content-encoding
        "\17\13\2br",
        "\17\13\4zstd",
        "\17\13\7deflate"
    })
    @FuzzTest(maxDuration = "10m")
    void every_exchange_has_one_outcome_and_nothing_is_left(byte[] data) {
        if (data.length == 0) return;
        ReadResponse.Limits limits = new ReadResponse.Limits(MAX_HEAD[data[0] & 3], MAX_BODY[data[0] >> 2 & 3]);
        List<byte[]> frames = ReadHttp2.frames(Arrays.copyOfRange(data, 1, data.length));

        List<ReadHttp2.Outcome> whole = ReadHttp2.read(frames, 0, limits);
        List<ReadHttp2.Outcome> pieces = ReadHttp2.read(frames, 1 + (data[0] >> 4 & 15), limits);
        require(whole.equals(pieces), "in pieces it is the same", whole, pieces);
        if (frames.isEmpty()) return;
        List<byte[]> cut = new ArrayList<>(frames.subList(0, frames.size() - 1));
        byte[] last = frames.getLast();
        cut.add(Arrays.copyOf(last, last.length / 2));
        List<ReadHttp2.Outcome> early = ReadHttp2.read(cut, 0, limits);
        for (int i = 0; i < whole.size(); i++) {
            require(
                    whole.get(i).beginsAs(early.get(i)),
                    "what came before the cut is a part of it",
                    whole.get(i),
                    early.get(i));
        }
    }

    private static void require(boolean holds, String claim, Object one, Object other) {
        if (!holds) throw new AssertionError(claim + ": " + one + " and " + other);
    }
}
