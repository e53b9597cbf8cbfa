package dev.simul.testing;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that speaks HTTP/2 in the clear, by prior knowledge, and as well or as badly as a test wants: it writes frames byte by
 * byte, and sees to no rule of RFC 9113 by itself.
 *
 * <p>A thread for each connection, on which the scripts run; methods may be called by any thread.
 */
public final class Http2Peer implements AutoCloseable {
    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int PRIORITY = 2;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int PUSH_PROMISE = 5;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int WINDOW_UPDATE = 8;
    public static final int CONTINUATION = 9;

    public static final int END_STREAM = 1;
    public static final int ACK = 1;
    public static final int END_HEADERS = 4;
    public static final int PADDED = 8;

    private static final int PREFACE_BYTES = 24;
    private static final int FRAME_HEADER_BYTES = 9;

    /** What is done about a request, or with a new connection. */
    public interface Script {
        void play(Connection connection, int stream) throws IOException;
    }

    /** A frame that came. */
    public record Frame(int connection, int type, int flags, int stream, ByteBuffer payload) {
        /** The four bytes of a RST_STREAM or a WINDOW_UPDATE. */
        public int number() {
            return payload.getInt(0);
        }
    }

    /** A request that came. */
    public record Asked(int connection, int stream, Map<String, String> fields) {
        public String path() {
            return fields.getOrDefault(":path", "");
        }
    }

    private final ServerSocket listener;
    private final Map<String, List<Script>> answers = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> given = new ConcurrentHashMap<>();
    private final List<Frame> frames = new CopyOnWriteArrayList<>();
    private final List<Asked> requests = new CopyOnWriteArrayList<>();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile Script greeting = (connection, stream) -> connection.settings();

    private Http2Peer(ServerSocket listener) {
        this.listener = listener;
        Thread.ofVirtual().start(this::accept);
    }

    public static Http2Peer start() {
        try {
            return new Http2Peer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The k-th request for {@code path} gets the k-th script, the last one repeats. */
    public Http2Peer on(String path, Script... scripts) {
        answers.put(path, Arrays.asList(scripts));
        return this;
    }

    /** What comes first on each connection, once the client has sent its preface: SETTINGS if nothing else is said. */
    public Http2Peer greeting(Script script) {
        greeting = script;
        return this;
    }

    public String url(String path) {
        return "http://127.0.0.1:" + listener.getLocalPort() + path;
    }

    public List<Asked> requests() {
        return List.copyOf(requests);
    }

    /** The frames of one type that have come. */
    public List<Frame> frames(int type) {
        return frames.stream().filter(frame -> frame.type() == type).toList();
    }

    /** How many connections have been accepted. */
    public int accepted() {
        return accepted.get();
    }

    public int open() {
        return connections.size();
    }

    private void accept() {
        try {
            while (true) {
                Connection connection = new Connection(listener.accept(), accepted.incrementAndGet());
                connections.add(connection);
                Thread.ofVirtual().start(connection::serve);
            }
        } catch (IOException closed) {
            // the end
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Connection connection : connections) connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A whole answer. */
    public static Script page(String text) {
        return (connection, stream) -> connection.head(stream, "200").data(stream, text, END_STREAM);
    }

    /** One connection, as the scripts see it. */
    public final class Connection {
        private final Socket socket;
        private final int number;
        private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);

        Connection(Socket socket, int number) {
            this.socket = socket;
            this.number = number;
        }

        private void serve() {
            try (socket) {
                socket.setTcpNoDelay(true);
                DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
                in.readNBytes(PREFACE_BYTES);
                greeting.play(this, 0);
                while (true) onFrame(read(in));
            } catch (IOException | Http2Exception gone) {
                // the client has hung up, as it may, or the script has
            } finally {
                connections.remove(this);
            }
        }

        /** Waits for the next frame, for a script that needs the client's consent. */
        private Frame read(DataInputStream in) throws IOException {
            byte[] header = in.readNBytes(FRAME_HEADER_BYTES);
            if (header.length < FRAME_HEADER_BYTES) throw new IOException("the end");
            ByteBuffer fields = ByteBuffer.wrap(header);
            int length = fields.getInt() >>> 8;
            int type = header[3];
            int flags = header[4] & 0xff;
            int stream = ByteBuffer.wrap(header, 5, 4).getInt();
            return new Frame(number, type, flags, stream, ByteBuffer.wrap(in.readNBytes(length)));
        }

        private void onFrame(Frame frame) throws IOException, Http2Exception {
            frames.add(frame);
            if (frame.type() == SETTINGS && frame.flags() == 0) frame(SETTINGS, ACK, 0);
            if (frame.type() == HEADERS) onRequest(frame);
        }

        private void onRequest(Frame frame) throws IOException, Http2Exception {
            Http2Headers headers = decoder.decodeHeaders(
                    frame.stream(), Unpooled.wrappedBuffer(frame.payload().duplicate()));
            Map<String, String> fields = new ConcurrentHashMap<>();
            headers.forEach(field ->
                    fields.put(field.getKey().toString(), field.getValue().toString()));
            Asked asked = new Asked(number, frame.stream(), fields);
            requests.add(asked);
            List<Script> scripts = answers.get(asked.path());
            if (scripts == null) {
                head(frame.stream(), END_STREAM, ":status", "404");
                return;
            }
            int turn = given.computeIfAbsent(asked.path(), path -> new AtomicInteger())
                    .getAndIncrement();
            scripts.get(Math.min(turn, scripts.size() - 1)).play(this, frame.stream());
        }

        public int number() {
            return number;
        }

        /** Writes a frame. */
        public Connection frame(int type, int flags, int stream, byte... payload) throws IOException {
            ByteBuffer frame = ByteBuffer.allocate(FRAME_HEADER_BYTES + payload.length);
            frame.putInt(payload.length << 8 | type)
                    .put((byte) flags)
                    .putInt(stream)
                    .put(payload);
            return raw(frame.array());
        }

        public Connection raw(byte[] bytes) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            return this;
        }

        /** SETTINGS of identifiers and values in turn. */
        public Connection settings(int... pairs) throws IOException {
            ByteBuffer payload = ByteBuffer.allocate(pairs.length / 2 * 6);
            for (int i = 0; i < pairs.length; i += 2)
                payload.putShort((short) pairs[i]).putInt(pairs[i + 1]);
            return frame(SETTINGS, 0, 0, payload.array());
        }

        /** A head that a body follows. */
        public Connection head(int stream, String status, String... fields) throws IOException {
            List<String> all = new ArrayList<>(List.of(":status", status));
            all.addAll(List.of(fields));
            return head(stream, 0, all.toArray(String[]::new));
        }

        /** HEADERS of names and values in turn. */
        public Connection head(int stream, int flags, String... fields) throws IOException {
            return frame(HEADERS, flags | END_HEADERS, stream, block(fields));
        }

        public Connection data(int stream, String text, int flags) throws IOException {
            return frame(DATA, flags, stream, text.getBytes(StandardCharsets.UTF_8));
        }

        public Connection reset(int stream, int code) throws IOException {
            return frame(
                    RST_STREAM, 0, stream, ByteBuffer.allocate(4).putInt(code).array());
        }

        public Connection goAway(int lastStream, int code, String debug) throws IOException {
            byte[] text = debug.getBytes(StandardCharsets.UTF_8);
            ByteBuffer payload = ByteBuffer.allocate(8 + text.length);
            return frame(
                    GOAWAY,
                    0,
                    0,
                    payload.putInt(lastStream).putInt(code).put(text).array());
        }

        public void close() throws IOException {
            socket.close();
        }
    }

    /** A header block of names and values in turn, literal and without indexing (RFC 7541 section 6.2.2). */
    public static byte[] block(String... fields) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) {
            block.write(0);
            string(block, fields[i]);
            string(block, fields[i + 1]);
        }
        return block.toByteArray();
    }

    private static void string(ByteArrayOutputStream block, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length < 127) {
            block.write(bytes.length);
        } else { // RFC 7541 section 5.1
            block.write(127);
            int rest = bytes.length - 127;
            for (; rest >= 128; rest >>>= 7) block.write((rest & 127) | 128);
            block.write(rest);
        }
        block.writeBytes(bytes);
    }
}
