package dev.simul.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.ErrorKind;
import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives a reply to a parser, whole, byte by byte and in random pieces, and requires that it says the same each time. Texts stand
 * for bytes in ISO 8859-1.
 */
final class Parse {
    static final int MAX_HEAD = 64 * 1024;
    private static final int RANDOM_SPLITS = 10;

    private Parse() {}

    /**
     * What a parser said.
     *
     * @param rest how many bytes after the end of the response it left alone
     */
    record Outcome(
            @Nullable ResponseHead head,
            @Nullable BodyFraming framing,
            String body,
            boolean whole,
            boolean reusable,
            int rest,
            @Nullable FetchError error) {

        String protocol() {
            return requireNonNull(head).protocol();
        }

        List<HeaderField> fields() {
            return requireNonNull(head).fields();
        }

        List<String> transferCodings() {
            return requireNonNull(framing).codings();
        }

        int status() {
            return head == null ? 0 : head.status();
        }

        @Nullable
        String field(String name) {
            return head == null ? null : head.first(name);
        }

        @Nullable
        ErrorKind errorKind() {
            return error == null ? null : error.kind();
        }

        String message() {
            return error == null ? "" : error.message();
        }
    }

    /** After the reply the peer is silent. */
    static Outcome open(String reply) {
        return everyWay(reply, false, MAX_HEAD);
    }

    /** After the reply the peer closes the connection. */
    static Outcome closed(String reply) {
        return everyWay(reply, true, MAX_HEAD);
    }

    static Outcome limited(String reply, int maxHead) {
        return everyWay(reply, false, maxHead);
    }

    /** In pieces of 64 KiB and without a limit, for what is too long to be given in every way. */
    static Outcome once(String reply) {
        return feed(reply.getBytes(StandardCharsets.ISO_8859_1), () -> MAX_HEAD, false, Integer.MAX_VALUE);
    }

    private static Outcome everyWay(String reply, boolean closes, int maxHead) {
        byte[] bytes = reply.getBytes(StandardCharsets.ISO_8859_1);
        Outcome outcome = feed(bytes, () -> bytes.length, closes, maxHead);
        assertThat(feed(bytes, () -> 1, closes, maxHead)).as("byte by byte").isEqualTo(outcome);
        for (int seed = 0; seed < RANDOM_SPLITS; seed++) {
            Random random = new Random(seed);
            IntSupplier lengths = () -> 1 + random.nextInt(bytes.length + 1);
            assertThat(feed(bytes, lengths, closes, maxHead))
                    .as("split by seed " + seed)
                    .isEqualTo(outcome);
        }
        return outcome;
    }

    private static Outcome feed(byte[] reply, IntSupplier lengths, boolean closes, int maxHead) {
        Said said = new Said();
        ResponseParser parser = new ResponseParser(said, maxHead);
        FetchError error = null;
        int position = 0;
        try {
            while (position < reply.length && !parser.isAtEnd()) {
                int length = Math.min(lengths.getAsInt(), reply.length - position);
                int consumed = parser.feed(reply, position, length);
                assertThat(consumed == length || parser.isAtEnd())
                        .as("all is read before the end")
                        .isTrue();
                position += consumed;
            }
            if (closes) parser.endOfStream(said.body.size());
        } catch (FetchFailure e) {
            error = e.error();
        }
        boolean whole = error == null && parser.isAtEnd();
        return new Outcome(
                said.head,
                said.framing,
                said.body.toString(StandardCharsets.ISO_8859_1),
                whole,
                whole && parser.allowsReuse(),
                whole ? reply.length - position : 0,
                error);
    }

    private static final class Said implements ResponseParser.Listener {
        private @Nullable ResponseHead head;
        private @Nullable BodyFraming framing;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();

        @Override
        public void onHead(ResponseHead received, BodyFraming how) {
            assertThat(head).as("there is one head").isNull();
            head = received;
            framing = how;
        }

        @Override
        public void onBody(byte[] bytes, int offset, int length) {
            assertThat(length).as("a piece of the body is not empty").isPositive();
            body.write(bytes, offset, length);
        }
    }
}
