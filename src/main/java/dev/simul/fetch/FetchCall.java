package dev.simul.fetch;

import dev.simul.http.BodyHandler;
import dev.simul.http.Exchange;
import dev.simul.http.HttpClient;
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
public final class FetchCall implements Exchange.Listener {
    private static final long AS_PAGES = -1;

    private final Loop loop;
    private final Clock clock;
    private final RedirectChain chain;
    private final BodyHandler bodies;
    private final long startNanos;
    private Instant attemptStartedAt;
    private long queuedNanos = Timing.NONE;
    private final boolean mayHaveCredentials;
    private final long maxBodyBytes;
    private Duration crawlDelay = Duration.ZERO;
    private boolean wasAttempted;
    private int retries;
    /** For the first request, until it is made. */
    private @Nullable Permit given;
    /** Of the request in flight, or the last one. */
    private @Nullable Permit permit;

    private @Nullable Url current;
    private @Nullable Exchange exchange;
    /** Whether it may go on on another loop. */
    private boolean mayLeave;

    private boolean hasLeft;
    /** What led it to this loop from another one, or away from here; null: nothing. */
    private @Nullable Reply crossing;

    /**
     * Begins a visit.
     *
     * @param clock for {@code fetched_at}; durations are the loop's
     * @param bodies gets the body of each response on the way; the last one counts
     */
    public FetchCall(Loop loop, Clock clock, Url start, BodyHandler bodies) {
        this(loop, clock, start, bodies, true, AS_PAGES);
    }

    /**
     * Begins a visit to what is no page. Parameters as for the constructor.
     *
     * @param maxBodyBytes of the decoded body, whatever is so for pages
     */
    public static FetchCall withMaxBody(Loop loop, Clock clock, Url start, BodyHandler bodies, long maxBodyBytes) {
        return new FetchCall(loop, clock, start, bodies, true, maxBodyBytes);
    }

    private FetchCall(
            Loop loop, Clock clock, Url start, BodyHandler bodies, boolean mayHaveCredentials, long maxBodyBytes) {
        this.loop = loop;
        this.clock = clock;
        this.chain = new RedirectChain(start);
        this.bodies = bodies;
        this.startNanos = loop.nanoTime();
        this.attemptStartedAt = clock.instant();
        this.mayHaveCredentials = mayHaveCredentials;
        this.maxBodyBytes = maxBodyBytes;
    }

    /** Goes on with a visit of another loop, which has no more to do with it. */
    private FetchCall(FetchCall before, Loop loop, BodyHandler bodies) {
        this.loop = loop;
        this.clock = before.clock;
        this.chain = before.chain;
        this.bodies = bodies;
        this.startNanos = before.startNanos;
        this.attemptStartedAt = before.attemptStartedAt;
        this.mayHaveCredentials = before.mayHaveCredentials;
        this.maxBodyBytes = before.maxBodyBytes;
        this.wasAttempted = before.wasAttempted;
        this.retries = before.retries;
        this.current = before.current;
        this.crossing = before.crossing;
    }

    /**
     * Begins a visit that nobody asked for: what the user gave for the URLs of the list is not for it. Parameters as for the
     * constructor.
     */
    static FetchCall withoutCredentials(Loop loop, Clock clock, Url start, BodyHandler bodies) {
        return new FetchCall(loop, clock, start, bodies, false, AS_PAGES);
    }

    /** What limits per host count by: name and port. */
    public static String hostOf(Url url) {
        return url.hostAndPort();
    }

    /** Gives the visit a permit for its first request; whoever does sees to {@link #giveBack}. */
    public void give(Permit first) {
        given = first;
    }

    /** Gives back what it has of permits: the visit has ended, or rests. Any number of times. */
    public void giveBack() {
        if (given != null) given.giveBack();
        given = null;
        if (permit != null) permit.leave();
        permit = null;
    }

    /** Takes the permit of the last request; null if there is none any more. */
    @Nullable
    Permit takeLastPermit() {
        Permit last = permit;
        permit = null;
        return last;
    }

    /** Takes the permit that was given, if there is one and it is for {@code host}; one for another is given back. */
    @Nullable
    Permit takePermit(String host) {
        Permit taken = given;
        given = null;
        if (taken == null || taken.host().equals(host)) return taken;
        taken.giveBack();
        return null;
    }

    void onPermit(Permit used) {
        permit = used;
    }

    @Override
    public void onSent() {
        if (permit != null) permit.onSent();
    }

    BodyHandler bodies() {
        return bodies;
    }

    /** The client to send requests with, which is {@code client} but for the limit of the body. */
    HttpClient limited(HttpClient client) {
        return maxBodyBytes == AS_PAGES ? client : client.withMaxBody(maxBodyBytes);
    }

    /** The URL of the list. */
    public Url start() {
        return chain.start();
    }

    /** The URL where it is by now, redirects followed. */
    public Url url() {
        return chain.url();
    }

    /** What is to be asked next, see {@link RedirectChain#request}. */
    public Url request() {
        return chain.request();
    }

    RedirectChain chain() {
        return chain;
    }

    // ---- from loop to loop

    /** A redirect to a host of another loop may end the fetch: then {@link #hasLeft} says so. */
    public void mayLeave() {
        mayLeave = true;
    }

    /**
     * Leaves, if the URL that it has come to is for another loop to ask.
     *
     * @param redirect what led there
     */
    boolean leaves(Shard here, Reply redirect) {
        if (!mayLeave || here.owns(url())) return false;
        crossing = redirect;
        hasLeft = true;
        return true;
    }

    /** Whether it is to go on on the loop that asks the host of {@link #url}. */
    public boolean hasLeft() {
        return hasLeft;
    }

    /**
     * The visit as it goes on on another loop, whose thread calls; of this one nobody makes use any more. Both loops have the same
     * clock.
     */
    public FetchCall movedTo(Loop newLoop, BodyHandler newBodies) {
        return new FetchCall(this, newLoop, newBodies);
    }

    /** Whether credentials that the user gave may go along. */
    boolean sendsCredentials() {
        return mayHaveCredentials && chain.isAtFirstOrigin();
    }

    /** The site that is asked next wants so much time between two requests. */
    void onCrawlDelay(Duration delay) {
        crawlDelay = delay;
    }

    Duration crawlDelay() {
        return crawlDelay;
    }

    /** Takes a redirect up, see {@link RedirectChain#follow}. */
    boolean follow(Reply reply, RedirectPolicy policy) throws FetchFailure {
        return chain.follow(reply, policy, clock);
    }

    int retries() {
        return retries;
    }

    void onAttempt() {
        wasAttempted = true;
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

    /** Reads nothing more for now, or goes on, see {@link Exchange#hold}. */
    public void hold(boolean held) {
        if (exchange != null) exchange.hold(held);
    }

    /** What is known of a fetch that ends now by {@code error}, for instance because it was cancelled. */
    public Reply soFar(FetchError error) {
        if (exchange != null) return exchange.soFar(error);
        return crossing == null ? Reply.failed(error) : crossing.endedBy(error);
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
        if (!wasAttempted) return new Effort(0, attemptStartedAt, elapsed, null);
        return new Effort(1 + retries, attemptStartedAt, elapsed, reply.timing());
    }
}
