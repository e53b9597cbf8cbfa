package dev.simul.fetch;

import dev.simul.http.BodyHandler;
import dev.simul.http.Exchange;
import dev.simul.http.Reply;
import dev.simul.result.Answer;
import dev.simul.result.Effort;
import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.result.Timing;
import dev.simul.task.Loop;
import dev.simul.url.Url;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The visit to one URL of the list: what it asks for, and what it has been through so far. One object a visit; loop thread.
 */
public final class FetchCall {
    private final Loop loop;
    private final Clock clock;
    private final RedirectChain chain;
    private final BodyHandler bodies;
    private final long startNanos;
    private Instant attemptStartedAt;
    private long queuedNanos = Timing.NONE;
    private int retries;
    private @Nullable Url current;
    private @Nullable Exchange exchange;

    /**
     * Begins a visit.
     *
     * @param clock for {@code fetched_at}; durations are the loop's
     * @param bodies gets the body of each response on the way; the last one counts
     */
    public FetchCall(Loop loop, Clock clock, Url start, BodyHandler bodies) {
        this.loop = loop;
        this.clock = clock;
        this.chain = new RedirectChain(start);
        this.bodies = bodies;
        this.startNanos = loop.nanoTime();
        this.attemptStartedAt = clock.instant();
    }

    BodyHandler bodies() {
        return bodies;
    }

    /** The URL of the list. */
    public Url start() {
        return chain.start();
    }

    /** The URL where it is by now, redirects followed. */
    public Url url() {
        return chain.url();
    }

    RedirectChain chain() {
        return chain;
    }

    /** Takes a redirect up, see {@link RedirectChain#follow}. */
    boolean follow(Reply reply, RedirectPolicy policy) throws FetchFailure {
        return chain.follow(reply, policy, clock);
    }

    int retries() {
        return retries;
    }

    void onAttempt() {
        attemptStartedAt = clock.instant();
        queuedNanos = Timing.NONE;
    }

    /** The attempt had to wait for its turn. */
    void onQueued(long nanos) {
        queuedNanos = nanos;
    }

    /** How long the attempt had to wait for its turn; {@link Timing#NONE} if it did not. */
    long queuedNanos() {
        return queuedNanos;
    }

    void onRetry() {
        retries++;
    }

    void onExchange(Exchange started) {
        current = chain.url();
        exchange = started;
    }

    /** What is known of a fetch that ends now by {@code error}, for instance because it was cancelled. */
    public Reply soFar(FetchError error) {
        return exchange == null ? Reply.failed(error) : exchange.soFar(error);
    }

    /** The record's view of who answered. */
    public Answer answer(Reply reply) {
        List<String> redirects = chain.redirects();
        if (reply.head() == null) {
            return new Answer(null, Answer.NO_STATUS, null, reply.remote(), redirects);
        }
        String finalUrl = current == null ? null : current.hrefWithoutFragment();
        return new Answer(finalUrl, reply.head().status(), reply.head().protocol(), reply.remote(), redirects);
    }

    /** The record's view of what it took, from the start of the visit to now. */
    public Effort effort(Reply reply) {
        Duration elapsed = Duration.ofNanos(loop.nanoTime() - startNanos);
        return new Effort(1 + retries, attemptStartedAt, elapsed, reply.timing());
    }
}
