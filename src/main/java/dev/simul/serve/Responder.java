package dev.simul.serve;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Decides what a server answers. Called on the loop, when a request has its turn on its connection; must not wait. */
interface Responder {
    ByteBuf TUNNEL_IS_OPEN = Step.bytes("HTTP/1.1 200 Connection established\r\n\r\n");

    /** Returns the answer to a request; never null, whatever was asked. */
    Script respond(Request request);

    /** Lets go of what it holds, threads for example. Called once, when the last connection has gone; on any thread. */
    default void close() {}

    /** Returns the answer to a CONNECT; null opens the tunnel. */
    default @Nullable Script refuseTunnel(Request request) {
        return null;
    }

    /** Returns what is said to a CONNECT to {@code host} that is not refused; without an owner. */
    default ByteBuf openTunnel(String host) {
        return TUNNEL_IS_OPEN;
    }

    /** Returns what is done with a new connection instead of listening to it; null to listen. */
    default @Nullable Script greet(int connection) {
        return null;
    }

    /** Returns what is done with a client that begins HTTP/2, instead of listening to it; null to listen. */
    default @Nullable Script greetHttp2(String host) {
        return null;
    }

    /** Returns how many streams a client of HTTP/2 may have at once. */
    default int http2Streams(String host) {
        return Http2Session.MAX_STREAMS;
    }

    /** Returns how TLS is spoken to a client that asks for {@code host}. */
    default TlsManner tlsManner(String host) {
        return TlsManner.HONEST;
    }
}
