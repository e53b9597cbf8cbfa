package dev.simul.fetch;

import dev.simul.http.BodyHandler;
import dev.simul.http.Reply;
import dev.simul.http.ResponseHead;
import dev.simul.result.FetchError;
import dev.simul.robots.ProductToken;
import dev.simul.robots.RobotsRules;
import dev.simul.robots.RobotsText;
import dev.simul.task.Loop;
import dev.simul.task.Task;
import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Asks a site for its robots.txt, and reads it. Loop thread. */
final class RobotsRequest {
    /** How many redirects are followed, whatever is so for pages (RFC 9309 section 2.3.1.2). */
    static final int MAX_REDIRECTS = 5;

    /** Up to so many bytes are read on the loop, in less than a millisecond; more of them on another thread. */
    private static final int BUDGET = 4 * 1024;

    private final Loop loop;
    private final Clock clock;
    private final Fetcher fetcher;
    private final ProductToken robot;
    /** What reads them is loaded with the first one, which takes many times as long as to read it. */
    private boolean isWarm;

    /**
     * Makes one.
     *
     * @param fetcher follows {@link #MAX_REDIRECTS} redirects, and retries
     * @param robot whose rules are wanted
     */
    RobotsRequest(Loop loop, Clock clock, Fetcher fetcher, ProductToken robot) {
        this.loop = loop;
        this.clock = clock;
        this.fetcher = fetcher;
        this.robot = robot;
    }

    /**
     * Asks the site that {@code url} is of.
     *
     * @param permit for the first request; null: it asks for one
     */
    Task<RobotsTxt> send(Url url, @Nullable Permit permit) {
        Body body = new Body();
        FetchCall call = FetchCall.withoutCredentials(loop, clock, robotsTxtOf(url), body);
        if (permit != null) call.give(permit);
        Task<Reply> reply = fetcher.fetch(call.start(), call);
        reply.addDoneCallback(done -> call.giveBack());
        return reply.then(whole -> judge(whole, body.text));
    }

    private static Url robotsTxtOf(Url url) {
        try {
            return Url.parse(url.scheme() + "://" + url.authority() + "/robots.txt");
        } catch (UrlSyntaxException e) {
            throw new IllegalStateException("an authority that is none: " + url, e);
        }
    }

    /** Keeps the text of the last response. */
    private static final class Body implements BodyHandler {
        private RobotsText text = new RobotsText();

        @Override
        public BodySink open(ResponseHead head) {
            RobotsText fresh = new RobotsText();
            text = fresh;
            return new BodySink() {
                @Override
                public void accept(byte[] bytes, int offset, int length) {
                    fresh.append(bytes, offset, length);
                }

                @Override
                public boolean hasEnough() {
                    return fresh.isFull();
                }
            };
        }
    }

    private Task<RobotsTxt> judge(Reply reply, RobotsText text) {
        FetchError error = reply.error();
        ResponseHead head = reply.head();
        if (error instanceof FetchError.Redirect) return loop.succeeded(new RobotsTxt.Known(RobotsRules.NONE));
        if (error != null || head == null) {
            String cause = error == null ? "there was no response" : error.message();
            return loop.succeeded(new RobotsTxt.Unreachable(cause));
        }
        return switch (head.status() / 100) {
            case 2 -> read(text);
            // Also 429, by the letter: how fast the site is asked is another matter, see HostPace.
            case 3, 4 -> loop.succeeded(new RobotsTxt.Known(RobotsRules.NONE));
            default -> loop.succeeded(new RobotsTxt.Unreachable("the status was " + head.status()));
        };
    }

    private Task<RobotsTxt> read(RobotsText text) {
        if (isWarm && text.length() <= BUDGET) {
            return loop.succeeded(new RobotsTxt.Known(text.rulesFor(robot)));
        }
        return loop.runInThread("robots.txt", () -> text.rulesFor(robot)).map(rules -> {
            isWarm = true;
            return new RobotsTxt.Known(rules);
        });
    }
}
