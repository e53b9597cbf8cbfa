package dev.simul.fetch;

import dev.simul.http.Reply;
import dev.simul.task.Loop;
import dev.simul.task.Promise;
import dev.simul.task.Task;
import dev.simul.url.Url;

/** Makes each request when {@link Admission} lets it. The first one of a visit may have its permit already. */
final class AdmittedFetcher implements Fetcher {
    private final Loop loop;
    private final Fetcher next;
    private final Admission admission;

    AdmittedFetcher(Loop loop, Fetcher next, Admission admission) {
        this.loop = loop;
        this.next = next;
        this.admission = admission;
    }

    @Override
    public Task<Reply> fetch(Url url, FetchCall call) {
        call.onAttempt();
        String host = FetchCall.hostOf(url);
        Permit given = call.takePermit(host);
        if (given != null) {
            given.space(call.crawlDelay());
            return fetch(url, call, given);
        }
        Promise<Permit> asked = admission.ask(host, call.crawlDelay(), call.takeLastPermit());
        if (asked.isDone()) return fetch(url, call, asked.result());
        long since = loop.nanoTime();
        Task<Reply> reply = asked.then(permit -> {
            call.onQueued(loop.nanoTime() - since);
            return fetch(url, call, permit);
        });
        reply.addDoneCallback(done -> {
            // Granted in the turn of the cancel, perhaps; what has ended does not mind.
            if (done.isCancelled() && !asked.cancel() && asked.isSucceeded())
                asked.result().giveBack();
        });
        return reply;
    }

    private Task<Reply> fetch(Url url, FetchCall call, Permit permit) {
        call.onPermit(permit);
        Task<Reply> reply = next.fetch(url, call);
        reply.addDoneCallback(permit);
        return reply;
    }
}
