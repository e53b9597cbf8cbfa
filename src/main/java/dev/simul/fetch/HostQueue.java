package dev.simul.fetch;

import dev.simul.task.Promise;
import dev.simul.task.TimerHandle;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Who waits for one host, and how it is with that host. Loop thread. */
final class HostQueue {
    private final String name;
    private final HostPace pace;
    /** Visits that have begun: those before others. Given up where done. */
    private final ArrayDeque<Promise<Permit>> begun = new ArrayDeque<>(0);

    private final ArrayDeque<Applicant> fresh = new ArrayDeque<>(0);
    private int inFlight;
    /** Of those in flight, how many have not been sent yet. */
    private int unsent;
    /** How many want those that have not begun to wait. */
    private int holds;

    /** Whether it is in one of the lines of hosts that may be asked. */
    boolean isReadyBegun;

    boolean isReadyFresh;
    /** What those who wait for it wait for, when it was looked at last. */
    enum Wait {
        NONE,
        ROOM,
        TIME
    }

    Wait awaited = Wait.NONE;

    /** When to look at it again; null where something else will tell. */
    @Nullable
    TimerHandle wake;

    HostQueue(String name, HostPace pace) {
        this.name = name;
        this.pace = pace;
    }

    String name() {
        return name;
    }

    HostPace pace() {
        return pace;
    }

    int inFlight() {
        return inFlight;
    }

    void add(Promise<Permit> visitor) {
        begun.add(visitor);
    }

    void add(Applicant visitor) {
        fresh.add(visitor);
    }

    /** The first visit that has begun and waits; null if there is none. */
    @Nullable
    Promise<Permit> firstBegun() {
        while (!begun.isEmpty() && begun.peek().isDone()) begun.remove();
        return begun.peek();
    }

    /** Takes that one out of the line. */
    @Nullable
    Promise<Permit> takeBegun() {
        return firstBegun() == null ? null : begun.remove();
    }

    boolean hasFresh() {
        return !fresh.isEmpty();
    }

    /** The next that has not begun yet. */
    Applicant takeFresh() {
        return fresh.remove();
    }

    /** Forgets those that have not begun. @return how many there were */
    int dropFresh() {
        int dropped = fresh.size();
        fresh.clear();
        return dropped;
    }

    boolean isWaitedFor() {
        return firstBegun() != null || (hasFresh() && !isHeld());
    }

    void hold() {
        holds++;
    }

    void release() {
        holds--;
    }

    /** Whether those that have not begun are not to begin. */
    boolean isHeld() {
        return holds > 0;
    }

    /** Whether one more may be in flight, were it time. Where starts are spaced, each is to be seen before the next. */
    boolean hasRoom() {
        return inFlight < pace.width() && (unsent == 0 || !pace.isSpaced());
    }

    void onGranted(long nowNanos) {
        inFlight++;
        unsent++;
        pace.onStart(nowNanos);
    }

    void onSent(boolean first, long nowNanos) {
        if (first) unsent--;
        pace.onStart(nowNanos);
    }

    void onUnused() {
        pace.undoStart();
    }

    void onLeft(boolean wasSent) {
        inFlight--;
        if (!wasSent) unsent--;
    }
}
