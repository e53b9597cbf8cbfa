package dev.simul.sink;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether there is room, and the promise to say so when there is again. Lock-free, because the loop asks and other threads
 * open it.
 *
 * <p>Several reasons, each a bit, can hold it shut at the same time. Who was told that it is shut is told once that it
 * opened, whatever happens in between and on whichever thread.
 */
final class Gate {
    private final AtomicInteger shutBy = new AtomicInteger();

    /** Somebody was told that it is shut. Whoever resets it, tells them. */
    private final AtomicBoolean owed = new AtomicBoolean();

    private volatile Runnable resume = () -> {};

    void onOpen(Runnable resume) {
        this.resume = resume;
    }

    void shut(int reason) {
        shutBy.accumulateAndGet(reason, (shut, more) -> shut | more);
    }

    void open(int reason) {
        int left = shutBy.accumulateAndGet(reason, (shut, less) -> shut & ~less);
        if (left != 0 || !owed.compareAndSet(true, false)) return;
        try {
            resume.run();
        } catch (RejectedExecutionException e) {
            // The loop has ended: nobody waits any more.
        }
    }

    /** The answer to give to the caller; false obliges to run {@code resume} later. */
    boolean isOpen() {
        if (shutBy.get() == 0) return true;
        owed.set(true);
        // Opened before it could know that somebody waits: then this answer says so.
        return shutBy.get() == 0 && owed.compareAndSet(true, false);
    }
}
