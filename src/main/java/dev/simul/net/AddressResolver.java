package dev.simul.net;

import dev.simul.task.Task;
import java.net.InetSocketAddress;
import java.util.List;

/** Finds the addresses of an origin. Loop thread; never blocks. */
public interface AddressResolver extends AutoCloseable {
    /**
     * Looks up where {@code origin} may be reached, the best address first.
     *
     * @return completes with at least one address, or fails with {@link dev.simul.result.FetchError.Dns}
     */
    Task<List<InetSocketAddress>> resolve(Origin origin);

    /** Frees its sockets. */
    @Override
    void close();
}
