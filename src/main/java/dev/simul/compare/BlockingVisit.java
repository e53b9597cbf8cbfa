package dev.simul.compare;

import dev.simul.crawl.PagePolicy;
import dev.simul.fetch.RedirectChain;
import dev.simul.html.PageFacts;
import dev.simul.html.PageReader;
import dev.simul.http.BodyHandler;
import dev.simul.http.Reply;
import dev.simul.http.ResponseHead;
import dev.simul.result.Answer;
import dev.simul.result.CrawlRecord;
import dev.simul.result.Effort;
import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.result.Page;
import dev.simul.result.Target;
import dev.simul.result.Timing;
import dev.simul.url.Url;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One URL on its way to its record: redirects around retries around the limit of the host. One thread. */
final class BlockingVisit implements BodyHandler {
    private final BlockingFetcher fetcher;
    private final RedirectChain chain;
    private final long startNanos = System.nanoTime();
    private Instant attemptStartedAt;
    private int retries;
    /** Of the response that is being read; replaced by that of the next hop or attempt. */
    private @Nullable PageReader page;

    BlockingVisit(BlockingFetcher fetcher, Url start) {
        this.fetcher = fetcher;
        this.chain = new RedirectChain(start);
        this.attemptStartedAt = fetcher.clock().instant();
    }

    CrawlRecord run(Target target) {
        Reply reply;
        try {
            reply = followed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reply = Reply.failed(new FetchError.Cancelled());
        } catch (RuntimeException | StackOverflowError defect) {
            // The JDK's, more likely than ours: it recurses on interim responses.
            reply = Reply.failed(FetchFailure.errorOf(defect));
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
        Effort effort = new Effort(1 + retries, attemptStartedAt, elapsed, reply.timing());
        PageFacts facts = facts(reply);
        FetchError error = reply.error() == null && facts != null ? facts.error() : reply.error();
        return new CrawlRecord(target, answer(reply), page(facts, reply), effort, error);
    }

    private Reply followed() throws InterruptedException {
        while (true) {
            Reply reply = retried();
            try {
                if (!chain.follow(reply, fetcher.redirect(), fetcher.clock())) return reply;
            } catch (FetchFailure refused) {
                return reply.endedBy(refused.error());
            }
        }
    }

    private Reply retried() throws InterruptedException {
        while (true) {
            Reply reply = limited();
            Duration pause = fetcher.retry().pauseAfter(reply, retries);
            if (pause == null) return reply;
            Thread.sleep(pause);
            retries++;
        }
    }

    private Reply limited() throws InterruptedException {
        attemptStartedAt = fetcher.clock().instant();
        long askedNanos = System.nanoTime();
        HostPermits.Permit permit = fetcher.hosts().acquire(chain.request());
        long queueNanos = fetcher.hosts().areLimited() ? System.nanoTime() - askedNanos : Timing.NONE;
        try {
            return fetcher.client().get(chain.request(), chain.isAtFirstOrigin(), chain.cookie(), this, queueNanos);
        } finally {
            permit.release();
        }
    }

    @Override
    public BodySink open(ResponseHead head) {
        if (page != null) page.close();
        PageReader reader = PagePolicy.TITLE.open(head, fetcher.memory());
        page = reader;
        return (bytes, offset, length) -> {
            if (reader.wantsMore()) reader.accept(bytes, offset, length);
        };
    }

    private Answer answer(Reply reply) {
        List<String> redirects = chain.redirects();
        if (reply.head() == null) return new Answer(null, Answer.NO_STATUS, null, reply.remote(), redirects);
        return new Answer(
                chain.url().hrefWithoutFragment(),
                reply.head().status(),
                reply.head().protocol(),
                reply.remote(),
                redirects);
    }

    private @Nullable PageFacts facts(Reply reply) {
        PageReader reader = page;
        if (reader == null) return null;
        if (reply.head() != null) return reader.finish(chain.url(), System::nanoTime);
        reader.close(); // of an earlier hop
        return null;
    }

    private static Page page(@Nullable PageFacts facts, Reply reply) {
        if (facts == null) return new Page(null, null, null, reply.bytes(), reply.wireBytes());
        return new Page(facts.title(), facts.contentType(), facts.charset(), reply.bytes(), reply.wireBytes());
    }
}
