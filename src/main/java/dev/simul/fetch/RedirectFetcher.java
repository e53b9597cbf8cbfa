package dev.simul.fetch;

import dev.simul.http.Reply;
import dev.simul.result.FetchFailure;
import dev.simul.task.Loop;
import dev.simul.task.Task;
import dev.simul.url.Url;

/**
 * Follows redirects by the {@link RedirectPolicy}, along the call's {@link RedirectChain}. One that leads to a host of another loop ends
 * the fetch here with the redirect itself, where the call may leave.
 */
final class RedirectFetcher implements Fetcher {
    private final Loop loop;
    private final Fetcher next;
    private final RedirectPolicy policy;
    private final Shard shard;

    RedirectFetcher(Loop loop, Fetcher next, RedirectPolicy policy, Shard shard) {
        this.loop = loop;
        this.next = next;
        this.policy = policy;
        this.shard = shard;
    }

    @Override
    public Task<Reply> fetch(Url url, FetchCall call) {
        return next.fetch(url, call).then(reply -> {
            try {
                boolean isFinal = !call.follow(reply, policy) || call.leaves(shard, reply);
                return isFinal ? loop.succeeded(reply) : fetch(call.request(), call);
            } catch (FetchFailure refused) {
                return loop.succeeded(reply.endedBy(refused.error()));
            }
        });
    }
}
