package dev.simul.compare;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Notes when the JDK's client begins a TLS handshake, which is the only thing that it tells nobody: it asks for the socket
 * of TLS, on the connection that it has just made, and shakes hands. Each thread has its own note.
 */
final class HandshakeClock extends SSLSocketFactory {
    /** Since the thread has asked last, there was no handshake. */
    static final long NONE = Long.MIN_VALUE;

    private final SSLSocketFactory factory;
    private final ThreadLocal<Long> begunNanos = ThreadLocal.withInitial(() -> NONE);

    HandshakeClock(SSLSocketFactory factory) {
        this.factory = factory;
    }

    /** When this thread has begun its last handshake, of {@link System#nanoTime}, or {@link #NONE}; and forgets it. */
    long takeBegunNanos() {
        long begun = begunNanos.get();
        if (begun != NONE) begunNanos.remove();
        return begun;
    }

    /** What the JDK's client calls, since there is no socket to be had that is not connected. */
    @Override
    public Socket createSocket(Socket connected, String host, int port, boolean autoClose) throws IOException {
        begunNanos.set(System.nanoTime());
        return factory.createSocket(connected, host, port, autoClose);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return factory.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return factory.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return factory.createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return factory.createSocket(host, port, local, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return factory.createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return factory.createSocket(host, port, local, localPort);
    }
}
