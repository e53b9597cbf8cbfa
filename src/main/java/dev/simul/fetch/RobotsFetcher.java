package dev.simul.fetch;

import dev.simul.http.Reply;
import dev.simul.net.Origin;
import dev.simul.result.FetchError;
import dev.simul.robots.RobotsRules;
import dev.simul.task.Loop;
import dev.simul.task.Outcome;
import dev.simul.task.Task;
import dev.simul.url.Url;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Fetches what the site's robots.txt allows, as fast as it allows (RFC 9309).
 *
 * <p>However many visits want to know, a site is asked once. Meanwhile its lines do not begin, and those visits that have hold no
 * permit: the first one's is what the robots.txt is fetched with, so that it costs no start and one permit a host is enough.
 */
final class RobotsFetcher implements Fetcher {
    private final Loop loop;
    private final Fetcher next;
    private final Admission admission;
    private final RobotsRequest request;
    private final RobotsCache cache;
    private final Map<Origin, RobotsWait> waits = new HashMap<>();

    RobotsFetcher(Loop loop, Fetcher next, Admission admission, RobotsRequest request, RobotsCache cache) {
        this.loop = loop;
        this.next = next;
        this.admission = admission;
        this.request = request;
        this.cache = cache;
    }

    @Override
    public Task<Reply> fetch(Url url, FetchCall call) {
        if (RobotsRules.isRobotsTxt(url)) {
            call.onCrawlDelay(Duration.ZERO);
            return next.fetch(url, call);
        }
        Origin site = Origin.of(url);
        RobotsTxt known = cache.get(site, loop.nanoTime());
        if (known != null) return obey(known, url, call);
        return ask(site, url, call).then(txt -> obey(txt, url, call));
    }

    /** A permit that is not used goes back with the end of the visit: a host that forbids all its lines must not take a whole turn. */
    private Task<Reply> obey(RobotsTxt txt, Url url, FetchCall call) {
        FetchError.Robots objection = txt.objectionTo(url);
        if (objection != null) return loop.succeeded(Reply.failed(objection));
        call.onCrawlDelay(txt.crawlDelay());
        return next.fetch(url, call);
    }

    private Task<RobotsTxt> ask(Origin site, Url url, FetchCall call) {
        RobotsWait known = waits.get(site);
        if (known != null) {
            Task<RobotsTxt> joined = known.join();
            call.giveBack();
            return joined;
        }
        String host = site.hostAndPort();
        admission.hold(host);
        Permit first = call.takePermit(host);
        call.giveBack();
        Task<RobotsTxt> sent = request.send(url, first);
        RobotsWait wait = new RobotsWait(loop, site, sent, deserted -> waits.remove(site, deserted));
        waits.put(site, wait);
        sent.addDoneCallback(done -> onAnswer(site, wait, done.outcome()));
        return wait.join();
    }

    private void onAnswer(Origin site, RobotsWait wait, Outcome<RobotsTxt> outcome) {
        waits.remove(site, wait);
        Duration crawlDelay = Duration.ZERO;
        if (outcome instanceof Outcome.Success<RobotsTxt> success) {
            cache.put(site, success.value(), loop.nanoTime());
            crawlDelay = success.value().crawlDelay();
        }
        Duration delay = crawlDelay;
        wait.end(outcome);
        loop.callSoon(() -> admission.release(site.hostAndPort(), delay)); // once those who waited have gone on
    }
}
