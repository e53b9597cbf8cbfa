package dev.simul.result;

import java.util.Locale;

/** The kinds of failure that users may rely on; {@link #id} is the word in a record. */
public enum ErrorKind {
    INVALID_URL,
    UNSUPPORTED_SCHEME,
    DNS,
    CONNECT,
    TLS,
    TIMEOUT,
    CLOSED,
    PROTOCOL,
    REDIRECT,
    TOO_LARGE,
    DECODE,
    ROBOTS,
    BLOCKED,
    DUPLICATE,
    CANCELLED,
    INTERNAL;

    private final String id = name().toLowerCase(Locale.ROOT);

    public String id() {
        return id;
    }
}
