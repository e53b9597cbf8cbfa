package dev.simul.http;

/** Which versions of HTTP a client speaks. */
public enum HttpVersions {
    /** HTTP/2 where a server agrees to it in the TLS handshake, else HTTP/1.1. */
    BY_ALPN,
    /** HTTP/1.1 and nothing else. */
    HTTP_1_1,
    /** As {@link #BY_ALPN}, and HTTP/2 without TLS, where nothing is asked beforehand (RFC 9113 section 3.3). */
    HTTP_2
}
