package dev.simul.fetch;

import dev.simul.http.Reply;
import dev.simul.task.Loop;
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
        return next.fetch(url, call).then(reply -> {
            if (troubles.isToBeRepeated(url, reply)) return attempt(url, call);
            Duration pause = policy.pauseAfter(reply, call.retries());
            if (pause == null || !budget.tryTake()) return loop.succeeded(reply);
            call.giveBack();
            return loop.sleep(pause).then(rested -> {
                call.onRetry();
                return attempt(url, call);
            });
        });
    }
}
