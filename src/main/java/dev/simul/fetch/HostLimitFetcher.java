package dev.simul.fetch;

import static dev.simul.task.Step.await;

import dev.simul.http.Reply;
import dev.simul.net.Origin;
import dev.simul.task.Loop;
import dev.simul.task.Semaphore;
import dev.simul.task.Task;
import dev.simul.url.Url;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets at most so many requests to one host (name and port) be in flight. A host that nobody asks for or waits for takes no
 * memory.
 */
final class HostLimitFetcher implements Fetcher {
    /** No limit. */
    static final int UNLIMITED = 0;

    private static final class Host {
        final Semaphore permits;
        int users;

        Host(Semaphore permits) {
            this.permits = permits;
        }
    }

    private final Loop loop;
    private final Fetcher next;
    private final int perHost;
    private final Map<String, Host> hosts = new HashMap<>();

    HostLimitFetcher(Loop loop, Fetcher next, int perHost) {
        this.loop = loop;
        this.next = next;
        this.perHost = perHost;
    }

    @Override
    public Task<Reply> fetch(Url url, FetchCall call) {
        call.onAttempt();
        if (perHost == UNLIMITED) return next.fetch(url, call);
        String key = Origin.of(url).hostAndPort();
        Host host = hosts.computeIfAbsent(key, unused -> new Host(new Semaphore(loop, perHost)));
        host.users++;
        long since = loop.nanoTime();
        Task<Reply> reply = loop.spawn(url, () -> {
            boolean mustWait = host.permits.isLocked();
            return await(host.permits.with(() -> {
                if (mustWait) call.onQueued(loop.nanoTime() - since);
                return await(next.fetch(url, call));
            }));
        });
        reply.addDoneCallback(done -> {
            if (--host.users == 0) hosts.remove(key);
        });
        return reply;
    }

    /** How many hosts are remembered. */
    int hosts() {
        return hosts.size();
    }
}
