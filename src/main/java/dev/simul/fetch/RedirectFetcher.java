package dev.simul.fetch;

import dev.simul.http.Reply;
import dev.simul.result.FetchFailure;
import dev.simul.task.Loop;
import dev.simul.task.Task;
import dev.simul.url.Url;

/** Follows redirects by the {@link RedirectPolicy}. */
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
            String location = policy.location(reply);
            return location == null ? loop.succeeded(reply) : follow(url, location, reply, call);
        });
    }

    private Task<Reply> follow(Url from, String location, Reply reply, FetchCall call) {
        call.onRedirect(from);
        try {
            return fetch(policy.target(from, location, call.redirects()), call);
        } catch (FetchFailure refused) {
            return loop.succeeded(reply.endedBy(refused.error()));
        }
    }
}
