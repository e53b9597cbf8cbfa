package dev.simul.sitemap;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** Breaks off behind so many bytes, in all and of one piece: what is packed may be a bomb, and a parser keeps each piece whole. */
final class LimitedStream extends FilterInputStream {
    private final long limit;
    private final long pieceLimit;
    private long left;
    private long leftOfPiece;
    private long leftAtMark;

    LimitedStream(InputStream in, long limit, long pieceLimit) {
        super(in.markSupported() ? in : new BufferedInputStream(in));
        this.limit = limit;
        this.pieceLimit = pieceLimit;
        this.left = limit;
        this.leftOfPiece = pieceLimit;
    }

    /** What follows is another piece. */
    void beginPiece() {
        leftOfPiece = pieceLimit;
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
        leftOfPiece -= bytes;
        if (left < 0) throw new IOException(text("it has more than %,d bytes", limit));
        if (leftOfPiece < 0) throw new IOException(text("one piece of it has more than %,d bytes", pieceLimit));
    }

    private static String text(String format, long bytes) {
        return String.format(Locale.ROOT, format, bytes);
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
