package dev.simul.net;

/** What speaks a protocol over one connection, as far as the pool has to know it. Loop thread. */
public interface Carrier {
    /**
     * How many exchanges may be on the connection at once, as it looks now: 1 where one has it for itself, 0 once it takes no
     * further one.
     */
    int maxExchanges();
}
