package dev.simul.http;

import dev.simul.net.Carrier;
import dev.simul.result.FetchError;
import org.jspecify.annotations.Nullable;

/** The last handler of a connection: brings requests to the peer, and to each exchange what comes for it. Loop thread. */
interface HttpCarrier extends Carrier {
    /** Sends {@code request} for {@code sender}, who hears of all that comes until it {@linkplain #leave leaves}. */
    void send(Exchange sender, Request request);

    /**
     * The exchange has ended and wants to hear no more.
     *
     * @param whole whether its response has been read to its end, and nothing followed it
     * @return whether the connection is still of use
     */
    boolean leave(Exchange sender, boolean whole);

    /**
     * Reads nothing more for the exchange, or goes on. What has been read already, and what the peer may send before it has to stop,
     * can come all the same.
     */
    void hold(Exchange sender, boolean held);

    /**
     * Bytes, 0 or more: if no more than this is left of a response that nobody wants any longer, to read it is cheaper than to
     * {@linkplain #leave leave} it unread.
     */
    int cheapRest();

    /** How the connection came to its end, in words. */
    default String lastWords() {
        return "nothing came";
    }

    /** What the peer did wrong before anybody asked it for anything; null if it just closed the connection. */
    default @Nullable FetchError brokenBy() {
        return null;
    }
}
