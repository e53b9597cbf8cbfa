package dev.simul.http;

import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import java.util.List;
import java.util.Locale;

/**
 * Undoes content codings (RFC 9110 section 8.4.1) while the bytes come in. Holds no more than one buffer of output for each, so
 * that a bomb is stopped by whoever counts what comes out. One thread.
 */
public interface BodyDecoder extends AutoCloseable {
    /** Nobody means more than one; each takes memory and stack, and a head has room for ten thousand. As many as curl takes. */
    int MAX_CODINGS = 5;

    /** A coding adds a little to a small body: a low limit of that is not meant for what is between two codings. */
    long MIN_CODED_BYTES = 64 * 1024;

    /** Takes decoded bytes; the array is valid during the call only. May close the decoder, which then gives nothing more. */
    interface Output {
        void accept(byte[] bytes, int offset, int length) throws FetchFailure;
    }

    /** Decodes as much as these bytes give. @throws FetchFailure with {@link FetchError.Decode}, or what the output throws */
    void decode(byte[] bytes, int offset, int length) throws FetchFailure;

    /** There is no more. @throws FetchFailure with {@link FetchError.Decode} if the coded stream is not whole */
    void end() throws FetchFailure;

    /** Frees native memory. Whoever opened it has to, whatever has happened; once more does no harm. */
    @Override
    void close();

    /** What we say we can decode, in the order in which browsers say it. */
    static String offered() {
        return NativeCodings.areHere() ? "gzip, deflate, br, zstd" : "gzip, deflate";
    }

    /**
     * The decoder for {@code codings} in the order in which they were applied, so the last one is undone first. No body at all is
     * an empty one, whatever the codings: so also those that are not known, or too many, fail with the first byte, as with curl.
     *
     * @param maxBodyBytes how much may come out in the end, which the output sees to, and as much out of each coding that
     *     another one is inside of, since a bomb may well unfold to nothing in the end
     */
    static BodyDecoder chain(List<String> codings, long maxBodyBytes, Output output) {
        if (codings.size() > MAX_CODINGS) {
            return new Refusal(codings.getLast(), "there are more than " + MAX_CODINGS + " codings");
        }
        long maxCodedBytes = Math.max(maxBodyBytes, MIN_CODED_BYTES);
        BodyDecoder decoder = new Identity(output);
        for (String coding : codings) {
            BodyDecoder next = decoder instanceof Identity ? decoder : new Bounded(decoder, maxCodedBytes);
            switch (coding.toLowerCase(Locale.ROOT)) {
                case "identity", "none" -> {} // the latter as some servers have it, and curl takes it
                case "gzip", "x-gzip" -> decoder = new GzipDecoder(next);
                case "deflate" -> decoder = new DeflateDecoder(next);
                case "br" -> decoder = new BrotliDecoder(next);
                case "zstd" -> decoder = new ZstdDecoder(next);
                default -> {
                    next.close();
                    return new Refusal(coding, "it is not known");
                }
            }
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

    /** What cannot be decoded, which matters only where there is something to decode. */
    record Refusal(String coding, String detail) implements BodyDecoder {
        @Override
        public void decode(byte[] bytes, int offset, int length) throws FetchFailure {
            if (length > 0) throw new FetchFailure(new FetchError.Decode(coding, detail));
        }

        @Override
        public void end() {}

        @Override
        public void close() {}
    }
}
