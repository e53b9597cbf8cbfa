package dev.simul.task;

/**
 * One turn's rest: done in the next turn, in which whoever waits for it goes on. It cannot be cancelled, as its time has
 * come already; a task that waits for it gets its cancel then.
 */
final class Pause extends Task<Void> implements Runnable {
    Pause(Loop loop) {
        super(loop);
        loop.ready(this);
    }

    @Override
    Object label() {
        return "the next turn";
    }

    @Override
    public void run() {
        trySucceed(Step.nothing());
    }

    /** The loop itself completes it, so there is nobody inside whose call a callback would run. */
    @Override
    void schedule(Runnable callback) {
        loop.run(callback);
    }

    @Override
    boolean requestCancel() {
        return false;
    }
}
