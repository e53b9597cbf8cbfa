package dev.simul.serve;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * A web of its own on 127.0.0.1: answers with one {@link Content} for every host, over HTTP and HTTPS on one port, asked
 * directly or as a proxy (absolute request targets, CONNECT).
 *
 * <p>Serves on one thread of its own, a daemon: whoever starts a server as a program waits for its end himself. The methods
 * are for any other thread. Nothing is printed; keys live in memory only.
 */
public final class MockServer implements AutoCloseable {
    /** A page that every mock server answers at once with status 200, whatever its content. */
    public static final String READY_URL = "https://" + Ready.HOST + "/";

    private final LoopServer server;

    private MockServer(LoopServer server) {
        this.server = server;
    }

    /**
     * Returns once connections are accepted.
     *
     * @throws IOException if the port is taken, or forbidden, or the folder or file is none
     */
    public static MockServer start(ServeConfig config) throws IOException {
        return start(config, null);
    }

    /**
     * The same, with its requests written down.
     *
     * @param log is told of them, and to be closed after the server; null: nobody is
     */
    public static MockServer start(ServeConfig config, @Nullable RequestLog log) throws IOException {
        Responder content = switch (config.content()) {
            case Scenario scenario -> scenario.responder(config.seed());
            case Folder folder -> StoredFiles.in(folder.path());
            case Replay replay -> Recorded.in(replay.file(), config.isAsContentHasIt());
        };
        Responder responder = Delayed.of(content, config.effectiveLatency(), config.seed());
        Responder ready = new Ready(responder, config.seed());
        return new MockServer(LoopServer.start(config.port(), log == null ? ready : log.listening(ready), log));
    }

    public int port() {
        return address().getPort();
    }

    public InetSocketAddress address() {
        return server.address();
    }

    /**
     * The root of the authority that was made for this server. Who trusts it, trusts each host that this server plays:
     * certificates are issued for whatever name or address a client asks for.
     */
    public X509Certificate authority() {
        return server.authority();
    }

    /** What was done so far; also after the end. */
    public ServerStats stats() {
        return server.stats();
    }

    /** Closes the listener and all connections, whatever they wait for, and waits up to ten seconds for the thread. */
    @Override
    public void close() {
        server.close();
    }
}
