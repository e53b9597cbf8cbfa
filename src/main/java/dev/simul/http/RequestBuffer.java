package dev.simul.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Where requests lie on their way to the socket: one piece of memory for all connections of a loop, since nearly every write takes
 * its bytes at once. One that has to wait for its peer keeps it, and the next request gets another. Loop thread.
 */
final class RequestBuffer implements AutoCloseable {
    private static final int BYTES = 1024;

    private @Nullable ByteBuf shared;

    /** A buffer with these bytes, to be released by whoever gets it. */
    ByteBuf with(byte[] request) {
        ByteBuf buffer = shared;
        if (buffer == null || buffer.refCnt() > 1) {
            if (buffer != null) buffer.release();
            buffer = Unpooled.directBuffer(BYTES);
            shared = buffer;
        }
        return buffer.clear().writeBytes(request).retain();
    }

    @Override
    public void close() {
        if (shared != null) shared.release();
        shared = null;
    }
}
