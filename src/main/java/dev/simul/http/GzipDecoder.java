package dev.simul.http;

import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import java.util.zip.CRC32;

/**
 * The coding {@code gzip} (RFC 1952): one member or several. Bytes after a member that do not begin another one are ignored, as
 * browsers do.
 */
final class GzipDecoder implements BodyDecoder {
    private static final String CODING = "gzip";
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;
    private static final int FIXED_HEADER_BYTES = 10;
    private static final int TRAILER_BYTES = 8;

    private enum State {
        HEADER,
        EXTRA_LENGTH,
        EXTRA_DATA,
        NAME,
        COMMENT,
        HEADER_CRC,
        DATA,
        TRAILER,
        AFTER_MEMBER,
        IGNORING
    }

    private final BodyDecoder next;
    private final Inflation inflation;
    private final CRC32 crc = new CRC32();
    private State state = State.HEADER;
    private boolean nothingCame = true;
    private boolean isFirstMember = true;
    /** How many bytes of the current part of header or trailer have come. */
    private int count;

    private int flags;
    private int extraBytes;
    private long trailer;
    private long memberBytes;

    GzipDecoder(BodyDecoder next) {
        this.next = next;
        this.inflation = new Inflation(CODING, true, next);
    }

    @Override
    public void decode(byte[] bytes, int offset, int length) throws FetchFailure {
        int position = offset;
        int end = offset + length;
        nothingCame &= length == 0;
        while (position < end && state != State.IGNORING) {
            if (state == State.DATA) {
                position += inflation.inflate(bytes, position, end - position, this::count);
                if (inflation.isFinished()) enter(State.TRAILER);
            } else {
                onByte(bytes[position++] & 0xff);
            }
        }
    }

    private void count(byte[] bytes, int length) {
        crc.update(bytes, 0, length);
        memberBytes += length;
    }

    private void onByte(int b) throws FetchFailure {
        switch (state) {
            case HEADER -> onFixedHeader(b);
            case EXTRA_LENGTH -> {
                extraBytes |= b << (8 * count);
                if (++count == 2) enter(extraBytes == 0 ? afterFlag(EXTRA) : State.EXTRA_DATA);
            }
            case EXTRA_DATA -> {
                if (++count == extraBytes) enter(afterFlag(EXTRA));
            }
            case NAME -> {
                if (b == 0) enter(afterFlag(NAME));
            }
            case COMMENT -> {
                if (b == 0) enter(afterFlag(COMMENT));
            }
            case HEADER_CRC -> {
                if (++count == 2) enter(State.DATA);
            }
            case TRAILER -> onTrailer(b);
            case AFTER_MEMBER -> onByteAfterMember(b);
            case DATA, IGNORING -> throw new IllegalStateException("no single byte in state " + state);
        }
    }

    private void onFixedHeader(int b) throws FetchFailure {
        boolean valid = switch (count) {
            case 0 -> b == 0x1f;
            case 1 -> b == 0x8b;
            case 2 -> b == 8; // the only method there is
            default -> true;
        };
        if (!valid) {
            if (isFirstMember) throw broken("it does not begin as gzip");
            enter(State.IGNORING);
            return;
        }
        if (count == 3) onFlags(b);
        if (++count == FIXED_HEADER_BYTES) enter(afterFlag(0));
    }

    /** Reserved flags may announce further parts of the header, of unknown length (RFC 1952 section 2.3.1.2). */
    private void onFlags(int b) throws FetchFailure {
        if ((b & RESERVED) != 0) throw broken("it has flags that are reserved");
        flags = b;
    }

    /** The parts of the header come in the order of rising flags, but for the checksum, which comes last. */
    private State afterFlag(int flag) {
        if (flag < EXTRA && (flags & EXTRA) != 0) return State.EXTRA_LENGTH;
        if (flag < NAME && (flags & NAME) != 0) return State.NAME;
        if (flag < COMMENT && (flags & COMMENT) != 0) return State.COMMENT;
        return (flags & HEADER_CRC) != 0 ? State.HEADER_CRC : State.DATA;
    }

    private void onTrailer(int b) throws FetchFailure {
        trailer |= ((long) b) << (8 * count);
        if (++count < TRAILER_BYTES) return;
        if ((trailer & 0xffff_ffffL) != crc.getValue()) throw broken("its checksum is wrong");
        if (trailer >>> 32 != (memberBytes & 0xffff_ffffL)) throw broken("its length is wrong");
        enter(State.AFTER_MEMBER);
    }

    private void onByteAfterMember(int b) {
        if (b != 0x1f) {
            enter(State.IGNORING);
            return;
        }
        isFirstMember = false;
        inflation.reset();
        crc.reset();
        memberBytes = 0;
        enter(State.HEADER);
        count = 1;
    }

    private void enter(State next) {
        state = next;
        count = 0;
        if (next == State.EXTRA_LENGTH) extraBytes = 0;
        if (next == State.TRAILER) trailer = 0;
    }

    @Override
    public void end() throws FetchFailure {
        boolean whole = state == State.AFTER_MEMBER || state == State.IGNORING;
        if (!nothingCame && !whole) throw broken("the stream ended early");
        next.end();
    }

    private static FetchFailure broken(String detail) {
        return new FetchFailure(new FetchError.Decode(CODING, detail));
    }

    @Override
    public void close() {
        inflation.close();
        state = State.IGNORING;
        next.close();
    }
}
