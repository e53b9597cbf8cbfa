package dev.simul.compare;

import dev.simul.net.Origin;
import dev.simul.url.Url;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Lets at most so many requests to one host (name and port) be in flight, the others block. A host that nobody asks for or
 * waits for takes no memory. Any number of threads.
 */
final class HostPermits {
    private static final int UNLIMITED = 0;

    /** To be given back, once. */
    interface Permit {
        void release();
    }

    private static final class Host {
        final Semaphore permits;
        int users; // changed inside the map's own lock on the key only

        Host(int permits) {
            this.permits = new Semaphore(permits, true);
        }
    }

    private final int perHost;
    private final ConcurrentHashMap<String, Host> hosts = new ConcurrentHashMap<>();

    /**
     * Makes the limit.
     *
     * @param perHost 0 for none
     */
    HostPermits(int perHost) {
        this.perHost = perHost;
    }

    /** Whether anybody may have to wait. */
    boolean areLimited() {
        return perHost != UNLIMITED;
    }

    /** Waits in line for one of the permits of the URL's host. */
    Permit acquire(Url url) throws InterruptedException {
        if (perHost == UNLIMITED) return () -> {};
        String key = Origin.of(url).hostAndPort();
        Host host = hosts.compute(key, (unused, known) -> {
            Host used = known == null ? new Host(perHost) : known;
            used.users++;
            return used;
        });
        try {
            host.permits.acquire();
        } catch (InterruptedException e) {
            leave(key);
            throw e;
        }
        return () -> {
            host.permits.release();
            leave(key);
        };
    }

    @SuppressWarnings("NullAway") // null takes the key out
    private void leave(String key) {
        hosts.computeIfPresent(key, (unused, host) -> --host.users == 0 ? null : host);
    }

    /** How many hosts are remembered. */
    int hosts() {
        return hosts.size();
    }
}
