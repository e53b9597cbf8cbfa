package dev.simul.task;

import static dev.simul.task.Step.await;
import static dev.simul.task.Step.done;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A flag that tasks can wait for: all who wait when it is set go on, even if it is cleared at once. Loop thread only. */
public final class Event {
    private final Loop loop;
    private final Set<Promise<Void>> waiters = new LinkedHashSet<>();
    private boolean set;

    /** Makes an event that is not set. */
    public Event(Loop loop) {
        this.loop = loop;
    }

    public boolean isSet() {
        return set;
    }

    /** Lets everybody go on who waits, in the order in which they came, and from now on nobody wait. */
    public void set() {
        loop.assertInLoop();
        if (set) return;
        set = true;
        List<Promise<Void>> woken = List.copyOf(waiters);
        waiters.clear();
        woken.forEach(waiter -> waiter.tryComplete(Step.nothing()));
    }

    /** From now on whoever comes has to wait for the next {@link #set}. */
    public void clear() {
        loop.assertInLoop();
        set = false;
    }

    /** Waits until the event is set; not at all if it is. */
    public Coroutine<Void> waitUntilSet() {
        return () -> {
            loop.assertInLoop();
            if (set) return done();
            Promise<Void> mine = loop.promise(this);
            waiters.add(mine);
            mine.stopBy(() -> waiters.remove(mine));
            return await(mine);
        };
    }

    @Override
    public String toString() {
        return set ? "an event that is set" : "an event that is not set";
    }
}
