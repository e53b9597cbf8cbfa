package dev.simul.http;

import com.aayushatharva.brotli4j.decoder.DecoderJNI;
import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The coding {@code br} (RFC 7932). What follows the end of the stream is an error, as with curl. The window, of 16 MiB at the most, is the
 * library's and goes with the stream.
 *
 * <p>When the library finds an error it drops what it has decoded in the same call. It gets the stream in blocks whose size depends
 * on their place in it, whatever the packets: so what comes out of a stream that is broken, or too long, depends on the stream
 * alone. Small blocks lose little, large ones cost little (64 bytes at a time take twice as long as all at once): they grow with
 * what has come, of which never more than an eighth, or 63 bytes, waits.
 */
final class BrotliDecoder implements BodyDecoder {
    private static final String CODING = "br";
    private static final int MIN_BLOCK_BYTES = 64;
    private static final int MAX_BLOCK_BYTES = 1024;
    private static final int OUTPUT_BYTES = 8192;

    private final BodyDecoder next;
    private final byte[] output = new byte[OUTPUT_BYTES];
    /** The current block, as far as it has come. */
    private final byte[] block = new byte[MAX_BLOCK_BYTES];

    private int blockBytes;
    private int blockWanted = MIN_BLOCK_BYTES;
    /** In all blocks before the current one. */
    private long bytesBefore;

    private DecoderJNI.@Nullable Wrapper stream;
    private boolean finished;
    private boolean closed;

    BrotliDecoder(BodyDecoder next) {
        this.next = next;
    }

    @Override
    public void decode(byte[] bytes, int offset, int length) throws FetchFailure {
        int position = offset;
        int end = offset + length;
        while (position < end && !closed) {
            int count = Math.min(end - position, blockWanted - blockBytes);
            System.arraycopy(bytes, position, block, blockBytes, count);
            blockBytes += count;
            position += count;
            if (blockBytes == blockWanted) decodeBlock();
        }
    }

    private void decodeBlock() throws FetchFailure {
        if (closed) return;
        if (finished) throw invalid();
        DecoderJNI.Wrapper opened = open();
        opened.getInputBuffer().clear();
        opened.getInputBuffer().put(block, 0, blockBytes);
        opened.push(blockBytes);
        bytesBefore += blockBytes;
        blockWanted = Math.clamp(bytesBefore / 8, MIN_BLOCK_BYTES, MAX_BLOCK_BYTES);
        blockBytes = 0;
        drain(opened);
    }

    private DecoderJNI.Wrapper open() throws FetchFailure {
        if (stream != null) return stream;
        if (!NativeCodings.brotli()) throw broken("its library cannot be loaded on this machine");
        try {
            stream = new DecoderJNI.Wrapper(MAX_BLOCK_BYTES);
            OpenStreams.opened();
            return stream;
        } catch (IOException noMemory) {
            throw broken("there is no memory for it");
        }
    }

    /** Hands on all that the stream gives until it wants more input. */
    private void drain(DecoderJNI.Wrapper opened) throws FetchFailure {
        while (stream != null) {
            if (opened.hasOutput()) {
                handOn(opened.pull());
                continue;
            }
            switch (opened.getStatus()) {
                case OK -> opened.push(0);
                case NEEDS_MORE_OUTPUT -> handOn(opened.pull());
                case NEEDS_MORE_INPUT -> {
                    // It may say so with some bits still to be decoded.
                    opened.push(0);
                    if (opened.getStatus() == DecoderJNI.Status.NEEDS_MORE_INPUT && !opened.hasOutput()) return;
                }
                case DONE -> {
                    finished = true;
                    return;
                }
                case ERROR -> throw invalid();
            }
        }
    }

    /** What is decoded is the memory of the stream: not to be touched when that was closed. */
    private void handOn(ByteBuffer decoded) throws FetchFailure {
        while (stream != null && decoded.hasRemaining()) {
            int count = Math.min(decoded.remaining(), output.length);
            decoded.get(output, 0, count);
            next.decode(output, 0, count);
        }
    }

    @Override
    public void end() throws FetchFailure {
        if (blockBytes > 0) decodeBlock();
        if (stream != null && !finished) throw broken("the stream ended early");
        next.end();
    }

    private static FetchFailure invalid() {
        return broken("invalid data");
    }

    private static FetchFailure broken(String detail) {
        return new FetchFailure(new FetchError.Decode(CODING, detail));
    }

    @Override
    public void close() {
        if (stream != null) {
            stream.destroy();
            OpenStreams.closed();
        }
        stream = null;
        closed = true;
        next.close();
    }
}
