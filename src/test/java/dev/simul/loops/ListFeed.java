package dev.simul.loops;

import dev.simul.source.LineFeed;
import dev.simul.source.SourceException;
import dev.simul.source.SourceLine;
import dev.simul.source.SourcePoll;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Lines that a test adds; ends when the test says so. One thread. */
final class ListFeed implements LineFeed {
    private final Queue<SourceLine> lines = new ArrayDeque<>();
    private long added;
    private long polled;
    private boolean hasEnded;
    private boolean isStarved;
    private boolean isClosed;
    private Runnable wake = () -> {};

    /** Adds lines and ends. */
    static ListFeed of(List<String> urls) {
        ListFeed feed = new ListFeed();
        urls.forEach(feed::add);
        feed.end();
        return feed;
    }

    void add(String url) {
        lines.add(new SourceLine(added++, url, added, null));
        wakeIfStarved();
    }

    void end() {
        hasEnded = true;
        wakeIfStarved();
    }

    private void wakeIfStarved() {
        boolean was = isStarved;
        isStarved = false;
        if (was) wake.run();
    }

    /** How many lines have been taken. */
    long polled() {
        return polled;
    }

    boolean isClosed() {
        return isClosed;
    }

    @Override
    public SourcePoll poll() {
        SourceLine line = isClosed ? null : lines.poll();
        if (line != null) {
            polled++;
            return line;
        }
        if (hasEnded || isClosed) return SourcePoll.Signal.END;
        isStarved = true;
        return SourcePoll.Signal.EMPTY;
    }

    @Override
    public void onReady(Runnable newWake) {
        wake = newWake;
    }

    @Override
    public @Nullable SourceException failure() {
        return null;
    }

    @Override
    public void close() {
        isClosed = true;
        wakeIfStarved();
    }
}
