package dev.simul.serve;

/** How the server shakes hands over TLS. */
enum TlsManner {
    /** With a certificate for the host that was asked for. */
    HONEST,
    /** With a certificate that ended yesterday. */
    EXPIRED,
    /** With a certificate for another host. */
    WRONG_HOST,
    /** With a certificate by an authority that nobody knows. */
    UNTRUSTED,
    /** With bytes that are not TLS, then the end. */
    GARBAGE,
    /** Not at all, and without saying so. */
    SILENT,
    /** By TLS 1.2 and no other version. */
    TLS_1_2,
    /** By TLS 1.3 and no other version. */
    TLS_1_3,
    /** Without an answer to ALPN, as of a server that is older than HTTP/2. */
    NO_ALPN,
    /** Honestly, and then a response comes before there was a request. */
    EARLY,
    /** Until the middle of the server's first flight. */
    STALLED,
    /** With the alert handshake_failure. */
    ALERT,
    /** Not at all: the connection ends after the client's first message. */
    CLOSED
}
