package dev.simul.http;

import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import org.jspecify.annotations.Nullable;

/**
 * The coding {@code deflate}: a zlib stream by the standard, a raw one as some servers send it; its first two bytes tell. What
 * follows the end of the stream is ignored, as browsers do.
 */
final class DeflateDecoder implements BodyDecoder {
    private static final String CODING = "deflate";
    private static final int NOTHING = -1;

    private final BodyDecoder next;
    private final byte[] header = new byte[2];
    private int firstByte = NOTHING;
    private @Nullable Inflation inflation;

    DeflateDecoder(BodyDecoder next) {
        this.next = next;
    }

    @Override
    public void decode(byte[] bytes, int offset, int length) throws FetchFailure {
        if (length == 0) return;
        if (inflation != null) {
            inflate(inflation, bytes, offset, length);
        } else if (firstByte == NOTHING && length == 1) {
            firstByte = bytes[offset] & 0xff;
        } else if (firstByte == NOTHING) {
            inflate(open(bytes[offset], bytes[offset + 1]), bytes, offset, length);
        } else {
            header[0] = (byte) firstByte;
            header[1] = bytes[offset];
            Inflation opened = open(header[0], header[1]);
            inflate(opened, header, 0, 1);
            inflate(opened, bytes, offset, length);
        }
    }

    private Inflation open(byte first, byte second) {
        // RFC 1950 section 2.2: method 8, and a check that makes the two bytes a multiple of 31.
        boolean zlib = (first & 0x0f) == 8 && (((first & 0xff) << 8) | (second & 0xff)) % 31 == 0;
        inflation = new Inflation(CODING, !zlib, next);
        return inflation;
    }

    private static void inflate(Inflation stream, byte[] bytes, int offset, int length) throws FetchFailure {
        if (!stream.isFinished()) stream.inflate(bytes, offset, length, (output, count) -> {});
    }

    @Override
    public void end() throws FetchFailure {
        boolean nothingCame = inflation == null && firstByte == NOTHING;
        boolean whole = inflation != null && inflation.isFinished();
        if (!nothingCame && !whole) throw new FetchFailure(new FetchError.Decode(CODING, "the stream ended early"));
        next.end();
    }

    @Override
    public void close() {
        if (inflation != null) inflation.close();
        next.close();
    }
}
