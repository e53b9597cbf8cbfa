package dev.simul.task;

import org.jspecify.annotations.Nullable;

/**
 * A task that whoever made it completes. The first outcome wins; the loser is told and cleans up after itself.
 *
 * <p>A cancel ends it at once, and tells the producer by {@link #onCancel}. Loop thread only.
 */
public final class Promise<T extends @Nullable Object> extends Task<T> {
    private @Nullable Runnable onCancel;

    Promise(Loop loop) {
        super(loop);
    }

    /** Succeeds, unless it is done. @return whether this call decided the outcome */
    public boolean tryComplete(T value) {
        onCancel = null;
        return trySucceed(value);
    }

    /** Fails, unless it is done. @return whether this call decided the outcome */
    public boolean tryFail(Throwable cause) {
        onCancel = null;
        return tryEndFailed(cause);
    }

    /** What stops the work for this promise when somebody cancels it. Run inside {@link #cancel}. At most one. */
    public void onCancel(Runnable stop) {
        onCancel = stop;
    }

    @Override
    boolean requestCancel() {
        Runnable stop = onCancel;
        onCancel = null;
        tryEndCancelled();
        if (stop != null) stop.run();
        return true;
    }
}
