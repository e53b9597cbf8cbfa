package dev.simul.fetch;

import dev.simul.http.Reply;
import dev.simul.result.FetchFailure;
import dev.simul.task.Step;
import dev.simul.task.Task;
import dev.simul.url.Url;

/**
 * Follows redirects by the {@link RedirectPolicy}, along the call's {@link RedirectChain}. One that leads to a host of another loop ends
 * the fetch here with the redirect itself, where the call may leave.
 */
final class RedirectFetcher implements Fetcher {
    private final Fetcher next;
    private final RedirectPolicy policy;
    private final Shard shard;

    RedirectFetcher(Fetcher next, RedirectPolicy policy, Shard shard) {
        this.next = next;
        this.policy = policy;
        this.shard = shard;
    }

    @Override
    public Task<Reply> fetch(Url url, FetchCall call) {
        return next.fetch(url, call).goOn(new Answered(call));
    }

    /** What follows an answer. No lambda: one for each request costs more to make than all that it does. */
    private final class Answered implements Step.Next<Reply, Reply> {
        private final FetchCall call;

        Answered(FetchCall call) {
            this.call = call;
        }

        @Override
        public Step<Reply> after(Reply reply) {
            try {
                boolean isFinal = !call.follow(reply, policy) || call.leaves(shard, reply);
                return isFinal ? Step.done(reply) : Step.await(fetch(call.request(), call));
            } catch (FetchFailure refused) {
                return Step.done(reply.endedBy(refused.error()));
            }
        }
    }
}
