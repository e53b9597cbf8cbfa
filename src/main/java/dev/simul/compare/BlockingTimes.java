package dev.simul.compare;

import dev.simul.result.Timing;

/**
 * When the phases of a request ended that blocks: as much as the JDK's client lets see. To look the name up is part of
 * connecting, and so is to take a connection that was kept, which takes next to nothing. One thread.
 */
final class BlockingTimes {
    private final long queueNanos;
    private final long startNanos = System.nanoTime();
    private long connectNanos = Timing.NONE;
    private long tlsNanos = Timing.NONE;
    private long connectedAtNanos;
    private long serverNanos = Timing.NONE;
    private long headAtNanos;

    /** @param queueNanos the wait for a permit before, or {@link Timing#NONE} */
    BlockingTimes(long queueNanos) {
        this.queueNanos = queueNanos;
    }

    long startNanos() {
        return startNanos;
    }

    /** @param handshakeBegunNanos or {@link HandshakeClock#NONE} */
    void onConnected(long handshakeBegunNanos) {
        connectedAtNanos = System.nanoTime();
        boolean shookHands = handshakeBegunNanos != HandshakeClock.NONE;
        connectNanos = (shookHands ? handshakeBegunNanos : connectedAtNanos) - startNanos;
        if (shookHands) tlsNanos = connectedAtNanos - handshakeBegunNanos;
    }

    void onHead() {
        headAtNanos = System.nanoTime();
        serverNanos = headAtNanos - connectedAtNanos;
    }

    /** If it ended now. */
    Timing read() {
        long bodyNanos = serverNanos == Timing.NONE ? Timing.NONE : System.nanoTime() - headAtNanos;
        return new Timing(queueNanos, Timing.NONE, connectNanos, tlsNanos, serverNanos, bodyNanos);
    }
}
