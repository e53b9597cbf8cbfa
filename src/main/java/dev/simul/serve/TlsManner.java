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
    /** Not at all: the connection ends after the client's first message. */
    CLOSED
}
