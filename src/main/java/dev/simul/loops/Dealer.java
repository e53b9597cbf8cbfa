package dev.simul.loops;

import dev.simul.crawl.ListedUrl;
import dev.simul.fetch.Shard;
import dev.simul.result.FetchFailure;
import dev.simul.source.LineFeed;
import dev.simul.source.SourceException;
import dev.simul.source.SourceLine;
import dev.simul.source.SourcePoll;
import dev.simul.task.Loop;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Deals the lines of a feed out among loops, each to that of its host; those that there is nothing to fetch for in turn. Coordinator's
 * thread, except where it is said otherwise.
 *
 * <p>It goes on while a loop is short of lines, fewer than the look-ahead wait in all, and nobody holds it: so no more than that are in
 * memory whose visits have not begun.
 */
final class Dealer {
    /** How many lines are dealt between two looks at the loops. */
    private static final int ROUND = 64;

    /** Loops report what they begin so many times a look-ahead at least: more often would be a message a line. */
    private static final int REPORTS = 16;

    private final Loop loop;
    private final LineFeed source;
    private final int lookAhead;
    private final List<DealtLines> hands;
    /** Set while it waits for a loop; whoever resets it wakes it. */
    private final AtomicBoolean waits = new AtomicBoolean();

    /** Whether it waits for visits to begin. */
    private volatile boolean isTooFar;

    private boolean isScheduled;
    private boolean isHeld;
    private boolean hasEnded;

    /**
     * Makes one that does nothing yet.
     *
     * @param lookAhead how many lines may wait in all, 1 or more
     */
    Dealer(Loop loop, LineFeed source, int loops, int lookAhead) {
        this.loop = loop;
        this.source = source;
        this.lookAhead = lookAhead;
        int reportedEvery = Math.clamp(lookAhead / REPORTS, 1, REPORTS);
        this.hands = Stream.generate(() -> new DealtLines(this, reportedEvery))
                .limit(loops)
                .toList();
    }

    /** The lines of a loop. */
    DealtLines hand(int index) {
        return hands.get(index);
    }

    void begin() {
        source.onReady(() -> loop.execute(this::schedule));
        schedule();
    }

    /** Whether nothing more is dealt for the time being. */
    void hold(boolean held) {
        isHeld = held;
        if (!held) schedule();
    }

    /** Reads no more lines: those that have been dealt are the last. Any thread. */
    void stop() {
        source.close();
        loop.execute(this::schedule);
    }

    /** A loop has few lines left, or none. Any thread; quick as long as nobody waits for that. */
    void onTaken() {
        if (waits.get() && waits.compareAndSet(true, false)) loop.execute(this::schedule);
    }

    /** Visits have begun. Any thread; quick as {@link #onTaken}. */
    void onBegun() {
        if (isTooFar) onTaken();
    }

    private void schedule() {
        if (isScheduled || hasEnded) return;
        isScheduled = true;
        loop.callSoon(this::deal);
    }

    private void deal() {
        isScheduled = false;
        if (isHeld || hasEnded) return;
        long room = room();
        if (room == 0) {
            waits.set(true);
            room = room(); // somebody may have gone on before they could see that
            if (room == 0 || !waits.compareAndSet(true, false)) return;
        }
        boolean goesOn = true;
        for (long i = Math.min(room, ROUND); i > 0 && goesOn; i--) goesOn = dealOne();
        hands.forEach(DealtLines::wakeIfStarved);
        if (goesOn) schedule();
    }

    /** How many more lines may wait; 0 also where no loop is short of them. */
    private long room() {
        long waiting = 0;
        boolean someIsShort = false;
        for (DealtLines hand : hands) {
            waiting += hand.waiting();
            someIsShort |= hand.isShort();
        }
        isTooFar = waiting >= lookAhead;
        return someIsShort ? Math.max(0, lookAhead - waiting) : 0;
    }

    /** @return whether there may be another one now */
    private boolean dealOne() {
        return switch (source.poll()) {
            case SourceLine line -> {
                hands.get(ownerOf(line)).put(line);
                yield true;
            }
            case SourcePoll.Signal.EMPTY -> false;
            case SourcePoll.Signal.END -> {
                hasEnded = true;
                SourceException failure = source.failure();
                hands.forEach(hand -> hand.end(failure));
                yield false;
            }
        };
    }

    private int ownerOf(SourceLine line) {
        try {
            return Shard.ownerOf(ListedUrl.urlOf(line), hands.size());
        } catch (FetchFailure nothingToFetch) {
            return (int) (line.sequence() % hands.size());
        }
    }
}
