package dev.simul.crawl;

import dev.simul.fetch.FetchCall;
import dev.simul.fetch.Fetcher;
import dev.simul.fetch.Permit;
import dev.simul.frontier.Frontier;
import dev.simul.html.Outlinks;
import dev.simul.html.PageFacts;
import dev.simul.html.PageReader;
import dev.simul.http.BodyHandler;
import dev.simul.http.Reply;
import dev.simul.http.ResponseHead;
import dev.simul.result.Answer;
import dev.simul.result.CrawlRecord;
import dev.simul.result.Effort;
import dev.simul.result.Extract;
import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.result.Page;
import dev.simul.result.Target;
import dev.simul.save.BodySaver;
import dev.simul.task.Loop;
import dev.simul.task.Task;
import dev.simul.url.Url;
import java.time.Clock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One line on its way to its record. Loop thread. */
final class UrlVisit implements BodyHandler {
    private final Loop loop;
    private final Clock clock;
    private final Target target;
    private final PageDesk desk;
    private final Following following;
    private final Saving saving;
    /** Null where there is one loop. */
    private final @Nullable Abroad abroad;

    private final BiConsumer<UrlVisit, @Nullable CrawlRecord> onEnd;
    /** Of the response that is being read; replaced by that of the next hop or attempt. */
    private @Nullable PageReader page;
    /** Of the same response; null where it is not saved. */
    private BodySaver.@Nullable Body body;

    private @Nullable FetchCall call;
    private @Nullable Task<Reply> fetching;
    /** Cancels what goes on on another loop; null: nothing does. */
    private @Nullable Runnable recall;

    private boolean isCancelled;

    /**
     * Makes a visit.
     *
     * @param desk reads its page
     * @param following hears of its links, before it ends
     * @param saving keeps its body, before it ends
     * @param abroad where it goes on if a redirect leads to a host of another loop; null: there is no other
     * @param onEnd called exactly once, in a later turn than {@link #start} or inside {@link #refuse}; without a record where there
     *     must be none, since what it would tell of could not be kept
     */
    UrlVisit(
            Loop loop,
            Clock clock,
            Target target,
            PageDesk desk,
            Following following,
            Saving saving,
            @Nullable Abroad abroad,
            BiConsumer<UrlVisit, @Nullable CrawlRecord> onEnd) {
        this.loop = loop;
        this.clock = clock;
        this.target = target;
        this.desk = desk;
        this.following = following;
        this.saving = saving;
        this.abroad = abroad;
        this.onEnd = onEnd;
    }

    /** Fetches {@code url}, with {@code permit} for its first request. */
    void start(Url url, Fetcher fetcher, Permit permit) {
        FetchCall call = new FetchCall(loop, clock, url, this);
        call.give(permit);
        fetch(url, call, fetcher);
    }

    /** Goes on with a visit of another loop. */
    void goOn(FetchCall left, Fetcher fetcher) {
        FetchCall call = left.movedTo(loop, this);
        fetch(call.request(), call, fetcher);
    }

    private void fetch(Url url, FetchCall call, Fetcher fetcher) {
        if (abroad != null) call.mayLeave();
        Task<Reply> task = fetcher.fetch(url, call);
        fetching = task;
        this.call = call;
        task.addDoneCallback(
                new Consumer<>() { // no lambda: one costs more to make than it does, until it is compiled anew
                    @Override
                    public void accept(Task<Reply> done) {
                        onFetched(call, done);
                    }
                });
    }

    /** Ends the visit early; its record says {@code cancelled}. */
    void cancel() {
        isCancelled = true;
        if (recall != null) {
            recall.run();
        } else if (fetching != null) {
            fetching.cancel();
        }
    }

    @Override
    public BodySink open(ResponseHead head) {
        if (page != null) page.close();
        if (body != null) body.drop();
        PageReader reader = desk.open(head, following.wantsLinks());
        page = reader;
        body = saving.saves(head.status()) ? saving.begin(this::hold) : null;
        return new PageSink(reader, body, desk.titleOnly());
    }

    private void hold(boolean held) {
        if (call != null) call.hold(held);
    }

    /** Feeds the reader, and the file. */
    private record PageSink(PageReader reader, BodySaver.@Nullable Body body, boolean titleOnly) implements BodySink {
        @Override
        public void accept(byte[] bytes, int offset, int length) throws FetchFailure {
            if (body != null) body.accept(bytes, offset, length);
            if (reader.wantsMore()) reader.accept(bytes, offset, length);
        }

        @Override
        public boolean hasEnough() {
            return titleOnly && !reader.wantsMore();
        }
    }

    private void onFetched(FetchCall call, Task<Reply> fetched) {
        if (abroad != null && call.hasLeft() && fetched.isSucceeded()) {
            leave(call, abroad);
            return;
        }
        Reply reply;
        if (fetched.isCancelled()) {
            reply = call.soFar(new FetchError.Cancelled());
        } else {
            Throwable defect = fetched.exception();
            reply = defect == null ? fetched.result() : call.soFar(FetchFailure.errorOf(defect));
        }
        Fetched done = new Fetched(reply, call.start(), call.url(), call.answer(reply), call.effort(reply), null);
        save(done);
    }

    /** What the redirect itself brought is of no use, and its place is for others. */
    private void leave(FetchCall left, Abroad abroad) {
        if (page != null) page.close();
        page = null;
        if (body != null) body.drop();
        body = null;
        left.giveBack();
        call = null;
        recall = abroad.send(new Traveller(target, following.line(), left), record -> onEnd.accept(this, record));
        if (isCancelled) recall.run(); // in the same turn, when it had left already
    }

    /** Saves the body, if it is whole; the rest comes after. */
    private void save(Fetched done) {
        BodySaver.Body come = body;
        body = null;
        if (come == null) {
            read(done);
        } else if (done.reply().error() != null || done.reply().head() == null) {
            come.drop();
            read(done);
        } else {
            come.finish(done.start(), path -> {
                if (path == null) {
                    giveUp();
                } else {
                    read(done.savedIn(path));
                }
            });
        }
    }

    /** Ends without a record: it would say that the body is saved. */
    private void giveUp() {
        if (page != null) page.close();
        page = null;
        onEnd.accept(this, null);
        if (call != null) call.giveBack();
    }

    private void read(Fetched done) {
        Reply reply = done.reply();
        PageReader reader = page;
        page = null;
        if (reply.head() == null || reader == null) {
            if (reader != null) reader.close(); // of an earlier hop
            finish(null, done, reply.error());
        } else {
            read(reader, done.url(), done);
        }
    }

    /**
     * What is known of the visit before its page is read.
     *
     * @param start URL of the list
     * @param url that was asked last
     * @param savedIn null where the body was not saved
     */
    private record Fetched(
            Reply reply,
            Url start,
            Url url,
            Answer answer,
            Effort effort,
            @Nullable String savedIn) {
        Fetched savedIn(String path) {
            return new Fetched(reply, start, url, answer, effort, path);
        }
    }

    private void read(PageReader reader, Url url, Fetched done) {
        if (!desk.isQuick(reader)) {
            desk.finishElsewhere(reader, url).addDoneCallback(read -> {
                Throwable defect = read.exception();
                if (defect == null) {
                    finish(read.result(), done, done.reply().error());
                } else {
                    finish(null, done, FetchFailure.errorOf(defect));
                }
            });
            return;
        }
        PageFacts facts;
        try {
            facts = desk.finishHere(reader, url);
        } catch (RuntimeException defect) { // of ours; the line has its record all the same
            finish(null, done, FetchFailure.errorOf(defect));
            return;
        }
        finish(facts, done, done.reply().error());
    }

    /** Makes the record of a line that there is nothing to fetch for. */
    void refuse(FetchError error) {
        Page none = new Page(null, null, null, 0, 0, 0, extract(desk.nothing(), null));
        end(new CrawlRecord(target, Answer.NONE, none, Effort.none(clock.instant()), error), null);
    }

    private Extract extract(Extract read, @Nullable String savedIn) {
        return saving.marked(following.marked(read), savedIn);
    }

    /** Makes the record. What went wrong with the response comes before what went wrong with the page. */
    private void finish(@Nullable PageFacts facts, Fetched done, @Nullable FetchError error) {
        Reply reply = done.reply();
        Page read = new Page(
                facts == null ? null : facts.title(),
                facts == null ? null : facts.contentType(),
                facts == null ? null : facts.charset(),
                reply.bytes(),
                reply.wireBytes(),
                reply.unreadBytes(),
                extract(facts == null ? desk.nothing() : facts.extract(), done.savedIn()));
        FetchError first = error == null && facts != null ? facts.error() : error;
        ResponseHead head = reply.head();
        Outlinks outlinks = facts == null ? Outlinks.NONE : facts.outlinks();
        Following.Page page = head == null ? null : new Following.Page(done.url(), head, outlinks);
        end(new CrawlRecord(target, done.answer(), read, done.effort(), first), page);
    }

    private void end(CrawlRecord record, Following.@Nullable Page page) {
        following.report(record, page, new Frontier.Settled() {
            @Override
            public void settled(boolean known) {
                onEnd.accept(UrlVisit.this, known ? record : null);
                if (call != null) call.giveBack(); // with that, the next may begin
            }
        });
    }
}
