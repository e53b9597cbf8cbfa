package dev.simul.serve;

import org.jspecify.annotations.Nullable;

/** Decides what a server answers. Called on the loop, when a request has its turn on its connection; must not wait. */
interface Responder {
    /** Returns the answer to a request; never null, whatever was asked. */
    Script respond(Request request);

    /** Returns the answer to a CONNECT; null opens the tunnel. */
    default @Nullable Script refuseTunnel(Request request) {
        return null;
    }

    /** Returns what is done with a new connection instead of listening to it; null to listen. */
    default @Nullable Script greet(int connection) {
        return null;
    }

    /** Returns how TLS is spoken to a client that asks for {@code host}. */
    default TlsManner tlsManner(String host) {
        return TlsManner.HONEST;
    }
}
