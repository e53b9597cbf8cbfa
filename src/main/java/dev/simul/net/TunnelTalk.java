package dev.simul.net;

import dev.simul.result.FetchFailure;
import java.util.function.Consumer;

/** Talks a proxy into a tunnel to an origin, over one connection. Knows nothing of channels. Loop thread. */
public interface TunnelTalk {
    /** What is said first. */
    byte[] opening();

    /**
     * Takes the next byte of what the proxy says.
     *
     * @param reply sends what is to be said to it
     * @return whether the tunnel is open: the next byte is the origin's
     * @throws FetchFailure if there will be none
     */
    boolean take(byte received, Consumer<byte[]> reply) throws FetchFailure;
}
