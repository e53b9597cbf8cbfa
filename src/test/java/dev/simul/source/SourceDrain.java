package dev.simul.source;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Plays the loop: polls, and waits for the wake where there is nothing. */
final class SourceDrain {
    private final UrlSource source;
    private final Semaphore wakes = new Semaphore(0);

    SourceDrain(UrlSource source) {
        this.source = source;
        source.onReady(wakes::release);
    }

    /** The next line, or END. */
    SourcePoll next() throws InterruptedException {
        while (true) {
            SourcePoll poll = source.poll();
            if (poll != SourcePoll.Signal.EMPTY) return poll;
            wakes.acquire();
        }
    }

    List<SourceLine> all() throws InterruptedException {
        List<SourceLine> lines = new ArrayList<>();
        while (next() instanceof SourceLine line) lines.add(line);
        return lines;
    }

    void awaitWake() throws InterruptedException {
        wakes.acquire();
    }

    int wakesSoFar() {
        return wakes.availablePermits();
    }
}
