package dev.simul.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/**
 * Receives into a {@link SharedBuffer}, as much at once as there is room: for handlers that have done with the bytes when they
 * return, which those of TLS and of HTTP/2 have not.
 */
final class SharedReceiving extends DefaultMaxMessagesRecvByteBufAllocator {
    private final SharedBuffer buffer;
    private final int bytes;

    SharedReceiving(SharedBuffer buffer, int bytes) {
        this.buffer = buffer;
        this.bytes = bytes;
    }

    @Override
    public MaxMessageHandle newHandle() {
        return new MaxMessageHandle() {
            @Override
            public ByteBuf allocate(ByteBufAllocator ignored) {
                return buffer.take();
            }

            @Override
            public int guess() {
                return bytes;
            }
        };
    }
}
