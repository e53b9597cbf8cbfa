package dev.simul.net;

import dev.simul.result.Timing;

/**
 * How long it took to open a connection, in nanoseconds; {@link Timing#NONE} for a phase that did not happen.
 */
public record ConnectTiming(long dnsNanos, long connectNanos, long tlsNanos) {
    /** Of a connection that was open already. */
    public static final ConnectTiming REUSED = new ConnectTiming(Timing.NONE, Timing.NONE, Timing.NONE);
}
