package dev.simul.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A client that sees bytes and ends of connections, and nothing else. */
final class Wire implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int QUIET_MILLIS = 100;

    /** How a connection ended. */
    enum End {
        CLOSED,
        RESET
    }

    /** Everything that came, as ISO 8859-1, and what came then. */
    record Rest(String text, End end) {}

    private final Socket socket;

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
    }

    static Wire to(InetSocketAddress address) throws IOException {
        return new Wire(new Socket(address.getAddress(), address.getPort()));
    }

    static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: any.test\r\n\r\n";
    }

    static String lastGet(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: any.test\r\nConnection: close\r\n\r\n";
    }

    Wire send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    Socket socket() {
        return socket;
    }

    /** Reads exactly so many bytes. */
    String read(int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.ISO_8859_1);
    }

    /** Reads up to the end of {@code mark}, not further. */
    String readThrough(String mark) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(mark, Math.max(0, text.length() - mark.length())) < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) throw new IOException("ended before " + mark + ": " + text);
            text.append((char) next);
        }
        return text.toString();
    }

    /** Reads a head, and the body that its Content-Length tells. */
    String readResponse() throws IOException {
        String head = readThrough("\r\n\r\n");
        String length = head.replaceFirst("(?s).*Content-Length: (\\d+)\r\n.*", "$1");
        return head + read(Integer.parseInt(length));
    }

    /** Reads to the end of the connection. */
    Rest rest() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[64 * 1024];
        End end = End.CLOSED;
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) bytes.write(buffer, 0, count);
        } catch (SocketTimeoutException e) {
            throw new IOException("neither bytes nor an end after: " + bytes.toString(StandardCharsets.ISO_8859_1), e);
        } catch (SocketException e) {
            end = End.RESET;
        }
        return new Rest(bytes.toString(StandardCharsets.ISO_8859_1), end);
    }

    /** Whether neither a byte nor an end comes for a while; can be wrongly true, never wrongly false. */
    boolean isQuiet() throws IOException {
        socket.setSoTimeout(QUIET_MILLIS);
        try {
            socket.getInputStream().read();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
