package dev.simul.serve;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client of HTTP/2 that sees frames and ends of connections, and nothing else; windows are as large as can be. */
final class Http2Wire implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int END_STREAM = 1;

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final List<String> NAMES = List.of(
            "DATA",
            "HEADERS",
            "PRIORITY",
            "RST_STREAM",
            "SETTINGS",
            "PUSH_PROMISE",
            "PING",
            "GOAWAY",
            "WINDOW_UPDATE",
            "CONTINUATION");

    /** A frame as it came; its text is its payload as ISO 8859-1. */
    record Frame(int type, int flags, int stream, String text) {
        boolean endsStream() {
            return (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
        }

        /** {@code number} as it stands in the payload. */
        int number(int offset) {
            return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)).getInt(offset);
        }

        /** What is said of it in a table: its type, its flags where it has some, and its numbers where they matter. */
        String word() {
            String name = type < NAMES.size() ? NAMES.get(type) : Integer.toHexString(type);
            return switch (type) {
                case RST_STREAM -> name + " " + number(0);
                case GOAWAY -> name + " " + number(0) + " " + number(4);
                default -> flags == 0 ? name : name + " " + flags;
            };
        }
    }

    private final Socket socket;
    private final DataInputStream in;

    private Http2Wire(Socket socket) throws IOException {
        this.socket = socket;
        in = new DataInputStream(socket.getInputStream());
        socket.setSoTimeout(30_000);
    }

    /** Begins HTTP/2 on {@code socket} with as large a window as there can be. */
    static Http2Wire on(Socket socket) throws IOException {
        return on(socket, Integer.MAX_VALUE);
    }

    static Http2Wire on(Socket socket, int window) throws IOException {
        Http2Wire wire = new Http2Wire(socket);
        socket.getOutputStream().write(PREFACE.getBytes(StandardCharsets.ISO_8859_1));
        wire.send(
                SETTINGS,
                0,
                0,
                ByteBuffer.allocate(6).putShort((short) 4).putInt(window).array());
        if (window == Integer.MAX_VALUE) wire.open(0, Integer.MAX_VALUE - 65_535);
        return wire;
    }

    static Http2Wire to(InetSocketAddress address) throws IOException {
        return on(new Socket(address.getAddress(), address.getPort()));
    }

    /** Asks with {@code GET} for a path of {@code any.test}. */
    Http2Wire get(int stream, String path) throws IOException {
        return ask(stream, "GET", path);
    }

    Http2Wire ask(int stream, String method, String path) throws IOException {
        var block = Frames.block(":method", method, ":scheme", "http", ":path", path, ":authority", "any.test");
        byte[] payload = new byte[block.readableBytes()];
        block.readBytes(payload);
        return send(HEADERS, Frames.END_HEADERS | END_STREAM, stream, payload);
    }

    /** Lets the server send more. */
    Http2Wire open(int stream, int bytes) throws IOException {
        return send(
                WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(bytes).array());
    }

    Http2Wire send(int type, int flags, int stream, byte... payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
        frame.putInt(payload.length << 8 | type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload);
        socket.getOutputStream().write(frame.array());
        return this;
    }

    /** Reads a frame; null at the end of the connection. */
    @Nullable
    Frame read() throws IOException {
        try {
            int lengthAndType = in.readInt();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            byte[] payload = new byte[lengthAndType >>> 8];
            in.readFully(payload);
            return new Frame(lengthAndType & 0xff, flags, stream, new String(payload, StandardCharsets.ISO_8859_1));
        } catch (EOFException | SocketException end) {
            return null;
        }
    }

    /** Reads a frame before the end of the connection. */
    Frame next() throws IOException {
        Frame frame = read();
        if (frame == null) throw new IOException("the connection has ended");
        return frame;
    }

    /** Reads the next frame of a stream. */
    Frame readOf(int stream) throws IOException {
        for (Frame frame = read(); frame != null; frame = read()) if (frame.stream() == stream) return frame;
        throw new IOException("the connection has ended");
    }

    /** Reads a whole answer, and returns its body. */
    String body(int stream) throws IOException {
        StringBuilder body = new StringBuilder();
        for (Frame frame = readOf(stream); ; frame = readOf(stream)) {
            if (frame.type() == RST_STREAM) throw new IOException("reset: " + frame.number(0));
            if (frame.type() == DATA) body.append(frame.text());
            if (frame.endsStream()) return body.toString();
        }
    }

    /** Whether neither a frame nor an end comes for a while; can be wrongly true, never wrongly false. */
    boolean isQuiet() throws IOException {
        socket.setSoTimeout(100);
        try {
            in.readByte();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout(30_000);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
