package dev.simul.serve;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One thing that a server does on a connection. Steps are data; {@link Player} executes them.
 *
 * <p>Buffers in steps have no owner: they are unpooled and their reference count does not move, so a step may be played
 * any number of times.
 */
sealed interface Step {

    /** What bytes belong to; the body is left out where a response has none, after HEAD. */
    enum Part {
        HEAD,
        BODY
    }

    /** Sends bytes at once. */
    record Send(ByteBuf bytes, Part part) implements Step {}

    /**
     * Sends a block again and again, as fast as the peer reads.
     *
     * @param times how often; {@link Long#MAX_VALUE} for as long as the connection lasts
     */
    record Repeat(ByteBuf block, long times, Part part) implements Step {}

    /** Sends bytes in pieces of {@code pieceBytes}, each in a packet of its own, with a pause between two of them. */
    record Drip(ByteBuf bytes, int pieceBytes, Duration pause, Part part) implements Step {
        public Drip {
            if (pieceBytes < 1) throw new IllegalArgumentException("pieceBytes < 1: " + pieceBytes);
        }
    }

    /** Sends what is pending, then waits on a timer of the loop. */
    record Wait(Duration duration) implements Step {
        public Wait {
            if (duration.isNegative()) throw new IllegalArgumentException("negative wait: " + duration);
        }
    }

    /** Sends what is pending, and then nothing more until the peer goes. */
    record Stall() implements Step {}

    /** Sends what is pending and closes in order: FIN, over TLS after close_notify. */
    record Close() implements Step {}

    /** Sends what is pending and resets the connection: RST, whatever protocol runs on it. */
    record Reset() implements Step {}

    /** Makes the step that sends {@code text} (ISO 8859-1) as part of the head. */
    static Step text(String text) {
        return new Send(bytes(text), Part.HEAD);
    }

    /** Makes the step that sends {@code text} (UTF-8) as part of the body. */
    static Step body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Makes the step that sends part of the body. */
    static Step body(byte[] bytes) {
        return body(bytes(bytes));
    }

    /** Makes the step that sends part of the body; the buffer must be without an owner. */
    static Step body(ByteBuf bytes) {
        return new Send(bytes, Part.BODY);
    }

    /** Wraps {@code text} as ISO 8859-1 in a buffer without an owner. */
    static ByteBuf bytes(String text) {
        return bytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Wraps {@code bytes}, which must not change any more, in a buffer without an owner. */
    static ByteBuf bytes(byte[] bytes) {
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(bytes));
    }
}
