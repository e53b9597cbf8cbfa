package dev.simul.task;

import org.jspecify.annotations.Nullable;

/**
 * A task that whoever made it completes: asyncio's {@code Future}. The first outcome wins; the loser is told and cleans up
 * after itself.
 *
 * <p>A cancel ends it at once, and stops the work for it as {@link #stopBy} says. Loop thread only.
 */
public final class Promise<T extends @Nullable Object> extends Task<T> {
    private final Object purpose;
    private @Nullable Runnable stop;

    Promise(Loop loop, Object purpose) {
        super(loop);
        this.purpose = purpose;
    }

    /** What it is for: a name, or what its waiter waits for. */
    @Override
    Object label() {
        return purpose;
    }

    /**
     * Succeeds, unless it is done.
     *
     * @return whether this call decided the outcome
     */
    public boolean tryComplete(T value) {
        stop = null;
        return trySucceed(value);
    }

    /**
     * Fails, unless it is done.
     *
     * @return whether this call decided the outcome
     */
    public boolean tryFail(Throwable cause) {
        stop = null;
        return tryEndFailed(cause);
    }

    /** What stops the work for this promise when somebody cancels it. Run inside {@link #cancel}. At most one. */
    public void stopBy(Runnable stop) {
        this.stop = stop;
    }

    @Override
    boolean requestCancel() {
        Runnable stop = this.stop;
        this.stop = null;
        tryEndCancelled();
        if (stop != null) stop.run();
        return true;
    }
}
