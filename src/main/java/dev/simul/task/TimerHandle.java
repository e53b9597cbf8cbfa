package dev.simul.task;

/** A callback that the loop will run at a certain time, unless it is cancelled before. Loop thread only. */
public final class TimerHandle extends Handle {
    private static final int NOT_QUEUED = -1;

    private final TimerHeap heap;
    final long deadlineNanos;
    /** Breaks ties: of two timers for the same nanosecond the one that was made first runs first. */
    final long order;
    /** Where it is in the heap. Owned by {@link TimerHeap}. */
    int index = NOT_QUEUED;

    TimerHandle(TimerHeap heap, Runnable callback, long deadlineNanos, long order) {
        super(callback);
        this.heap = heap;
        this.deadlineNanos = deadlineNanos;
        this.order = order;
    }

    /** When it is due, on {@link Loop#nanoTime}'s clock. */
    public long deadlineNanos() {
        return deadlineNanos;
    }

    @Override
    public void cancel() {
        if (index != NOT_QUEUED) heap.remove(this);
        super.cancel();
    }

    void leaveHeap() {
        index = NOT_QUEUED;
    }

    boolean isBefore(TimerHandle other) {
        long difference = deadlineNanos - other.deadlineNanos; // as System.nanoTime wants it: the clock may wrap
        return difference != 0 ? difference < 0 : order < other.order;
    }
}
