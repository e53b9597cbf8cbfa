package dev.simul.compare;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * The body as it comes over the wire: counts it, looks at the clock before each read, and says of its failures that they are
 * the wire's, and not those of a decoder that reads from it.
 */
final class WireStream extends FilterInputStream {
    /** What went wrong below. */
    static final class Broken extends IOException {
        private final IOException failure;

        Broken(IOException failure) {
            super(failure);
            this.failure = failure;
        }

        IOException failure() {
            return failure;
        }
    }

    static final long UNKNOWN_LENGTH = Long.MAX_VALUE;

    private final long length;
    private final long startNanos;
    private final long limitNanos;
    private long count;

    /**
     * Wraps a body.
     *
     * @param length where it ends, whatever follows: the JDK goes on with bytes that are at hand
     * @param startNanos when the exchange began, of {@link System#nanoTime}
     */
    WireStream(InputStream in, long length, long startNanos, Duration limit) {
        super(in);
        this.length = length;
        this.startNanos = startNanos;
        this.limitNanos = limit.toNanos();
    }

    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted) throws IOException {
        int most = (int) Math.min(wanted, length - count);
        if (most == 0 && wanted > 0) return -1;
        int read = readOn(buffer, offset, most);
        if (read > 0) count += read;
        return read;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(super.available(), length - count);
    }

    private int readOn(byte[] buffer, int offset, int wanted) throws IOException {
        try {
            if (System.nanoTime() - startNanos > limitNanos) throw new SocketTimeoutException("the body is slow");
            return super.read(buffer, offset, wanted);
        } catch (IOException e) {
            throw new Broken(e);
        }
    }

    /**
     * Reads what a decoder has left over, so that the connection can serve another request.
     *
     * @return how many bytes there are behind the end of the body
     */
    long drain(byte[] buffer) throws IOException {
        int read = read(buffer, 0, buffer.length);
        while (read >= 0) read = read(buffer, 0, buffer.length);
        long behind = 0;
        for (read = readOn(buffer, 0, buffer.length); read >= 0; read = readOn(buffer, 0, buffer.length)) {
            behind += read;
        }
        return behind;
    }

    /** Does nothing: a decoder closes it before it is drained, and the JDK would take that for a wish to give up. */
    @Override
    public void close() {}
}
