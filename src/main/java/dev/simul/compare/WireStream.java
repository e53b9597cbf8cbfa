package dev.simul.compare;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** The body as it comes over the wire: counts it, knows where it ends, and looks at the clock before each read. One thread. */
final class WireStream {
    static final long UNKNOWN_LENGTH = Long.MAX_VALUE;

    private final InputStream in;
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
        this.in = in;
        this.length = length;
        this.startNanos = startNanos;
        this.limitNanos = limit.toNanos();
    }

    long count() {
        return count;
    }

    /** Reads at least one byte. @return how many, less than 0 at the end of the body */
    int read(byte[] buffer) throws IOException {
        int most = (int) Math.min(buffer.length, length - count);
        if (most == 0) return -1;
        int read = readOn(buffer, most);
        if (read > 0) count += read;
        return read;
    }

    private int readOn(byte[] buffer, int most) throws IOException {
        if (System.nanoTime() - startNanos > limitNanos) throw new SocketTimeoutException("the body is slow");
        return in.read(buffer, 0, most);
    }

    /** Reads on after the end of the body. @return how many bytes there are behind it */
    long readBehind(byte[] buffer) throws IOException {
        long behind = 0;
        for (int read = readOn(buffer, buffer.length); read >= 0; read = readOn(buffer, buffer.length)) behind += read;
        return behind;
    }
}
