package dev.simul.sitemap;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Breaks off behind so many bytes: what is packed may be a bomb. */
final class LimitedStream extends FilterInputStream {
    private final long limit;
    private long left;
    private long leftAtMark;

    LimitedStream(InputStream in, long limit) {
        super(in.markSupported() ? in : new BufferedInputStream(in));
        this.limit = limit;
        this.left = limit;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        if (b >= 0) count(1);
        return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        if (count > 0) count(count);
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = super.skip(count);
        count(skipped);
        return skipped;
    }

    private void count(long bytes) throws IOException {
        left -= bytes;
        if (left < 0) throw new IOException(String.format("it has more than %,d bytes", limit));
    }

    @Override
    public void mark(int readLimit) {
        super.mark(readLimit);
        leftAtMark = left;
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        left = leftAtMark;
    }
}
