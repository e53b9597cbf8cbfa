package dev.simul.net;

import dev.simul.url.Url;
import org.jspecify.annotations.Nullable;

/**
 * Whom a connection may serve: scheme, host and port (RFC 6454).
 *
 * @param host as the URL standard serialises it, an IPv6 address in brackets
 * @param port the effective one, 1 to 65535
 */
public record Origin(boolean secure, String host, int port) {
    /**
     * Whom {@code url} is to be asked of.
     *
     * @throws IllegalArgumentException if {@code url} is not http or https
     */
    public static Origin of(Url url) {
        String host = url.host();
        if (!url.isHttp() || host == null) throw new IllegalArgumentException("not an http URL: " + url);
        return new Origin(url.isSecure(), host, url.effectivePort());
    }

    /** As a record's, but quick: each request asks some ten times. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Origin origin
                        && port == origin.port
                        && secure == origin.secure
                        && host.equals(origin.host));
    }

    @Override
    public int hashCode() {
        return 31 * host.hashCode() + 2 * port + (secure ? 1 : 0);
    }

    /** The host as name look-ups and certificates want it: without the brackets of an IPv6 address. */
    public String hostName() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Name and port, what the limits per host count by. */
    public String hostAndPort() {
        return host + ":" + port;
    }

    @Override
    public String toString() {
        return (secure ? "https://" : "http://") + hostAndPort();
    }
}
