package dev.simul.result;

import java.io.Serializable;

/**
 * How long each phase of one attempt took, in nanoseconds; {@link #NONE} where a phase did not happen.
 *
 * @param queueNanos the wait for a permit of the host or for a connection
 * @param dnsNanos the name look-up
 * @param connectNanos the TCP handshake
 * @param tlsNanos the TLS handshake
 * @param serverNanos from the request's last byte to the response's first
 * @param bodyNanos from the response's first byte to its last
 */
public record Timing(long queueNanos, long dnsNanos, long connectNanos, long tlsNanos, long serverNanos, long bodyNanos)
        implements Serializable {
    public static final long NONE = -1;
}
