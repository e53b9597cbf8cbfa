package dev.simul.loops;

import dev.simul.crawl.Crawl;
import dev.simul.crawl.CrawlEnd;
import dev.simul.crawl.CrawlListener;
import dev.simul.fetch.FetchListener;
import dev.simul.fetch.Shard;
import dev.simul.sink.RecordSink;
import dev.simul.source.LineFeed;
import dev.simul.task.Loop;
import dev.simul.task.Promise;
import dev.simul.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A crawl that several loops have in common: each line is visited by the loop of its host, and all records go to one sink.
 *
 * <p>The coordinator's thread, which is that of the loop it is made with, except where it is said otherwise.
 */
public final class SharedCrawl {
    private final Loop loop;
    private final Terms terms;
    private final Dealer dealer;
    private final RecordTable table;
    private final Networks networks;
    /** By index, each once it is taken. */
    private final @Nullable Seat[] taken;
    /** The same once all are: for the loops to look at when they have begun. */
    private final List<Seat> seats = new ArrayList<>();

    private final List<CrawlEnd> ends = new ArrayList<>();
    private final Promise<@Nullable Void> ready;
    private final Promise<CrawlEnd> end;
    private boolean holdsFresh;

    /**
     * How the loops share their work.
     *
     * @param loops how many there are, 2 or more
     * @param lookAhead how many lines may wait in all, 1 or more
     * @param ordered whether the sink puts records in order
     */
    public record Terms(int loops, int lookAhead, boolean ordered) {}

    /** Makes one whose seats are to be taken. */
    public SharedCrawl(Loop loop, LineFeed source, Terms terms) {
        this.loop = loop;
        this.terms = terms;
        this.dealer = new Dealer(loop, source, terms.loops(), terms.lookAhead());
        this.table = new RecordTable(loop, this::onSinkFull);
        this.networks = new Networks(
                loop,
                terms.loops(),
                index -> seats.get(index).networkIsThere(),
                index -> seats.get(index).proveNetwork());
        this.taken = new Seat[terms.loops()];
        this.ready = loop.promise("loops that are ready");
        this.end = loop.promise("the ends of all loops");
    }

    /** The place of a loop, whose thread calls. */
    public Seat seat(int index, Loop its) {
        DealtLines lines = dealer.hand(index);
        RecordDoor door = new RecordDoor(index, its, lines, table, terms.ordered());
        return new Seat(this, new Shard(index, terms.loops()), its, lines, door);
    }

    /** Succeeds when all seats are taken; fails as {@link #fail} says. */
    public Task<@Nullable Void> ready() {
        return ready;
    }

    /**
     * Begins, once it is ready.
     *
     * @param listener hears of the ends of visits, before their records are written; not of their beginnings
     * @param troubles hears of those of the network and of files, once for all loops
     * @return succeeds when all crawls have ended; fails as {@link #fail} says
     */
    public Task<CrawlEnd> begin(RecordSink sink, CrawlListener listener, FetchListener troubles) {
        networks.listener(troubles);
        table.onAnswer(door -> networks.onAnswer(door.index()));
        table.begin(sink, listener, seats.stream().map(Seat::door).toList());
        seats.forEach(Seat::begin);
        dealer.begin();
        return end;
    }

    /** See {@link Crawl#interrupt}. Any thread, once it is ready. */
    public void interrupt() {
        tellAll(Crawl::interrupt);
    }

    /** See {@link Crawl#cancel}. Any thread, once it is ready. */
    public void cancel() {
        tellAll(Crawl::cancel);
    }

    /** See {@link Crawl#onNetworkLost}. */
    public void onNetworkLost(Duration away) {
        tellAll(crawl -> crawl.onNetworkLost(away));
    }

    /** See {@link dev.simul.fetch.Admission#holdFresh}. */
    public void holdFresh(boolean hold) {
        if (hold == holdsFresh) return; // it is said with every record, and each loop would be woken
        holdsFresh = hold;
        for (Seat seat : seats) seat.holdFresh(hold);
    }

    /** A loop has failed: the others are let go. */
    public void fail(Throwable defect) {
        if (!end.tryFail(defect)) return;
        ready.tryFail(defect);
        for (Seat seat : taken) if (seat != null) seat.end();
    }

    /** How it stands with all loops, a moment ago. */
    public LoopState state() {
        return LoopState.of(seats.stream().map(Seat::state).toList());
    }

    // ---- from the loops

    /** Any thread, once it is ready. */
    List<Seat> seats() {
        return seats;
    }

    Networks networks() {
        return networks;
    }

    /** Any thread. */
    void onTaken(Seat seat) {
        loop.execute(() -> arrive(seat));
    }

    /** Any thread. */
    void onEnd(CrawlEnd its) {
        loop.execute(() -> ended(its));
    }

    private void arrive(Seat seat) {
        taken[seat.shard().index()] = seat;
        if (end.isDone()) { // another one has failed meanwhile
            seat.end();
            return;
        }
        for (Seat each : taken) if (each == null) return;
        for (Seat each : taken) if (each != null) seats.add(each);
        ready.tryComplete(null);
    }

    private void tellAll(Consumer<Crawl> what) {
        dealer.stop();
        for (Seat seat : seats) seat.tell(what);
    }

    /** In order, somebody may wait for a line that was dealt: it is still to be pulled. */
    private void onSinkFull(boolean full) {
        if (terms.ordered()) dealer.hold(full);
    }

    private void ended(CrawlEnd its) {
        ends.add(its);
        if (ends.size() < terms.loops()) return;
        seats.forEach(Seat::end);
        end.tryComplete(Collections.max(ends, Comparator.comparingInt(SharedCrawl::weightOf)));
    }

    /** What there is to say of all: the gravest. */
    private static int weightOf(CrawlEnd end) {
        return switch (end) {
            case CrawlEnd.Completed completed -> 0;
            case CrawlEnd.SourceFailed failed -> 1;
            case CrawlEnd.Interrupted interrupted -> 2;
            case CrawlEnd.NetworkLost lost -> 3;
            case CrawlEnd.FrontierFailed failed -> 4;
            case CrawlEnd.SinkFailed failed -> 5;
        };
    }
}
