package dev.simul.http;

import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import java.util.List;
import java.util.Locale;

/**
 * Undoes one content coding (RFC 9110 section 8.4.1) while the bytes come in. Holds no more than one buffer of output, so that
 * a bomb is stopped by whoever counts what comes out.
 */
interface BodyDecoder extends AutoCloseable {
    /** Nobody means more than one; each takes memory and stack, and a head has room for ten thousand. As many as curl takes. */
    int MAX_CODINGS = 5;

    /** Takes decoded bytes; the array is valid during the call only. */
    interface Output {
        void accept(byte[] bytes, int offset, int length) throws FetchFailure;
    }

    /** Decodes as much as these bytes give. @throws FetchFailure with {@link FetchError.Decode}, or what the output throws */
    void decode(byte[] bytes, int offset, int length) throws FetchFailure;

    /** There is no more. @throws FetchFailure with {@link FetchError.Decode} if the coded stream is not whole */
    void end() throws FetchFailure;

    /** Frees native memory. */
    @Override
    void close();

    /**
     * The decoders for {@code codings} in the order in which they were applied, so the last one is undone first.
     *
     * @throws FetchFailure with {@link FetchError.Decode} if one is unknown, or if there are more than {@link #MAX_CODINGS}
     */
    static BodyDecoder chain(List<String> codings, Output output) throws FetchFailure {
        if (codings.size() > MAX_CODINGS) {
            throw new FetchFailure(
                    new FetchError.Decode(codings.getLast(), "there are more than " + MAX_CODINGS + " codings"));
        }
        BodyDecoder decoder = new Identity(output);
        for (String coding : codings) {
            BodyDecoder next = decoder;
            decoder = switch (coding.toLowerCase(Locale.ROOT)) {
                case "identity" -> next;
                case "gzip", "x-gzip" -> new GzipDecoder(next);
                case "deflate" -> new DeflateDecoder(next);
                default -> {
                    next.close();
                    throw new FetchFailure(new FetchError.Decode(coding, "it is not known"));
                }
            };
        }
        return decoder;
    }

    /** No coding. */
    record Identity(Output output) implements BodyDecoder {
        @Override
        public void decode(byte[] bytes, int offset, int length) throws FetchFailure {
            output.accept(bytes, offset, length);
        }

        @Override
        public void end() {}

        @Override
        public void close() {}
    }
}
