package dev.simul.loops;

import dev.simul.crawl.Abroad;
import dev.simul.crawl.Crawl;
import dev.simul.crawl.CrawlListener;
import dev.simul.crawl.HoldupMeter;
import dev.simul.fetch.FetchListener;
import dev.simul.fetch.FetchPipeline;
import dev.simul.fetch.Shard;
import dev.simul.sink.RecordSink;
import dev.simul.source.LineFeed;
import dev.simul.task.Loop;
import dev.simul.task.Promise;
import dev.simul.task.Task;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One loop's place in a {@link SharedCrawl}: what its own crawl is to be made with. Its loop's thread, except where it is said otherwise. */
public final class Seat {
    /** How old what is told of a loop may be. */
    private static final Duration STATE_EVERY = Duration.ofMillis(100);

    private final SharedCrawl shared;
    private final Shard shard;
    private final Loop loop;
    private final DealtLines lines;
    private final RecordDoor door;
    private final Promise<@Nullable Void> dismissed;
    private volatile LoopState state = LoopState.NOTHING;

    private @Nullable Crawl crawl;
    private @Nullable FetchPipeline pipeline;
    private @Nullable HoldupMeter holdups;

    Seat(SharedCrawl shared, Shard shard, Loop loop, DealtLines lines, RecordDoor door) {
        this.shared = shared;
        this.shard = shard;
        this.loop = loop;
        this.lines = lines;
        this.door = door;
        this.dismissed = loop.promise("the end of all loops");
    }

    // ---- to make a crawl with

    /** Which hosts are its loop's. */
    public Shard shard() {
        return shard;
    }

    /** The lines of those hosts. */
    public LineFeed lines() {
        return lines;
    }

    public RecordSink records() {
        return door;
    }

    public CrawlListener listener() {
        return door;
    }

    /** Where visits go on that lead to hosts of other loops. */
    public Abroad abroad() {
        return new Crossings(this, shared.seats());
    }

    /** Who is to hear of this loop's troubles. */
    public FetchListener troubles() {
        return shared.networks().of(shard.index());
    }

    /**
     * Takes it: the crawl begins when all loops have theirs, and is not to be started otherwise.
     *
     * @return done when all have come to their ends, and nobody has anything for this loop any more
     */
    public Task<@Nullable Void> take(Crawl newCrawl, FetchPipeline newPipeline, HoldupMeter newHoldups) {
        crawl = newCrawl;
        pipeline = newPipeline;
        holdups = newHoldups;
        shared.onTaken(this);
        return dismissed;
    }

    // ---- messages, on its loop

    Loop loop() {
        return loop;
    }

    RecordDoor door() {
        return door;
    }

    Crawl crawl() {
        return taken(crawl);
    }

    private static <T> T taken(@Nullable T part) {
        if (part == null) throw new IllegalStateException("nobody has taken this seat");
        return part;
    }

    private void start() {
        refresh();
        crawl().start().addDoneCallback(end -> {
            door.flush(); // so that they come before
            shared.onEnd(end.result());
        });
    }

    private void refresh() {
        state = LoopState.of(taken(pipeline), taken(holdups));
        loop.callLater(STATE_EVERY, this::refresh);
    }

    private void dismiss() {
        state = LoopState.of(taken(pipeline), taken(holdups));
        dismissed.tryComplete(null);
    }

    // ---- the coordinator's side

    /** Starts its crawl. Any thread. */
    void begin() {
        loop.execute(this::start);
    }

    /** Its loop is not needed any more. Any thread. */
    void end() {
        try {
            loop.execute(this::dismiss);
        } catch (RejectedExecutionException itHasFailed) {
            // Then it has ended already.
        }
    }

    /** Tells its crawl something, on its loop. Any thread. */
    void tell(Consumer<Crawl> what) {
        loop.execute(() -> what.accept(crawl()));
    }

    /** Visits of its crawl that have not begun are not to begin for the time being, or again. Any thread. */
    void holdFresh(boolean hold) {
        loop.execute(() -> taken(pipeline).admission().holdFresh(hold));
    }

    /** Any thread. */
    void networkIsThere() {
        loop.execute(() -> taken(pipeline).networkIsThere());
    }

    /** Has its loop say whether it reaches anybody. Any thread. */
    void proveNetwork() {
        loop.execute(() -> taken(pipeline).proveNetwork().addDoneCallback(proof -> {
            if (!proof.isCancelled() && proof.result()) shared.networks().onProof(shard.index());
        }));
    }

    /** How it stood with its loop lately. Any thread. */
    LoopState state() {
        return state;
    }
}
