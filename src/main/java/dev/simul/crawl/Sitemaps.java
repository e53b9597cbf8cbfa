package dev.simul.crawl;

import dev.simul.fetch.Admission;
import dev.simul.fetch.FetchCall;
import dev.simul.fetch.Fetcher;
import dev.simul.fetch.Permit;
import dev.simul.frontier.Frontier;
import dev.simul.frontier.Scope;
import dev.simul.http.BodyHandler;
import dev.simul.http.Reply;
import dev.simul.http.ResponseHead;
import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.sitemap.SitemapReader;
import dev.simul.task.Loop;
import dev.simul.task.Task;
import dev.simul.url.Url;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fetches sitemaps, one after the other, so that there is never more than one in memory, and hands what they name to a frontier. Loop
 * thread.
 */
public final class Sitemaps {
    /** How many indexes may lie above a sitemap. */
    private static final int MAX_DEPTH = 3;

    private final Loop loop;
    private final Clock clock;
    private final Fetcher fetcher;
    private final Admission admission;
    private final Frontier frontier;
    private final Scope scope;
    private final Consumer<String> complaints;

    private final ArrayDeque<Url> given;
    /** Of the one that is being worked through: files that wait, and all there were. */
    private final ArrayDeque<Wanted> waiting = new ArrayDeque<>();

    private final Set<String> known = new HashSet<>();
    private @Nullable Url current;
    private boolean isBroken;
    private boolean isStopped;
    private boolean hasFailed;
    private @Nullable Task<?> running;
    private Runnable onIdle = () -> {};

    /** A file to fetch, that so many indexes led to. */
    private record Wanted(Url url, int depth) {}

    /**
     * Makes one.
     *
     * @param fetcher makes the requests
     * @param given where to begin
     * @param scope whether a sitemap may name a URL, by where it is
     * @param complaints takes a line for the user for each file that cannot be had, or not whole
     */
    public Sitemaps(
            Loop loop,
            Clock clock,
            Fetcher fetcher,
            Admission admission,
            Frontier frontier,
            List<Url> given,
            Scope scope,
            Consumer<String> complaints) {
        this.loop = loop;
        this.clock = clock;
        this.fetcher = fetcher;
        this.admission = admission;
        this.frontier = frontier;
        this.given = new ArrayDeque<>(given);
        this.scope = scope;
        this.complaints = complaints;
    }

    /** Whether one could not be had, or not whole. */
    public boolean hasFailed() {
        return hasFailed;
    }

    /**
     * Begins.
     *
     * @param newOnIdle run when {@link #isIdle} has become true after {@link #stop}
     */
    void start(Runnable newOnIdle) {
        onIdle = newOnIdle;
        next();
    }

    /** Nothing more is fetched, and what is in flight is cancelled. Any number of times. */
    void stop() {
        if (isStopped) return;
        isStopped = true;
        if (running != null) running.cancel();
    }

    /** Whether nothing is in flight. */
    boolean isIdle() {
        return running == null;
    }

    private void next() {
        if (isStopped) return;
        Wanted wanted = waiting.poll();
        if (wanted == null) {
            nextGiven();
            return;
        }
        admission.apply(FetchCall.hostOf(wanted.url()), permit -> fetch(wanted, permit));
    }

    private void nextGiven() {
        if (current != null) frontier.feedEnded(isBroken ? "" : current.href());
        current = given.poll();
        if (current == null) return;
        isBroken = false;
        known.clear();
        known.add(current.hrefWithoutFragment());
        waiting.add(new Wanted(current, 0));
        next();
    }

    private void fetch(Wanted wanted, Permit permit) {
        Body body = new Body();
        FetchCall call = FetchCall.withMaxBody(loop, clock, wanted.url(), body, SitemapReader.MAX_BYTES);
        call.give(permit);
        Task<Reply> reply = fetcher.fetch(wanted.url(), call);
        running = reply;
        reply.addDoneCallback(done -> {
            call.giveBack();
            if (done.isCancelled()) {
                ended();
                return;
            }
            Throwable defect = done.exception();
            String trouble = defect == null
                    ? trouble(done.result())
                    : FetchFailure.errorOf(defect).message();
            if (trouble == null) {
                read(wanted, call.url(), body.bytes.toByteArray());
            } else {
                complain(wanted.url(), "cannot be read: " + trouble);
                ended();
            }
        });
    }

    private static @Nullable String trouble(Reply reply) {
        FetchError error = reply.error();
        if (error != null) return error.message();
        ResponseHead head = reply.head();
        if (head == null) return "there was no response";
        return head.status() / 100 == 2 ? null : "the status was " + head.status();
    }

    private void read(Wanted wanted, Url location, byte[] file) {
        if (isStopped) {
            ended();
            return;
        }
        String asked = scope.rootOf(wanted.url());
        String came = scope.rootOf(location);
        String roots = asked.equals(came) ? asked : asked + " " + came;
        SitemapTree tree = new SitemapTree(file, location, roots, scope, frontier);
        Task<SitemapTree.Findings> reading = loop.runInThread("a sitemap", tree);
        running = reading;
        reading.addDoneCallback(done -> {
            if (!done.isCancelled()) {
                Throwable defect = done.exception();
                if (defect == null) {
                    take(wanted, done.result());
                } else {
                    complain(
                            wanted.url(),
                            "cannot be read: " + FetchFailure.errorOf(defect).message());
                }
            }
            ended();
        });
    }

    private void take(Wanted wanted, SitemapTree.Findings found) {
        if (found.trouble() != null) complain(wanted.url(), "cannot be read to its end: " + found.trouble());
        if (found.foreign() > 0) {
            String what = found.foreign() == 1 ? "a URL" : String.format(Locale.ROOT, "%,d URLs", found.foreign());
            complaints.accept("sitemap " + wanted.url().href() + ": " + what
                    + " left out that it may not speak of, being elsewhere; --scope all takes them");
        }
        for (Url each : found.sitemaps()) {
            if (known.contains(each.href())) continue;
            if (wanted.depth() == MAX_DEPTH) {
                complain(wanted.url(), "is an index below " + MAX_DEPTH + " others, which is too deep");
                return;
            }
            if (known.size() > SitemapReader.MAX_SITEMAPS) {
                complain(
                        wanted.url(),
                        String.format(Locale.ROOT, "leads to more than %,d sitemaps", SitemapReader.MAX_SITEMAPS));
                return;
            }
            known.add(each.href());
            waiting.add(new Wanted(each, wanted.depth() + 1));
        }
    }

    private void complain(Url sitemap, String what) {
        isBroken = true;
        hasFailed = true;
        complaints.accept("sitemap " + sitemap.href() + " " + what);
    }

    private void ended() {
        running = null;
        if (isStopped) {
            onIdle.run();
        } else {
            next();
        }
    }

    /** Keeps the last response. */
    private static final class Body implements BodyHandler {
        private ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public BodySink open(ResponseHead head) {
            ByteArrayOutputStream fresh = new ByteArrayOutputStream();
            bytes = fresh;
            return fresh::write;
        }
    }
}
