package dev.simul.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A peer on 127.0.0.1 that is nothing but a socket and knows nothing of HTTP: to a head that asks for a path it answers with the
 * bytes that were set for that path. It shares no code with the client, not even Netty.
 *
 * <p>A thread for each connection; methods may be called by any thread.
 */
public final class RawPeer implements AutoCloseable {
    private final ServerSocket listener;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    private record Answer(List<byte[]> pieces, boolean closes) {}

    private RawPeer(ServerSocket listener) {
        this.listener = listener;
        Thread.ofVirtual().start(this::accept);
    }

    public static RawPeer start() {
        try {
            return new RawPeer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sets an answer.
     *
     * @param pieces each written by itself
     * @param closes whether the connection ends with it
     */
    public void on(String path, List<byte[]> pieces, boolean closes) {
        answers.put(path, new Answer(pieces, closes));
    }

    public String url(String path) {
        return "http://127.0.0.1:" + listener.getLocalPort() + path;
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = listener.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException closed) {
            // the end
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            String path = nextPath(in);
            while (path != null) {
                Answer answer = answers.getOrDefault(path, new Answer(List.of(), true));
                for (byte[] piece : answer.pieces()) out.write(piece);
                if (answer.closes()) return;
                path = nextPath(in);
            }
        } catch (IOException gone) {
            // the client has hung up, as it may
        } finally {
            connections.remove(connection);
        }
    }

    /** The path of the next request; null at the end. */
    private static @Nullable String nextPath(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            line.append((char) b);
            if (b != '\n') continue;
            String text = line.toString().strip();
            line.setLength(0);
            if (!text.isEmpty()) {
                lines.add(text);
            } else if (!lines.isEmpty()) {
                return lines.getFirst().split(" ", -1)[1];
            }
        }
        return null;
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket connection : connections) connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whole, as ISO 8859-1 text. */
    public static List<byte[]> whole(String text) {
        return List.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
