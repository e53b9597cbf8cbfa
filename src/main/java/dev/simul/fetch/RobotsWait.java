package dev.simul.fetch;

import dev.simul.net.Origin;
import dev.simul.task.Loop;
import dev.simul.task.Outcome;
import dev.simul.task.Promise;
import dev.simul.task.Task;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Visits that wait for one robots.txt. Loop thread. */
final class RobotsWait {
    private final Loop loop;
    private final Origin site;
    private final Task<RobotsTxt> request;
    private final Set<Promise<RobotsTxt>> waiters = new LinkedHashSet<>();
    private final Consumer<RobotsWait> onDesertion;

    /**
     * Makes one.
     *
     * @param request is cancelled when all have gone who waited for it
     * @param onDesertion is told before that
     */
    RobotsWait(Loop loop, Origin site, Task<RobotsTxt> request, Consumer<RobotsWait> onDesertion) {
        this.loop = loop;
        this.site = site;
        this.request = request;
        this.onDesertion = onDesertion;
    }

    /** Waits as well. A cancel is for this waiter alone. */
    Task<RobotsTxt> join() {
        Promise<RobotsTxt> waiter = loop.promise(site);
        waiters.add(waiter);
        waiter.stopBy(() -> leave(waiter));
        return waiter;
    }

    private void leave(Promise<RobotsTxt> waiter) {
        waiters.remove(waiter);
        if (!waiters.isEmpty()) return;
        onDesertion.accept(this);
        request.cancel();
    }

    /** The request has ended: so has the wait, in the order in which it began. */
    void end(Outcome<RobotsTxt> outcome) {
        List<Promise<RobotsTxt>> all = List.copyOf(waiters);
        waiters.clear();
        for (Promise<RobotsTxt> waiter : all) {
            switch (outcome) {
                case Outcome.Success<RobotsTxt> success -> waiter.tryComplete(success.value());
                case Outcome.Failure<RobotsTxt> failure -> waiter.tryFail(failure.cause());
                case Outcome.Cancelled<RobotsTxt> cancelled -> waiter.cancel();
            }
        }
    }
}
