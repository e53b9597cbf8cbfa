package dev.simul.serve;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * Frames of HTTP/2 (RFC 9113, section 6) as steps, right or wrong. Header blocks are literals without indexing (RFC 7541, section
 * 6.2.2), so that they leave no trace in the client's table.
 */
final class Frames {
    static final int END_STREAM = 0x1;
    static final int END_HEADERS = 0x4;
    static final int PADDED = 0x8;

    static final int NO_ERROR = 0;
    static final int INTERNAL_ERROR = 2;
    static final int REFUSED_STREAM = 7;
    static final int HTTP_1_1_REQUIRED = 13;

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int PRIORITY = 2;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PUSH_PROMISE = 5;
    static final int PING = 6;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    private static final int LONG_STRING = 127; // RFC 7541, section 5.1, with a prefix of 7 bits

    private Frames() {}

    /** A frame on the stream of the request. */
    static Step.Frame onStream(int type, int flags, ByteBuf payload) {
        return new Step.Frame(type, flags, true, Step.bytes(bytes(payload)), 1);
    }

    /** A frame about the connection. */
    static Step.Frame onConnection(int type, int flags, ByteBuf payload) {
        return new Step.Frame(type, flags, false, Step.bytes(bytes(payload)), 1);
    }

    static Step.Frame forever(Step.Frame frame) {
        return new Step.Frame(frame.type(), frame.flags(), frame.onStream(), frame.payload(), Long.MAX_VALUE);
    }

    /** A whole head, which a body follows. */
    static Step.Frame head(String... fields) {
        return onStream(HEADERS, END_HEADERS, block(fields));
    }

    /** The end of a body. */
    static Step.Frame lastData(String text) {
        return onStream(DATA, END_STREAM, text(text));
    }

    static Step.Frame data(String text) {
        return onStream(DATA, 0, text(text));
    }

    static Step.Frame reset(int code) {
        return onStream(RST_STREAM, 0, Unpooled.buffer(4).writeInt(code));
    }

    /** SETTINGS of identifiers and values in turn. */
    static Step.Frame settings(int... pairs) {
        ByteBuf payload = Unpooled.buffer();
        for (int i = 0; i < pairs.length; i += 2) payload.writeShort(pairs[i]).writeInt(pairs[i + 1]);
        return onConnection(SETTINGS, 0, payload);
    }

    static Step.Frame ping() {
        return onConnection(PING, 0, Unpooled.buffer(8).writeLong(0x73696d756cL));
    }

    /** A header block of names and values in turn. */
    static ByteBuf block(String... fields) {
        ByteBuf block = Unpooled.buffer();
        for (int i = 0; i < fields.length; i += 2) {
            block.writeByte(0);
            string(block, fields[i]);
            string(block, fields[i + 1]);
        }
        return block;
    }

    /** A string without Huffman coding (RFC 7541, section 5.2). */
    static void string(ByteBuf block, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length < LONG_STRING) {
            block.writeByte(bytes.length);
        } else {
            block.writeByte(LONG_STRING);
            int rest = bytes.length - LONG_STRING;
            for (; rest >= 128; rest >>>= 7) block.writeByte((rest & 127) | 128);
            block.writeByte(rest);
        }
        block.writeBytes(bytes);
    }

    static ByteBuf text(String text) {
        return Step.bytes(text);
    }

    /** A frame of the connection as bytes, for a peer that is not listened to. */
    static Step.Send raw(Step.Frame frame) {
        ByteBuf payload = frame.payload();
        ByteBuf bytes = Unpooled.buffer()
                .writeMedium(payload.readableBytes())
                .writeByte(frame.type())
                .writeByte(frame.flags())
                .writeInt(0)
                .writeBytes(payload.duplicate());
        return new Step.Send(Step.bytes(bytes(bytes)), Step.Part.HEAD);
    }

    private static byte[] bytes(ByteBuf buffer) {
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.getBytes(buffer.readerIndex(), bytes);
        return bytes;
    }
}
