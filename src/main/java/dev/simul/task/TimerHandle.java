package dev.simul.task;

/**
 * A callback that the loop will run at a certain time, unless it is cancelled before.
 *
 * <p>Loop thread only.
 */
public final class TimerHandle {
    private enum State {
        WAITING,
        CANCELLED,
        RUN
    }

    private static final int NOT_QUEUED = -1;

    private final TimerHeap heap;
    private final Runnable callback;
    final long deadlineNanos;
    /** Breaks ties: of two timers for the same nanosecond the one that was made first runs first. */
    final long order;
    /** Where it is in the heap. Owned by {@link TimerHeap}. */
    int index = NOT_QUEUED;

    private State state = State.WAITING;

    TimerHandle(TimerHeap heap, Runnable callback, long deadlineNanos, long order) {
        this.heap = heap;
        this.callback = callback;
        this.deadlineNanos = deadlineNanos;
        this.order = order;
    }

    /** When it is due, on {@link Loop#nanoTime}'s clock. */
    public long deadlineNanos() {
        return deadlineNanos;
    }

    /** Takes it back: the callback is not run, and nothing of it stays in memory. Without effect once it has run. */
    public void cancel() {
        if (state == State.CANCELLED || state == State.RUN) return;
        if (index != NOT_QUEUED) heap.remove(this);
        state = State.CANCELLED;
    }

    public boolean isCancelled() {
        return state == State.CANCELLED;
    }

    /** Called by the loop in the turn in which the timer is due; it may have been cancelled earlier in that turn. */
    void fire() {
        if (state != State.WAITING) return;
        state = State.RUN;
        callback.run();
    }

    void leaveHeap() {
        index = NOT_QUEUED;
    }

    boolean isBefore(TimerHandle other) {
        long difference = deadlineNanos - other.deadlineNanos; // as System.nanoTime wants it: the clock may wrap
        return difference != 0 ? difference < 0 : order < other.order;
    }
}
