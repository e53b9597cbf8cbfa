package dev.simul.http;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The coding {@code zstd} (RFC 8878): one frame or several, and frames to skip. Bytes after a frame that do not begin another one
 * are ignored. A window of more than 8 MiB is refused (RFC 9659 section 3).
 *
 * <p>The library gets the stream block by block, each in a call of its own at the latest: so what came before a block that is
 * broken does not depend on the size of packets.
 */
final class ZstdDecoder implements BodyDecoder {
    static final long MAX_WINDOW_BYTES = 8L << 20;

    private static final String CODING = "zstd";
    private static final int MAGIC = 0xfd2fb528;
    private static final int MAGIC_BYTES = 4;
    private static final int BLOCK_HEADER_BYTES = 3;
    private static final int CHECKSUM_BYTES = 4;
    private static final int MAX_HEADER_BYTES = 18;
    private static final int BUFFER_BYTES = 8192;

    private enum State {
        MAGIC,
        SKIPPABLE_SIZE,
        SKIPPING,
        FRAME_HEADER,
        BLOCK_HEADER,
        BLOCK,
        CHECKSUM,
        IGNORING
    }

    private final BodyDecoder next;
    private final byte[] output = new byte[BUFFER_BYTES];
    /** A header, as far as it has come. */
    private final byte[] header = new byte[MAX_HEADER_BYTES];

    private @Nullable ZstdDecompressCtx stream;
    /** The library reads and writes native memory only; Netty's is there again when the stream ends, the JDK's some time later. */
    private ByteBuf memory = Unpooled.EMPTY_BUFFER;

    private ByteBuffer in = ByteBuffer.allocate(0);
    private ByteBuffer out = ByteBuffer.allocate(0);
    private State state = State.MAGIC;
    private int headerBytes;
    private int headerWanted = MAGIC_BYTES;
    /** Of the block, or of the frame to skip. */
    private long remaining;

    private boolean isLastBlock;
    private boolean hasChecksum;
    private boolean hadFrame;
    private boolean nothingCame = true;
    private boolean closed;

    ZstdDecoder(BodyDecoder next) {
        this.next = next;
    }

    @Override
    public void decode(byte[] bytes, int offset, int length) throws FetchFailure {
        int position = offset;
        int end = offset + length;
        nothingCame &= length == 0;
        while (position < end && state != State.IGNORING) {
            if (state == State.BLOCK || state == State.SKIPPING) {
                int count = (int) Math.min(remaining, end - position);
                if (state == State.BLOCK) inflate(bytes, position, count);
                position += count;
                remaining -= count;
                if (remaining == 0) enter(state == State.SKIPPING ? State.MAGIC : afterBlock());
            } else {
                header[headerBytes++] = bytes[position++];
                if (headerBytes == headerWanted) onHeader();
            }
        }
    }

    private void onHeader() throws FetchFailure {
        switch (state) {
            case MAGIC -> onMagic();
            case SKIPPABLE_SIZE -> {
                remaining = littleEndian(0, 4);
                enter(remaining == 0 ? State.MAGIC : State.SKIPPING);
            }
            case FRAME_HEADER -> onFrameHeader();
            case BLOCK_HEADER -> onBlockHeader();
            case CHECKSUM -> {
                inflate(header, 0, CHECKSUM_BYTES);
                hadFrame = true;
                enter(State.MAGIC);
            }
            case SKIPPING, BLOCK, IGNORING -> throw new IllegalStateException("no header in state " + state);
        }
    }

    private void onMagic() throws FetchFailure {
        int magic = (int) littleEndian(0, MAGIC_BYTES);
        if (magic == MAGIC) {
            state = State.FRAME_HEADER; // what has come of the header stays
            headerWanted = MAGIC_BYTES + 1;
        } else if ((magic & 0xfffffff0) == 0x184d2a50) {
            hadFrame = true; // RFC 8878 section 3.1.2
            enter(State.SKIPPABLE_SIZE);
        } else if (hadFrame) {
            enter(State.IGNORING);
        } else {
            throw broken("it does not begin as zstd");
        }
    }

    /** RFC 8878 section 3.1.1.1: its first byte tells how long it is. */
    private void onFrameHeader() throws FetchFailure {
        int descriptor = header[MAGIC_BYTES];
        boolean singleSegment = (descriptor & 0x20) != 0;
        int window = singleSegment ? 0 : 1;
        int dictionary = new int[] {0, 1, 2, 4}[descriptor & 3];
        int size = new int[] {singleSegment ? 1 : 0, 2, 4, 8}[(descriptor >> 6) & 3];
        headerWanted = MAGIC_BYTES + 1 + window + dictionary + size;
        if (headerBytes < headerWanted) return;
        long windowBytes = singleSegment
                ? contentSize(MAGIC_BYTES + 1 + dictionary, size)
                : windowSize(header[MAGIC_BYTES + 1] & 0xff);
        if (windowBytes < 0 || windowBytes > MAX_WINDOW_BYTES) {
            throw broken("its window is larger than " + MAX_WINDOW_BYTES + " bytes");
        }
        hasChecksum = (descriptor & 4) != 0;
        inflate(header, 0, headerWanted);
        enter(State.BLOCK_HEADER);
    }

    private long contentSize(int offset, int length) {
        return littleEndian(offset, length) + (length == 2 ? 256 : 0);
    }

    private static long windowSize(int descriptor) {
        long base = 1L << (10 + (descriptor >> 3));
        return base + base / 8 * (descriptor & 7);
    }

    /** RFC 8878 section 3.1.1.2. */
    private void onBlockHeader() throws FetchFailure {
        int fields = (int) littleEndian(0, BLOCK_HEADER_BYTES);
        isLastBlock = (fields & 1) != 0;
        boolean repeatsOneByte = ((fields >> 1) & 3) == 1;
        remaining = repeatsOneByte ? 1 : fields >> 3;
        inflate(header, 0, BLOCK_HEADER_BYTES);
        enter(remaining == 0 ? afterBlock() : State.BLOCK);
    }

    private State afterBlock() {
        if (!isLastBlock) return State.BLOCK_HEADER;
        if (hasChecksum) return State.CHECKSUM;
        hadFrame = true;
        return State.MAGIC;
    }

    private void enter(State following) {
        if (closed) return;
        state = following;
        headerBytes = 0;
        headerWanted = switch (following) {
            case MAGIC, SKIPPABLE_SIZE -> MAGIC_BYTES;
            case BLOCK_HEADER -> BLOCK_HEADER_BYTES;
            case CHECKSUM -> CHECKSUM_BYTES;
            case SKIPPING, FRAME_HEADER, BLOCK, IGNORING -> 0;
        };
    }

    private long littleEndian(int offset, int length) {
        long value = 0;
        for (int i = 0; i < length; i++) value |= (header[offset + i] & 0xffL) << (8 * i);
        return value;
    }

    private void inflate(byte[] bytes, int offset, int length) throws FetchFailure {
        ZstdDecompressCtx opened = open();
        int position = offset;
        int end = offset + length;
        while (position < end && !closed) {
            int count = Math.min(end - position, BUFFER_BYTES);
            in.clear();
            in.put(bytes, position, count).flip();
            inflate(opened);
            position += count;
        }
    }

    /** Gives it all of the input; as long as it fills the output there may be more to come. */
    private void inflate(ZstdDecompressCtx opened) throws FetchFailure {
        try {
            do {
                out.clear();
                opened.decompressDirectByteBufferStream(out, in);
                out.flip();
                int count = out.remaining();
                out.get(output, 0, count);
                if (count > 0) next.decode(output, 0, count);
            } while (!closed && (in.hasRemaining() || out.limit() == out.capacity()));
        } catch (ZstdException e) {
            throw broken(e.getMessage() == null ? "invalid data" : e.getMessage());
        }
    }

    private ZstdDecompressCtx open() throws FetchFailure {
        if (stream != null) return stream;
        if (!NativeCodings.zstd()) throw broken("its library cannot be loaded on this machine");
        stream = new ZstdDecompressCtx();
        OpenStreams.opened();
        memory = ByteBufAllocator.DEFAULT.directBuffer(2 * BUFFER_BYTES);
        in = memory.nioBuffer(0, BUFFER_BYTES).slice();
        out = memory.nioBuffer(BUFFER_BYTES, BUFFER_BYTES).slice();
        return stream;
    }

    @Override
    public void end() throws FetchFailure {
        boolean whole = state == State.IGNORING || (state == State.MAGIC && hadFrame);
        if (!nothingCame && !whole) throw broken("the stream ended early");
        next.end();
    }

    private static FetchFailure broken(String detail) {
        return new FetchFailure(new FetchError.Decode(CODING, detail));
    }

    @Override
    public void close() {
        closed = true;
        if (stream != null) {
            stream.close();
            memory.release();
            OpenStreams.closed();
        }
        stream = null;
        state = State.IGNORING;
        next.close();
    }
}
