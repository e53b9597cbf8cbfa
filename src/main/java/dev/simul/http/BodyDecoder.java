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

    /** What we say we can decode, in the order in which browsers say it. */
    static String offered() {
        return NativeCodings.areHere() ? "gzip, deflate, br, zstd" : "gzip, deflate";
    }

    /**
     * The decoders for {@code codings} in the order in which they were applied, so the last one is undone first.
     *
     * @param maxBytes how much may come out of a coding inside another one; for what comes out in the end, the output sees to it
     * @throws FetchFailure with {@link FetchError.Decode} if one is unknown, or if there are more than {@link #MAX_CODINGS}
     */
    static BodyDecoder chain(List<String> codings, long maxBytes, Output output) throws FetchFailure {
        if (codings.size() > MAX_CODINGS) {
            throw new FetchFailure(
                    new FetchError.Decode(codings.getLast(), "there are more than " + MAX_CODINGS + " codings"));
        }
        BodyDecoder decoder = new Identity(output);
        for (String coding : codings) {
            BodyDecoder next = decoder instanceof Identity ? decoder : new Bounded(decoder, maxBytes);
            decoder = switch (coding.toLowerCase(Locale.ROOT)) {
                case "identity" -> decoder;
                case "gzip", "x-gzip" -> new GzipDecoder(next);
                case "deflate" -> new DeflateDecoder(next);
                case "br" -> new BrotliDecoder(next);
                case "zstd" -> new ZstdDecoder(next);
                default -> {
                    next.close();
                    throw new FetchFailure(new FetchError.Decode(coding, "it is not known"));
                }
            };
        }
        return decoder;
    }

    /** Between two codings: a bomb inside another one is stopped also where the outermost gives next to nothing. */
    final class Bounded implements BodyDecoder {
        private final BodyDecoder next;
        private final long maxBytes;
        private long bytes;

        Bounded(BodyDecoder next, long maxBytes) {
            this.next = next;
            this.maxBytes = maxBytes;
        }

        @Override
        public void decode(byte[] coded, int offset, int length) throws FetchFailure {
            bytes += length;
            if (bytes > maxBytes)
                throw new FetchFailure(new FetchError.TooLarge("a body under several codings", maxBytes));
            next.decode(coded, offset, length);
        }

        @Override
        public void end() throws FetchFailure {
            next.end();
        }

        @Override
        public void close() {
            next.close();
        }
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
