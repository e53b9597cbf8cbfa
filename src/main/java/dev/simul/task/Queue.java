package dev.simul.task;

import static dev.simul.task.Step.await;
import static dev.simul.task.Step.done;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Hands items from producers to consumers, first in, first out; a full one makes producers wait, an empty one consumers.
 *
 * <p>Whoever waits is woken in the order of arrival, but an item is not reserved for the woken one: who comes before it has
 * its turn takes the item, and the woken one goes back to the end of the line. Loop thread only.
 */
public final class Queue<E> {
    /** There is nothing to get without waiting. */
    public static final class EmptyException extends RuntimeException {
        EmptyException() {
            super("the queue is empty");
        }
    }

    /** There is no room to put something without waiting. */
    public static final class FullException extends RuntimeException {
        FullException() {
            super("the queue is full");
        }
    }

    /** The queue was shut down. */
    public static final class ShutDownException extends RuntimeException {
        ShutDownException() {
            super("the queue was shut down");
        }
    }

    private final Loop loop;
    private final int maxSize;
    private final ArrayDeque<E> items = new ArrayDeque<>();
    private final Set<Promise<Void>> getters = new LinkedHashSet<>();
    private final Set<Promise<Void>> putters = new LinkedHashSet<>();
    private final Event finished;
    private long unfinished;
    private boolean shutDown;

    /** Makes a queue that holds any number of items. */
    public Queue(Loop loop) {
        this(loop, 0);
    }

    /**
     * Makes a queue.
     *
     * @param maxSize how many items make it full; 0 or less: it never is
     */
    public Queue(Loop loop, int maxSize) {
        this.loop = loop;
        this.maxSize = maxSize;
        this.finished = new Event(loop);
        finished.set();
    }

    public int size() {
        return items.size();
    }

    public boolean isEmpty() {
        return items.isEmpty();
    }

    public boolean isFull() {
        return maxSize > 0 && items.size() >= maxSize;
    }

    // ---- producers

    /** Adds an item, after waiting for room if there is none. Fails with a {@link ShutDownException} once it is shut down. */
    public Coroutine<Void> put(E item) {
        return () -> putting(item);
    }

    private Step<Void> putting(E item) {
        loop.assertInLoop();
        if (!isFull()) {
            putNow(item);
            return done();
        }
        if (shutDown) throw new ShutDownException();
        Promise<Void> mine = standIn(putters);
        return await(mine, woken -> putting(item), cancelled -> {
            if (mine.isSucceeded() && !isFull()) wakeFirst(putters); // it will not use the room that it was woken for
            throw cancelled;
        });
    }

    /**
     * Adds an item without waiting.
     *
     * @throws FullException if there is no room
     * @throws ShutDownException if it was shut down
     */
    public void putNow(E item) {
        loop.assertInLoop();
        if (shutDown) throw new ShutDownException();
        if (isFull()) throw new FullException();
        items.add(item);
        unfinished++;
        finished.clear();
        wakeFirst(getters);
    }

    // ---- consumers

    /**
     * Takes the first item, after waiting for one if there is none. Fails with a {@link ShutDownException} once the queue is
     * shut down and empty.
     */
    public Coroutine<E> get() {
        return this::getting;
    }

    private Step<E> getting() {
        loop.assertInLoop();
        if (!items.isEmpty() || shutDown) return done(getNow());
        Promise<Void> mine = standIn(getters);
        return await(mine, woken -> getting(), cancelled -> {
            if (mine.isSucceeded() && !isEmpty()) wakeFirst(getters); // it will not take the item that it was woken for
            throw cancelled;
        });
    }

    /**
     * Takes the first item without waiting.
     *
     * @throws EmptyException if there is none
     * @throws ShutDownException if there is none and the queue was shut down
     */
    public E getNow() {
        loop.assertInLoop();
        E item = items.poll();
        if (item == null) throw shutDown ? new ShutDownException() : new EmptyException();
        wakeFirst(putters);
        return item;
    }

    /**
     * Says that the work on an item that was taken is done.
     *
     * @throws IllegalArgumentException if it was said of more items than were put
     */
    public void taskDone() {
        loop.assertInLoop();
        if (unfinished == 0) throw new IllegalArgumentException("taskDone was called more often than items were put");
        if (--unfinished == 0) finished.set();
    }

    /** Waits until {@link #taskDone} was called for each item that was put. */
    public Coroutine<Void> join() {
        return () -> unfinished > 0 ? await(finished.waitUntilSet()) : done();
    }

    // ---- its end

    /**
     * Refuses further items, and lets consumers have what is left. Wakes all who wait, so that they notice.
     *
     * @param immediate throws away what is left, too, and counts it as done
     */
    public void shutDown(boolean immediate) {
        loop.assertInLoop();
        shutDown = true;
        if (immediate) {
            unfinished = Math.max(0, unfinished - items.size());
            items.clear();
            if (unfinished == 0) finished.set();
        }
        wakeAll(getters);
        wakeAll(putters);
    }

    // ---- who waits

    private Promise<Void> standIn(Set<Promise<Void>> line) {
        Promise<Void> mine = loop.promise(this);
        line.add(mine);
        mine.stopBy(() -> line.remove(mine));
        return mine;
    }

    private static boolean wakeFirst(Set<Promise<Void>> line) {
        if (line.isEmpty()) return false;
        Promise<Void> first = line.iterator().next();
        line.remove(first);
        return first.tryComplete(Step.nothing());
    }

    private static void wakeAll(Set<Promise<Void>> line) {
        while (wakeFirst(line)) {
            // one after the other, in order
        }
    }

    @Override
    public String toString() {
        return "a queue with " + items.size() + (items.size() == 1 ? " item" : " items");
    }
}
