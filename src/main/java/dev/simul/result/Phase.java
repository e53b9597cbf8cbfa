package dev.simul.result;

/** Where an attempt is: what it waits for, and so what a {@link FetchError.Timeout} interrupted. */
public enum Phase {
    QUEUE("waiting for a connection"),
    DNS("looking up the name"),
    CONNECT("connecting"),
    TLS("shaking hands"),
    SERVER("waiting for the response"),
    BODY("reading the body"),
    PAGE("taking values out of the page");

    private final String description;

    Phase(String description) {
        this.description = description;
    }

    /** What was going on, as words that fit into "timed out while …". */
    public String description() {
        return description;
    }
}
