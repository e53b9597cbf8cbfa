package dev.simul.task;

/** Hears when the loop was busy. On the loop's thread, between two turns: to be quick about it is all it may do. */
@FunctionalInterface
public interface TurnListener {
    /**
     * A turn has ended that did something.
     *
     * @param busyFromNanos when it stopped waiting, on {@link Loop#nanoTime}'s clock
     * @param busyUntilNanos when it had run all that was ready
     */
    void turnEnded(long busyFromNanos, long busyUntilNanos);
}
