package dev.simul.fetch;

import dev.simul.http.Reply;
import dev.simul.task.Loop;
import dev.simul.task.Step;
import dev.simul.task.Task;
import dev.simul.url.Url;
import java.time.Duration;

/** Tries again what may go better the next time. The number of retries is for the whole visit, not for each hop. */
final class RetryFetcher implements Fetcher {
    private final Loop loop;
    private final Fetcher next;
    private final RetryPolicy policy;
    private final RetryBudget budget;
    private final OurTroubles troubles;

    RetryFetcher(Loop loop, Fetcher next, RetryPolicy policy, RetryBudget budget, OurTroubles troubles) {
        this.loop = loop;
        this.next = next;
        this.policy = policy;
        this.budget = budget;
        this.troubles = troubles;
    }

    @Override
    public Task<Reply> fetch(Url url, FetchCall call) {
        budget.onFirstAttempt();
        return attempt(url, call);
    }

    private Task<Reply> attempt(Url url, FetchCall call) {
        return next.fetch(url, call).goOn(new Attempted(url, call));
    }

    /** What follows an attempt. No lambda: one for each request costs more to make than all that it does. */
    private final class Attempted implements Step.Next<Reply, Reply> {
        private final Url url;
        private final FetchCall call;

        Attempted(Url url, FetchCall call) {
            this.url = url;
            this.call = call;
        }

        @Override
        public Step<Reply> after(Reply reply) {
            if (troubles.isToBeRepeated(url, reply)) return Step.await(attempt(url, call));
            Duration pause = policy.pauseAfter(reply, call.retries());
            if (pause == null || !budget.tryTake()) return Step.done(reply);
            call.giveBack();
            return Step.await(loop.sleep(pause), rested -> {
                call.onRetry();
                return Step.await(attempt(url, call));
            });
        }
    }
}
