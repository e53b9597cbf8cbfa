package dev.simul.http;

import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** One deflate stream (RFC 1950, 1951) that is inflated piece by piece into the next decoder. */
final class Inflation implements AutoCloseable {
    private static final int OUTPUT_BYTES = 8192;

    private final String coding;
    private final Inflater inflater;
    private final BodyDecoder next;
    private final byte[] output = new byte[OUTPUT_BYTES];
    /** How much of this stream has left. */
    private long handedOn;

    private boolean closed;

    /**
     * Begins a stream.
     *
     * @param raw without the zlib header and checksum
     */
    Inflation(String coding, boolean raw, BodyDecoder next) {
        this.coding = coding;
        this.inflater = new Inflater(raw);
        this.next = next;
        OpenStreams.opened();
    }

    /** Hears of all decoded bytes before the next decoder does. */
    interface Tap {
        void see(byte[] bytes, int length);
    }

    /** Inflates. @return how many of the bytes belong to the stream; fewer than {@code length} only at its end */
    int inflate(byte[] bytes, int offset, int length, Tap tap) throws FetchFailure {
        if (closed) return length;
        inflater.setInput(bytes, offset, length);
        try {
            while (!closed && !inflater.finished()) {
                int count = inflater.inflate(output);
                if (count > 0) {
                    handOn(count, tap);
                } else if (inflater.needsDictionary()) {
                    throw broken("it wants a dictionary");
                } else if (inflater.needsInput()) {
                    break;
                }
            }
        } catch (DataFormatException e) {
            // What was decoded in the call that failed counts as well, so that it does not depend on the size of
            // packets.
            handOn((int) (inflater.getBytesWritten() - handedOn), tap);
            throw broken(e.getMessage() == null ? "invalid data" : e.getMessage());
        }
        return closed ? length : length - inflater.getRemaining();
    }

    private void handOn(int count, Tap tap) throws FetchFailure {
        if (count == 0) return;
        handedOn += count;
        tap.see(output, count);
        next.decode(output, 0, count);
    }

    boolean isFinished() {
        return !closed && inflater.finished();
    }

    /** Makes it ready for another stream. */
    void reset() {
        inflater.reset();
        handedOn = 0;
    }

    private FetchFailure broken(String detail) {
        return new FetchFailure(new FetchError.Decode(coding, detail));
    }

    @Override
    public void close() {
        if (closed) return;
        closed = true;
        inflater.end();
        OpenStreams.closed();
    }
}
