package dev.simul.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A SOCKS 5 proxy on 127.0.0.1 that leads everybody to one server, and shares no code with the client. What it says it writes byte
 * by byte.
 *
 * <p>Two threads for each connection; methods may be called by any thread.
 */
public final class Socks5Peer implements AutoCloseable {
    private final ServerSocket listener;
    private final InetSocketAddress leadsTo;
    private final @Nullable String login;
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private Socks5Peer(ServerSocket listener, InetSocketAddress leadsTo, @Nullable String login) {
        this.listener = listener;
        this.leadsTo = leadsTo;
        this.login = login;
        Thread.ofVirtual().start(this::accept);
    }

    /**
     * Begins to listen.
     *
     * @param login {@code user:password} that it wants; null for none
     */
    public static Socks5Peer start(InetSocketAddress leadsTo, @Nullable String login) {
        try {
            return new Socks5Peer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), leadsTo, login);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** What it was asked to connect to, as it was asked. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                sockets.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException closed) {
            // the end
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket()) {
            client.setTcpNoDelay(true);
            sockets.add(server);
            DataInputStream in = new DataInputStream(client.getInputStream());
            in.readByte();
            byte[] methods = in.readNBytes(in.readUnsignedByte());
            if (login == null) {
                say(client, 5, 0);
            } else if (methods[methods.length - 1] != 2) {
                say(client, 5, 255);
                return;
            } else {
                say(client, 5, 2);
                in.readByte();
                boolean welcome = (text(in) + ":" + text(in)).equals(login);
                say(client, 1, welcome ? 0 : 1);
                if (!welcome) return;
            }
            in.readNBytes(3);
            String host = in.readByte() == 3
                    ? text(in)
                    : InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
            asked.add(host + ":" + in.readUnsignedShort());
            server.connect(leadsTo);
            say(client, 5, 0, 0, 3, 4, 'h', 'o', 's', 't', 0, 80);
            Thread back = Thread.ofVirtual().start(() -> copy(server, client));
            copy(client, server);
            back.join();
        } catch (IOException gone) {
            // as it may
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(Socket client, int... bytes) throws IOException {
        for (int b : bytes) client.getOutputStream().write(b);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
            to.shutdownOutput();
        } catch (IOException gone) {
            // as it may
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
