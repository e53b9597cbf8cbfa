package dev.simul.http;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.simul.testing.KeptInputs;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a server may send, from its first byte to the decoded body; {@code scripts/fuzz response} makes it up, an ordinary
 * build has the inputs that were kept.
 */
class ResponseFuzzTest {
    private static final int[] MAX_HEAD = {64 * 1024, 64 * 1024, 300, 40};
    private static final int[] MAX_BODY = {64 * 1024, 64 * 1024, 100, 0};

    static Stream<Named<byte[]>> keptInputs() {
        return KeptInputs.of(ResponseFuzzTest.class);
    }

    @ParameterizedTest
    @MethodSource("keptInputs")
    void kept_input_holds(byte[] data) {
        outcome_does_not_depend_on_the_way_the_bytes_come(data);
    }

    /**
     * The outcome does not depend on how the bytes arrive; a response that is cut off is never whole, and what came before the
     * cut is what the whole one begins with; no more is decoded than allowed; nothing but {@code FetchFailure} is thrown.
     *
     * @param data the limits (two bits each, from the lowest) and then the bytes of the reply; further ones may follow its end
     */
    @DictionaryEntries({
        "HTTP/1.1 200 OK",
        "HTTP/1.0 ",
        "Content-Length: ",
        "Transfer-Encoding: chunked",
        "Content-Encoding: gzip",
        "Content-Encoding: deflate",
        "Content-Encoding: br",
        "Content-Encoding: zstd",
        "Connection: close",
        "Connection: keep-alive",
        "0",
        "204",
        "304",
        "100 Continue",
        "103",
        "101",
        ", gzip",
        "identity",
        ";x=y",
        "ffffffffffffffff"
    })
    @FuzzTest(maxDuration = "10m")
    void outcome_does_not_depend_on_the_way_the_bytes_come(byte[] data) {
        if (data.length == 0) return;
        ReadResponse.Limits limits = new ReadResponse.Limits(MAX_HEAD[data[0] & 3], MAX_BODY[data[0] >> 2 & 3]);
        byte[] reply = Arrays.copyOfRange(data, 1, data.length);
        Random random = new Random(Arrays.hashCode(reply));

        ReadResponse.Outcome open = sameInEveryWay(reply, limits, false, random);
        ReadResponse.Outcome closed = sameInEveryWay(reply, limits, true, random);

        if (open.error() != null || open.isWhole()) {
            require(open.equals(closed), "after the end or a failure a close changes nothing", open, closed);
        } else {
            require(closed.beginsAs(open), "a close takes nothing back", open, closed);
        }
        if (reply.length == 0) return;
        byte[] cut = Arrays.copyOf(reply, random.nextInt(reply.length));
        ReadResponse.Outcome early = ReadResponse.read(cut, () -> cut.length, true, limits);
        require(closed.beginsAs(early), "what came before the cut is a part of it", closed, early);
        boolean isCutOff = cut.length < closed.consumed();
        boolean endsWithConnection = early.framing() != null && early.framing().kind() == BodyFraming.Kind.UNTIL_CLOSE;
        require(!early.isWhole() || !isCutOff || endsWithConnection, "what is cut off is not whole", closed, early);
    }

    private static ReadResponse.Outcome sameInEveryWay(
            byte[] reply, ReadResponse.Limits limits, boolean closes, Random random) {
        ReadResponse.Outcome whole = ReadResponse.read(reply, () -> reply.length, closes, limits);
        ReadResponse.Outcome bytewise = ReadResponse.read(reply, () -> 1, closes, limits);
        require(whole.equals(bytewise), "byte by byte it is the same", whole, bytewise);
        IntSupplier lengths = () -> 1 + random.nextInt(reply.length);
        ReadResponse.Outcome split = ReadResponse.read(reply, lengths, closes, limits);
        require(whole.equals(split), "in pieces it is the same", whole, split);
        return whole;
    }

    private static void require(boolean holds, String claim, Object one, Object other) {
        if (!holds) throw new AssertionError(claim + ": " + one + " and " + other);
    }
}
