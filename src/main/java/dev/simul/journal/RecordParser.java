package dev.simul.journal;

import java.io.IOException;
import java.util.Arrays;

/** Reads records of one form, of which it keeps the URL and the line only. */
abstract class RecordParser {
    /** More than a line of a source or an argument can have, even if each of its bytes was replaced by a character of three. */
    private static final int MAX_URL_BYTES = 1024 * 1024;

    /** The line of a record whose URL has none, because the crawl has found it by itself. */
    static final long FOUND = -1;

    /** The key, or column, that only such records have a value of. */
    static final String FROM = "from";

    final RecordBytes in;

    private byte[] url = new byte[256];
    private int urlBytes;
    private long line;

    RecordParser(RecordBytes in) {
        this.in = in;
    }

    /** Reads what comes before the first record, if there is anything at all. */
    abstract void begin() throws IOException, NotARecord;

    /**
     * Reads the next record.
     *
     * @return false if there is none any more
     * @throws NotARecord if there is something else, or half a record
     */
    abstract boolean next() throws IOException, NotARecord;

    /** Of the last record, in UTF-8; valid until the next one, and only as far as {@link #urlBytes}. */
    final byte[] url() {
        return url;
    }

    final int urlBytes() {
        return urlBytes;
    }

    /** Of the last record; 0 where the URL was given on the command line, {@link #FOUND} where it was found. */
    final long line() {
        return line;
    }

    // ---- for the forms

    final void clear() {
        urlBytes = 0;
        line = 0;
    }

    final void addToUrl(int b) throws NotARecord {
        if (urlBytes == url.length) {
            if (urlBytes >= MAX_URL_BYTES) throw NotARecord.foreign();
            url = Arrays.copyOf(url, 2 * urlBytes);
        }
        url[urlBytes++] = (byte) b;
    }

    final void isFound() {
        line = FOUND;
    }

    final void addToLine(int digit) throws NotARecord {
        if (digit < '0' || digit > '9' || line > Long.MAX_VALUE / 10 - 1) throw NotARecord.foreign();
        line = 10 * line + digit - '0';
    }

    /** The next byte of a record that has not ended. */
    final int take() throws IOException, NotARecord {
        int b = in.next();
        if (b == RecordBytes.END) throw NotARecord.torn();
        return b;
    }

    final void expect(byte[] bytes) throws IOException, NotARecord {
        for (byte b : bytes) expect(b & 0xFF);
    }

    final void expect(int b) throws IOException, NotARecord {
        if (take() != b) throw NotARecord.foreign();
    }
}
