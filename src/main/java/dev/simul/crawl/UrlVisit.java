package dev.simul.crawl;

import dev.simul.fetch.FetchCall;
import dev.simul.fetch.Fetcher;
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
import dev.simul.source.SourceLine;
import dev.simul.task.Loop;
import dev.simul.task.Task;
import dev.simul.url.Url;
import java.time.Clock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One line on its way to its record. Loop thread. */
final class UrlVisit implements BodyHandler {
    private final Loop loop;
    private final Clock clock;
    private final Target target;
    private final BiConsumer<UrlVisit, CrawlRecord> onRecord;
    /** Of the response that is being read; replaced by that of the next hop or attempt. */
    private @Nullable PageReader page;

    private @Nullable Task<Reply> fetching;

    /**
     * Makes a visit.
     *
     * @param onRecord called exactly once, in a later turn than {@link #start} or inside it if nothing is to be fetched
     */
    UrlVisit(Loop loop, Clock clock, Target target, BiConsumer<UrlVisit, CrawlRecord> onRecord) {
        this.loop = loop;
        this.clock = clock;
        this.target = target;
        this.onRecord = onRecord;
    }

    void start(SourceLine line, Fetcher fetcher) {
        Url url;
        try {
            url = ListedUrl.urlOf(line);
        } catch (FetchFailure nothingToFetch) {
            refuse(nothingToFetch.error());
            return;
        }
        FetchCall call = new FetchCall(loop, clock, url, this);
        Task<Reply> task = fetcher.fetch(url, call);
        fetching = task;
        task.addDoneCallback(done -> onFetched(call, done));
    }

    /** Ends the visit early; its record says {@code cancelled}. */
    void cancel() {
        if (fetching != null) fetching.cancel();
    }

    @Override
    public BodySink open(ResponseHead head) {
        PageReader reader = PageReader.open(head.first("Content-Type"));
        page = reader;
        return (bytes, offset, length) -> {
            if (reader.wantsMore()) reader.accept(bytes, offset, length);
        };
    }

    private void onFetched(FetchCall call, Task<Reply> fetched) {
        Reply reply;
        if (fetched.isCancelled()) {
            reply = call.soFar(new FetchError.Cancelled());
        } else {
            Throwable defect = fetched.exception();
            reply = defect == null ? fetched.result() : call.soFar(FetchFailure.errorOf(defect));
        }
        PageReader reader = reply.head() == null ? null : page;
        page = null;
        Fetched done = new Fetched(reply, call.answer(reply), call.effort(reply));
        if (reader == null) {
            finish(unread(reply), done, reply.error());
        } else if (reader.pendingBytes() <= PageReader.BUDGET) {
            readHere(reader, done);
        } else {
            loop.runInThread(reader::finish).addDoneCallback(read -> {
                Throwable defect = read.exception();
                if (defect == null) {
                    finish(pageOf(read.result(), reply), done, reply.error());
                } else {
                    finish(unread(reply), done, FetchFailure.errorOf(defect));
                }
            });
        }
    }

    /** What is known of the visit before its page is read. */
    private record Fetched(Reply reply, Answer answer, Effort effort) {}

    private void readHere(PageReader reader, Fetched done) {
        PageFacts facts;
        try {
            facts = reader.finish();
        } catch (RuntimeException defect) { // of ours; the line has its record all the same
            finish(unread(done.reply()), done, FetchFailure.errorOf(defect));
            return;
        }
        finish(pageOf(facts, done.reply()), done, done.reply().error());
    }

    private static Page unread(Reply reply) {
        return new Page(null, null, null, reply.bytes(), reply.wireBytes());
    }

    private static Page pageOf(PageFacts facts, Reply reply) {
        return new Page(facts.title(), facts.contentType(), facts.charset(), reply.bytes(), reply.wireBytes());
    }

    private void refuse(FetchError error) {
        onRecord.accept(this, new CrawlRecord(target, Answer.NONE, Page.NONE, Effort.none(clock.instant()), error));
    }

    private void finish(Page read, Fetched done, @Nullable FetchError error) {
        onRecord.accept(this, new CrawlRecord(target, done.answer(), read, done.effort(), error));
    }
}
