package dev.simul.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads records of one form, of which it keeps the URL, the line and what became of it only. */
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
    private int status;
    private @Nullable String errorKind;

    /** What was taken while that was wanted, up to its size. */
    private final byte[] taken = new byte[64];

    private int takenBytes;
    private boolean keeps;

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

    /** Of the last record; 0 where it has none. Where the shape of the records is given, it is not known. */
    final int status() {
        return status;
    }

    /** Of the last record; null where it has none. Where the shape of the records is given, it is not known. */
    final @Nullable String errorKind() {
        return errorKind;
    }

    // ---- for the forms

    final void status(String text) throws NotARecord {
        if (!text.matches("[0-9]{1,3}")) throw NotARecord.foreign();
        status = Integer.parseInt(text);
    }

    final void errorKind(String kind) {
        errorKind = kind;
    }

    /** Keeps what is taken from now on, or does not. */
    final void keep(boolean wanted) {
        keeps = wanted;
        takenBytes = 0;
    }

    /** What was taken since; cut where it is long. */
    final String keptWithLast() {
        return new String(taken, 0, takenBytes, StandardCharsets.UTF_8);
    }

    /** The same but for the last byte, which ended it. */
    final String kept() {
        return new String(taken, 0, Math.max(0, takenBytes - 1), StandardCharsets.UTF_8);
    }

    final void clear() {
        status = 0;
        errorKind = null;
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
        if (keeps && takenBytes < taken.length) taken[takenBytes++] = (byte) b;
        return b;
    }

    final void expect(byte[] bytes) throws IOException, NotARecord {
        for (byte b : bytes) expect(b & 0xFF);
    }

    final void expect(int b) throws IOException, NotARecord {
        if (take() != b) throw NotARecord.foreign();
    }
}
