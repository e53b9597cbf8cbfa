package dev.simul.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.simul.result.ErrorKind;
import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Parser, framing and decoders in a row, as an {@link Exchange} has them, without a channel. */
final class ReadResponse implements ResponseParser.Listener {
    /** What a server can be guilty of. */
    private static final Set<ErrorKind> KINDS =
            EnumSet.of(ErrorKind.PROTOCOL, ErrorKind.TOO_LARGE, ErrorKind.DECODE, ErrorKind.CLOSED);

    record Limits(int maxHead, int maxBody) {}

    /**
     * What was read.
     *
     * @param body decoded, as ISO 8859-1
     * @param consumed how many bytes belong to a response that is whole, or until its connection ended; else -1, because it
     *     depends on the pieces
     */
    record Outcome(
            @Nullable ResponseHead head,
            @Nullable BodyFraming framing,
            String body,
            boolean isWhole,
            int consumed,
            @Nullable FetchError error) {

        /** Whether {@code other} is what there was of this earlier. */
        boolean beginsAs(Outcome other) {
            return (other.head == null || Objects.equals(head, other.head)) && body.startsWith(other.body);
        }
    }

    private final Limits limits;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable ResponseHead head;
    private @Nullable BodyFraming framing;
    private @Nullable BodyDecoder decoder;
    private long wireBytes;

    private ReadResponse(Limits limits) {
        this.limits = limits;
    }

    /** Reads until the response ends, fails, or nothing more is there; then the peer closes, or is silent. */
    static Outcome read(byte[] reply, IntSupplier lengths, boolean closes, Limits limits) {
        ReadResponse reading = new ReadResponse(limits);
        try {
            return reading.run(reply, lengths, closes);
        } finally {
            if (reading.decoder != null) reading.decoder.close();
        }
    }

    private Outcome run(byte[] reply, IntSupplier lengths, boolean closes) {
        ResponseParser parser = new ResponseParser(this, limits.maxHead());
        FetchError error = null;
        boolean whole = false;
        int position = 0;
        try {
            while (position < reply.length && !parser.isAtEnd()) {
                int length = Math.min(lengths.getAsInt(), reply.length - position);
                byte[] piece = new byte[length + 2]; // at an offset, with nothing to be read around it
                System.arraycopy(reply, position, piece, 1, length);
                int consumed = parser.feed(piece, 1, length);
                require(consumed == length || parser.isAtEnd(), "all is read before the end");
                position += consumed;
            }
            if (closes) parser.endOfStream(body.size());
            if (parser.isAtEnd()) {
                if (decoder != null) decoder.end();
                whole = true;
            }
        } catch (FetchFailure e) {
            error = e.error();
            require(KINDS.contains(error.kind()), "the error is one of the server's: " + error);
        }
        require(body.size() <= limits.maxBody(), "the limit holds");
        if (whole) claimsOfTheWhole(parser);
        return new Outcome(head, framing, body.toString(ISO_8859_1), whole, whole ? position : -1, error);
    }

    private void claimsOfTheWhole(ResponseParser parser) {
        ResponseHead received = Objects.requireNonNull(head, "a whole response has a head");
        BodyFraming how = Objects.requireNonNull(framing);
        require(received.status() >= 200 && received.status() <= 999, "a final status: " + received.status());
        switch (how.kind()) {
            case NONE -> require(wireBytes == 0, "no body, no bytes");
            case LENGTH -> require(wireBytes == how.length(), "all bytes that were promised have come");
            case UNTIL_CLOSE -> require(!parser.allowsReuse(), "a closed connection is not used again");
            case CHUNKED -> {}
        }
    }

    @Override
    public void onHead(ResponseHead received, BodyFraming how) throws FetchFailure {
        require(head == null, "there is one head");
        head = received;
        framing = how;
        List<String> codings = new ArrayList<>(received.list("Content-Encoding"));
        codings.addAll(how.codings());
        decoder = BodyDecoder.chain(codings, limits.maxBody(), this::onDecoded);
    }

    @Override
    public void onBody(byte[] bytes, int offset, int length) throws FetchFailure {
        require(length > 0, "a piece of the body is not empty");
        wireBytes += length;
        Objects.requireNonNull(decoder).decode(bytes, offset, length);
    }

    private void onDecoded(byte[] decoded, int offset, int length) throws FetchFailure {
        int accepted = Math.min(limits.maxBody() - body.size(), length);
        body.write(decoded, offset, accepted);
        if (accepted < length) throw new FetchFailure(new FetchError.TooLarge("the body", limits.maxBody()));
    }

    private static void require(boolean holds, String claim) {
        if (!holds) throw new AssertionError(claim);
    }
}
