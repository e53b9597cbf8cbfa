package dev.simul.net;

import dev.simul.task.Task;

/** Finds the addresses of an origin. Loop thread; never blocks. */
public interface AddressResolver extends AutoCloseable {
    /**
     * Looks up where {@code origin} may be reached, the best address first.
     *
     * @return completes with at least one address, or fails with {@link dev.simul.result.FetchError.Dns}
     */
    Task<Addresses> resolve(Origin origin);

    /** Does not rely on what was found out about {@code origin} before. */
    default void forget(Origin origin) {}

    /** How many names are being looked up, or wait for that. */
    default int lookups() {
        return 0;
    }

    /** Frees its sockets. */
    @Override
    void close();
}
