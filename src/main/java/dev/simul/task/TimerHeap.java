package dev.simul.task;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A binary heap of timers that knows where each one is, so that a cancelled one leaves in logarithmic time. */
final class TimerHeap {
    private @Nullable TimerHandle[] heap = new @Nullable TimerHandle[64];
    private int size;
    private long made;

    TimerHandle add(Runnable callback, long deadlineNanos) {
        if (size == heap.length) heap = Arrays.copyOf(heap, size * 2);
        TimerHandle timer = new TimerHandle(this, callback, deadlineNanos, made++);
        siftUp(size++, timer);
        return timer;
    }

    @Nullable
    TimerHandle peek() {
        return size == 0 ? null : heap[0];
    }

    int size() {
        return size;
    }

    void remove(TimerHandle timer) {
        int hole = timer.index;
        timer.leaveHeap();
        TimerHandle last = at(--size);
        heap[size] = null;
        if (last == timer) return;
        siftDown(hole, last);
        if (last.index == hole) siftUp(hole, last);
    }

    private TimerHandle at(int index) {
        TimerHandle timer = heap[index];
        if (timer == null) throw new IllegalStateException("no timer at " + index);
        return timer;
    }

    private void siftUp(int start, TimerHandle timer) {
        int index = start;
        while (index > 0) {
            int parent = (index - 1) / 2;
            if (!timer.isBefore(at(parent))) break;
            put(index, at(parent));
            index = parent;
        }
        put(index, timer);
    }

    private void siftDown(int start, TimerHandle timer) {
        int index = start;
        while (true) {
            int child = index * 2 + 1;
            if (child >= size) break;
            if (child + 1 < size && at(child + 1).isBefore(at(child))) child++;
            if (!at(child).isBefore(timer)) break;
            put(index, at(child));
            index = child;
        }
        put(index, timer);
    }

    private void put(int index, TimerHandle timer) {
        heap[index] = timer;
        timer.index = index;
    }
}
