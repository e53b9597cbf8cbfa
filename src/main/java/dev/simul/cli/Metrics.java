package dev.simul.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Answers {@code GET /metrics} on loopback with what it was told last, in Prometheus' text format. The loop only makes the text, once a
 * second; threads of the JDK's server do the rest.
 */
final class Metrics implements AutoCloseable {
    private static final int LARGEST_PORT = 65_535;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;

    private final HttpServer server;
    private volatile byte[] text = {};

    private Metrics(HttpServer server) {
        this.server = server;
    }

    /**
     * Listens.
     *
     * @param port 0 for any that is free
     * @throws IOException if that port cannot be had
     */
    static Metrics listen(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        Metrics metrics = new Metrics(server);
        server.createContext("/", metrics::answer);
        server.start();
        return metrics;
    }

    static boolean isPort(int port) {
        return port >= 0 && port <= LARGEST_PORT;
    }

    String url() {
        return String.format(
                Locale.ROOT, "http://127.0.0.1:%d/metrics", server.getAddress().getPort());
    }

    /** Any thread. */
    void publish(String newText) {
        text = newText.getBytes(StandardCharsets.UTF_8);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean isHead = exchange.getRequestMethod().equals("HEAD");
            if (!exchange.getRequestURI().getPath().equals("/metrics")) {
                exchange.sendResponseHeaders(NOT_FOUND, -1);
            } else if (!isHead && !exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(NOT_ALLOWED, -1);
            } else {
                byte[] body = text;
                exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
                exchange.sendResponseHeaders(200, isHead ? -1 : body.length);
                if (!isHead) exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
