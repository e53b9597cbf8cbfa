package dev.simul.fetch;

import dev.simul.http.Reply;
import dev.simul.result.FetchFailure;
import dev.simul.task.Loop;
import dev.simul.task.Task;
import dev.simul.url.Url;

/** Follows redirects by the {@link RedirectPolicy}, along the call's {@link RedirectChain}. */
final class RedirectFetcher implements Fetcher {
    private final Loop loop;
    private final Fetcher next;
    private final RedirectPolicy policy;

    RedirectFetcher(Loop loop, Fetcher next, RedirectPolicy policy) {
        this.loop = loop;
        this.next = next;
        this.policy = policy;
    }

    @Override
    public Task<Reply> fetch(Url url, FetchCall call) {
        return next.fetch(url, call).then(reply -> {
            try {
                return call.follow(reply, policy) ? fetch(call.chain().request(), call) : loop.succeeded(reply);
            } catch (FetchFailure refused) {
                return loop.succeeded(reply.endedBy(refused.error()));
            }
        });
    }
}
