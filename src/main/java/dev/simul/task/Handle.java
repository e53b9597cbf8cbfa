package dev.simul.task;

import org.jspecify.annotations.Nullable;

/** A callback that the loop will run, unless it is cancelled before. Loop thread only. */
public sealed class Handle implements Runnable permits TimerHandle {
    /** Null once it has run, or never will. */
    private @Nullable Runnable callback;

    private boolean cancelled;

    Handle(Runnable callback) {
        this.callback = callback;
    }

    /** Takes it back: the callback is not run, and nothing of it stays in memory. Without effect once it has run. */
    public void cancel() {
        if (callback == null) return;
        callback = null;
        cancelled = true;
    }

    public final boolean isCancelled() {
        return cancelled;
    }

    /** For the loop, in the turn in which it is due; it may have been cancelled earlier in that turn. */
    @Override
    public final void run() {
        Runnable due = callback;
        if (due == null) return;
        callback = null;
        due.run();
    }

    /** What it will run; itself once it has run, or never will. */
    final Runnable target() {
        return callback == null ? this : callback;
    }
}
