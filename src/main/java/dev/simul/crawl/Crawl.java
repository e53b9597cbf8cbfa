package dev.simul.crawl;

import dev.simul.fetch.Admission;
import dev.simul.fetch.Applicant;
import dev.simul.fetch.FetchCall;
import dev.simul.fetch.Fetcher;
import dev.simul.fetch.Permit;
import dev.simul.frontier.FrontierException;
import dev.simul.html.PageMemory;
import dev.simul.result.CrawlRecord;
import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.result.Target;
import dev.simul.save.BodySaver;
import dev.simul.sink.RecordSink;
import dev.simul.sink.SinkException;
import dev.simul.sink.Spill;
import dev.simul.source.LineFeed;
import dev.simul.source.SourceException;
import dev.simul.source.SourceLine;
import dev.simul.source.SourcePoll;
import dev.simul.task.Loop;
import dev.simul.task.Promise;
import dev.simul.task.Task;
import dev.simul.task.TimerHandle;
import dev.simul.url.Url;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a record of every line of a source.
 *
 * <p>Loop thread, but for {@link #interrupt} and {@link #cancel}, which any thread may call.
 */
public final class Crawl {
    /** How many lines are begun in one turn: a million bad lines must not hold up what is in flight. */
    private static final int LINES_A_TURN = 256;

    /** A visit that rests before another attempt takes as much memory as so many lines that wait. */
    private static final int LINES_A_RESTING_VISIT = 10;

    private final Loop loop;
    private final Clock clock;
    private final Fetcher fetcher;
    private final Admission admission;
    private final LineFeed source;
    /** Null where links are not followed. */
    private final @Nullable LinkFollower follower;
    /** Null where there are none. */
    private @Nullable Sitemaps sitemaps;

    private final RecordSink sink;
    private final CrawlConfig config;
    private final CrawlListener listener;

    private PageDesk desk;
    private Saving saving;
    /** Null where there is one loop. */
    private @Nullable Abroad abroad;
    /** What has begun, so that it can be cancelled. */
    private final Set<UrlVisit> visits = new LinkedHashSet<>();

    /** Those to be visited once more; null: each is visited once. */
    private @Nullable SecondRound again;

    /** What will be the end once all have been visited again; null while there are lines. */
    private @Nullable CrawlEnd afterwards;

    private final Promise<CrawlEnd> end;
    /** Why nothing more is pulled; null while lines may come. */
    private @Nullable CrawlEnd reason;

    private @Nullable TimerHandle graceTimer;
    private boolean sinkIsFull;
    private boolean pumpIsScheduled;
    private final Runnable pump = this::pump;
    private final BiConsumer<UrlVisit, @Nullable CrawlRecord> onVisitEnd = this::onVisitEnd;

    /** One that follows no links. */
    public Crawl(
            Loop loop,
            Clock clock,
            Fetcher fetcher,
            Admission admission,
            LineFeed source,
            RecordSink sink,
            CrawlConfig config,
            CrawlListener listener) {
        this(loop, clock, fetcher, admission, source, null, sink, config, listener);
    }

    /**
     * Makes one.
     *
     * @param source the lines; those of a frontier where links are followed
     * @param follower hears what links there are; null where they are not followed
     */
    public Crawl(
            Loop loop,
            Clock clock,
            Fetcher fetcher,
            Admission admission,
            LineFeed source,
            @Nullable LinkFollower follower,
            RecordSink sink,
            CrawlConfig config,
            CrawlListener listener) {
        this.loop = loop;
        this.clock = clock;
        this.fetcher = fetcher;
        this.admission = admission;
        this.source = source;
        this.follower = follower;
        this.sink = sink;
        this.config = config;
        this.listener = listener;
        this.desk = new PageDesk(loop, config.pages(), PageMemory.ofHeap(), 1);
        this.saving = new Saving(null, config.accepted());
        this.end = loop.promise();
    }

    /**
     * Visits what has failed once more, when all lines are done. To be called before {@link #start}; not where links are followed.
     *
     * @param disk for what has to wait
     */
    public void recheck(Spill<FirstVisit> disk) {
        again = new SecondRound(loop, admission, fetcher, disk, new SecondVisits());
    }

    /** Saves the bodies of answers that are accepted; before {@link #start}. */
    public void save(BodySaver saver) {
        saving = new Saving(saver, config.accepted());
        saver.onFailure(this::onSinkFailure);
    }

    /**
     * Makes it one of several that read pages in one process, each on a loop of its own; before {@link #start}.
     *
     * @param crawls how many there are
     * @param memory for the pages of all
     */
    public void share(int crawls, PageMemory memory) {
        desk = new PageDesk(loop, config.pages(), memory, crawls);
    }

    /** Says where visits go on that redirects lead to hosts of another loop; before {@link #start}. Else they stay. */
    public void send(Abroad others) {
        abroad = others;
    }

    /** Adds what sitemaps name; before {@link #start}. */
    public void read(Sitemaps named) {
        sitemaps = named;
    }

    /** Begins. @return succeeds once all that was pulled has its record; it is not to be cancelled, but interrupted */
    public Task<CrawlEnd> start() {
        admission.onRoom(this::schedulePump);
        source.onReady(() -> loop.execute(this::schedulePump));
        sink.onReady(() -> loop.execute(this::onSinkReady));
        sink.onFailure(failure -> loop.execute(() -> onSinkFailure(failure)));
        if (follower != null) follower.onFailure(this::onFrontierFailure);
        if (sitemaps != null) sitemaps.start(this::endIfIdle);
        schedulePump();
        return end;
    }

    /**
     * Asks the crawl to end: nothing more is begun, what has begun may end by itself for a while and is cancelled then.
     * Any thread, any number of times.
     */
    public void interrupt() {
        loop.execute(() -> {
            if (end.isDone() || graceTimer != null) return;
            stopPulling(new CrawlEnd.Interrupted());
            if (!end.isDone()) graceTimer = loop.callLater(config.grace(), this::cancelVisits);
        });
    }

    /** Asks the crawl to end at once: what is in flight is cancelled. Any thread, any number of times. */
    public void cancel() {
        loop.execute(() -> {
            stopPulling(new CrawlEnd.Interrupted());
            cancelVisits();
        });
    }

    /** Ends the crawl, since nothing can be reached. Loop thread. */
    public void onNetworkLost(Duration away) {
        stopPulling(new CrawlEnd.NetworkLost(away));
        cancelVisits();
    }

    /**
     * Goes on with a visit of another loop's crawl, whose permits, second visits and end are that one's concern. Loop thread; also when
     * this crawl itself has come to its end.
     *
     * @param back is given its record in a later turn, once; null where there must be none
     * @return cancels it; loop thread
     */
    public Runnable receive(Traveller traveller, Consumer<@Nullable CrawlRecord> back) {
        SourceLine line = traveller.line();
        Following following = line == null || follower == null ? Following.NOTHING : follower.of(line);
        UrlVisit visit = new UrlVisit(
                loop,
                clock,
                traveller.target(),
                desk,
                following,
                saving,
                abroad,
                (ended, record) -> back.accept(record));
        visit.goOn(traveller.call(), fetcher);
        return visit::cancel;
    }

    /** What keeps it from going on faster now, were it not for the CPU. Loop thread. */
    public Holdup holdup() {
        if (admission.isPaused()) return Holdup.NETWORK;
        if (sinkIsFull || saving.isFull()) return Holdup.SINK;
        if (admission.isFull()) return Holdup.CONCURRENCY;
        if (admission.waitsForRate()) return Holdup.RATE;
        if (reason == null && afterwards == null && !looksFarEnough()) return Holdup.SOURCE;
        if (!admission.isWaitedFor()) return Holdup.THE_LAST;
        return admission.waitsForTime() ? Holdup.HOST_DELAY : Holdup.HOST_LIMIT;
    }

    // ---- pulling lines

    private void schedulePump() {
        if (pumpIsScheduled || (reason != null && !hasUnsettled())) return;
        pumpIsScheduled = true;
        loop.callSoon(pump);
    }

    /** Pulls lines as long as there is room for a request, for lines that wait and for records; who makes some calls again. */
    private void pump() {
        pumpIsScheduled = false;
        if (again != null && (reason != null || afterwards != null)) {
            pumpAgain(again);
            return;
        }
        for (int i = 0; i < LINES_A_TURN; i++) {
            if (reason != null || sinkIsFull || looksFarEnough() || !admission.hasRoom()) return;
            if (again != null && !again.hasRoom()) return;
            SourcePoll polled = source.poll();
            if (polled instanceof SourceLine line) {
                onLine(line);
            } else {
                if (polled == SourcePoll.Signal.END) onSourceEnd();
                return;
            }
        }
        schedulePump();
    }

    private boolean looksFarEnough() {
        int resting = Math.max(0, visits.size() - admission.inFlight());
        return admission.fresh() + (long) LINES_A_RESTING_VISIT * resting >= config.lookAhead();
    }

    /** Begins its visit if its host may be asked; else it waits as the line that it is, which takes the least memory. */
    private void onLine(SourceLine line) {
        Url url;
        try {
            url = ListedUrl.urlOf(line);
        } catch (FetchFailure nothingToFetch) {
            UrlVisit visit = begin(line);
            visit.refuse(nothingToFetch.error());
            return;
        }
        FreshLine fresh = new FreshLine(line, url);
        admission.apply(FetchCall.hostOf(url), fresh);
        fresh.url = null; // it is parsed again once the host may be asked
    }

    /** A line that has not begun, or begins at once. */
    private final class FreshLine implements Applicant {
        private final SourceLine line;
        /** Null while it waits. */
        private @Nullable Url url;

        FreshLine(SourceLine line, Url url) {
            this.line = line;
            this.url = url;
        }

        @Override
        public void onAdmitted(Permit permit) {
            Url known = url;
            begin(line).start(known == null ? ListedUrl.knownUrlOf(line.text()) : known, fetcher, permit);
        }
    }

    private UrlVisit begin(SourceLine line) {
        return begin(ListedUrl.targetOf(line), follower == null ? Following.NOTHING : follower.of(line));
    }

    private UrlVisit begin(Target target, Following following) {
        UrlVisit visit = new UrlVisit(loop, clock, target, desk, following, saving, abroad, onVisitEnd);
        visits.add(visit);
        listener.visitStarted(target);
        return visit;
    }

    private void onVisitEnd(UrlVisit visit, @Nullable CrawlRecord record) {
        visits.remove(visit);
        FirstVisit first = again == null ? null : again.firstOf(visit);
        if (record == null || reason instanceof CrawlEnd.SinkFailed) { // then it would not say why it was cut off
            endIfIdle();
        } else if (first != null) {
            CrawlRecord both = first.with(record, loop.nanoTime());
            listener.visitedAgain(isFailure(both));
            settle(both);
        } else if (again != null && reason == null && isFailure(record) && FirstVisit.isWorthAnother(record)) {
            again.add(new FirstVisit(record, loop.nanoTime()));
        } else {
            settle(record);
        }
    }

    private void settle(CrawlRecord record) {
        listener.visitEnded(record, isFailure(record));
        sinkIsFull = !sink.write(record);
        if (!config.ordered()) admission.holdFresh(sinkIsFull);
        schedulePump();
        endIfIdle();
    }

    private boolean isFailure(CrawlRecord record) {
        FetchError error = record.error();
        if (error == null) return !config.accepted().contains(record.answer().status());
        return !(error instanceof FetchError.Duplicate);
    }

    // ---- the second round

    private void pumpAgain(SecondRound round) {
        boolean isIdle = visits.isEmpty() && admission.fresh() == 0;
        if (reason == null && afterwards != null && round.isEmpty()) {
            if (isIdle) stopPulling(afterwards);
            return;
        }
        // Until the last line is done another one may fail.
        if (reason == null && !isIdle && !round.hasBegun()) return;
        round.pump();
        endIfIdle();
    }

    /** Whether there are lines that have been visited, but have no record. */
    private boolean hasUnsettled() {
        return again != null && again.isNotThrough() && !(reason instanceof CrawlEnd.SinkFailed);
    }

    private final class SecondVisits implements SecondRound.Owner {
        @Override
        public UrlVisit begin(Target target) {
            return Crawl.this.begin(target, Following.NOTHING);
        }

        @Override
        public void settle(CrawlRecord record) {
            Crawl.this.settle(record);
        }

        @Override
        public boolean takesRecords() {
            return !sinkIsFull && !(reason instanceof CrawlEnd.SinkFailed);
        }

        @Override
        public void goOn() {
            schedulePump();
        }
    }

    // ---- ending

    private void onSinkReady() {
        sinkIsFull = false;
        admission.holdFresh(false);
        schedulePump();
    }

    private void onSinkFailure(SinkException failure) {
        stopPulling(new CrawlEnd.SinkFailed(failure));
        cancelVisits(); // nobody will ever read their records
    }

    private void onFrontierFailure(FrontierException failure) {
        stopPulling(new CrawlEnd.FrontierFailed(failure));
        cancelVisits(); // nobody would know what their links are
    }

    private void onSourceEnd() {
        SourceException failure = source.failure();
        CrawlEnd why = failure == null ? new CrawlEnd.Completed() : new CrawlEnd.SourceFailed(failure);
        if (again == null) {
            stopPulling(why);
        } else {
            afterwards = why;
            schedulePump();
        }
    }

    private void stopPulling(CrawlEnd why) {
        boolean isFinal = reason instanceof CrawlEnd.SinkFailed || reason instanceof CrawlEnd.FrontierFailed;
        if (!isFinal) reason = why;
        source.close();
        boolean finishes = why instanceof CrawlEnd.Completed || why instanceof CrawlEnd.SourceFailed;
        if (sitemaps != null) sitemaps.stop();
        if (!finishes) {
            admission.dropFresh(); // lines that are as if they had not been pulled
            if (again != null) again.giveUp();
        }
        schedulePump();
        endIfIdle();
    }

    private void cancelVisits() {
        List.copyOf(visits).forEach(UrlVisit::cancel);
    }

    private void endIfIdle() {
        if (reason == null || !visits.isEmpty() || admission.fresh() > 0 || hasUnsettled()) return;
        if (sitemaps != null && !sitemaps.isIdle()) return;
        if (graceTimer != null) graceTimer.cancel();
        end.tryComplete(reason);
    }
}
