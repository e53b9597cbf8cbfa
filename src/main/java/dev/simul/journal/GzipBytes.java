package dev.simul.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The content of a gzip file (RFC 1952), member after member: it can be cut behind each that is whole and ends with a record.
 *
 * <p>The JDK's stream does not tell where a member ends, nor a torn one from a disk that cannot be read.
 */
final class GzipBytes extends RecordBytes {
    /** Magic, and deflate as the method. */
    private static final int[] BEGINNING = {0x1F, 0x8B, 8};

    private static final int FLAG_HEADER_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int RESERVED_FLAGS = 0xE0;

    private enum State {
        BETWEEN_MEMBERS,
        IN_MEMBER,
        /** The file ended behind a member. */
        ENDED,
        /** The last member broke off. */
        TORN
    }

    private final String name;
    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private State state = State.BETWEEN_MEMBERS;

    private final byte[] input = new byte[64 * 1024];
    private int at;
    private int limit;

    /** Compressed bytes before those of {@link #input}. */
    private long before;

    private long memberStart;

    /** Inflated so far, and before this member. */
    private long plainBytes;

    private long plainBefore;

    private long recordEnd;
    private long whole;

    GzipBytes(Path path) throws IOException {
        this.name = path.toString();
        this.in = Files.newInputStream(path);
    }

    @Override
    int fill(byte[] into) throws IOException {
        while (true) {
            switch (state) {
                case BETWEEN_MEMBERS -> {
                    if (recordEnd == plainBytes) whole = before + at;
                    state = beginMember();
                }
                case IN_MEMBER -> {
                    int count = inflate(into);
                    if (count > 0) return count;
                }
                case ENDED, TORN -> {
                    return END;
                }
            }
        }
    }

    private State beginMember() throws IOException {
        memberStart = before + at;
        for (int i = 0; i < BEGINNING.length; i++) {
            int b = raw();
            if (b == END) return i == 0 ? State.ENDED : State.TORN;
            if (b == 0 && onlyZeros()) return State.TORN;
            if (b != BEGINNING[i]) throw notGzip();
        }
        int flags = raw();
        for (int i = 0; i < 6; i++) raw(); // time, extra flags, system
        if (flags != END && (flags & RESERVED_FLAGS) != 0) throw notGzip();
        if (flags > 0) skipOptional(flags);
        if (!more()) return State.TORN;
        inflater.reset();
        crc.reset();
        plainBefore = plainBytes;
        return State.IN_MEMBER;
    }

    private JournalException notGzip() {
        return new JournalException(name + " is not gzip from byte " + memberStart + " on");
    }

    private void skipOptional(int flags) throws IOException {
        if ((flags & FLAG_EXTRA) != 0) {
            int left = raw() | raw() << 8;
            while (left > 0 && raw() != END) left--;
        }
        if ((flags & FLAG_NAME) != 0) skipText();
        if ((flags & FLAG_COMMENT) != 0) skipText();
        if ((flags & FLAG_HEADER_CRC) != 0) {
            raw();
            raw();
        }
    }

    private void skipText() throws IOException {
        int b = raw();
        while (b > 0) b = raw();
    }

    /** Some of the member's bytes, perhaps none. */
    private int inflate(byte[] into) throws IOException {
        int count = 0;
        try {
            while (count == 0 && !inflater.finished()) {
                if (inflater.needsDictionary()) throw new DataFormatException("not in gzip");
                if (inflater.needsInput()) {
                    if (!more()) {
                        state = State.TORN;
                        return 0;
                    }
                    inflater.setInput(input, at, limit - at);
                    at = limit;
                }
                count = inflater.inflate(into);
            }
        } catch (DataFormatException e) {
            at = limit - inflater.getRemaining();
            state = tornOrDamaged();
            return 0;
        }
        crc.update(into, 0, count);
        plainBytes += count;
        if (inflater.finished()) {
            at = limit - inflater.getRemaining();
            state = endMember();
        }
        return count;
    }

    private State endMember() throws IOException {
        long checkSum = littleEndian();
        long size = littleEndian();
        if (checkSum < 0 || size < 0) return State.TORN;
        boolean right = checkSum == crc.getValue() && size == ((plainBytes - plainBefore) & 0xFFFFFFFFL);
        return right ? State.BETWEEN_MEMBERS : tornOrDamaged();
    }

    /** What is wrong at the end may be a block of the last member that did not reach the disk. */
    private State tornOrDamaged() throws IOException {
        if (onlyZeros()) return State.TORN;
        throw new JournalException(name + " is damaged: the gzip member from byte " + memberStart + " on is not whole");
    }

    /** The next four bytes as a number; negative if there are not so many. */
    private long littleEndian() throws IOException {
        long word = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            int b = raw();
            if (b == END) return -1;
            word |= (long) b << shift;
        }
        return word;
    }

    private boolean onlyZeros() throws IOException {
        int b = raw();
        while (b == 0) b = raw();
        return b == END;
    }

    private int raw() throws IOException {
        return more() ? input[at++] & 0xFF : END;
    }

    private boolean more() throws IOException {
        if (at < limit) return true;
        before += limit;
        at = 0;
        limit = 0;
        limit = Math.max(0, in.read(input));
        return limit > 0;
    }

    @Override
    void recordEnded() {
        recordEnd = position();
    }

    @Override
    long wholeBytes() {
        return whole;
    }

    @Override
    boolean endIsDebris() {
        return state == State.TORN;
    }

    @Override
    boolean restIsDebris() throws IOException {
        while (state == State.IN_MEMBER && next() != END) {}
        return state == State.TORN;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
