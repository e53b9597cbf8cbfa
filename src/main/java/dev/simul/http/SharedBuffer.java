package dev.simul.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * One piece of memory for all connections of a loop: hardly anybody needs it for longer than a call. Whoever does keeps it, and the
 * next one gets another. Loop thread.
 */
final class SharedBuffer implements AutoCloseable {
    private final int bytes;
    private @Nullable ByteBuf shared;

    SharedBuffer(int bytes) {
        this.bytes = bytes;
    }

    /** The memory, empty, to be released by whoever gets it. */
    ByteBuf take() {
        ByteBuf buffer = shared;
        if (buffer == null || buffer.refCnt() > 1) {
            if (buffer != null) buffer.release();
            buffer = Unpooled.directBuffer(bytes);
            shared = buffer;
        }
        return buffer.clear().retain();
    }

    @Override
    public void close() {
        if (shared != null) shared.release();
        shared = null;
    }
}
