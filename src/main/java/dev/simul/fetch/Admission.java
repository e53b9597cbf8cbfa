package dev.simul.fetch;

import dev.simul.http.Reply;
import dev.simul.task.Loop;
import dev.simul.task.Promise;
import dev.simul.task.TimerHandle;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may make a request: so many in all and a second, so many to one host and not too close together, none while the host has
 * asked for a pause.
 *
 * <p>Whoever may not yet waits with its host and holds nobody else up: hosts that may be asked take turns. Visits that have
 * begun (the next hop of a redirect, another attempt) come before those that have not, since they are open longer.
 *
 * <p>A host that nobody waits for and that has nothing to be remembered takes no memory. Loop thread.
 */
public final class Admission {
    private final Loop loop;
    private final AdmissionLimits limits;
    private final Shard shard;
    private final Clock clock;
    private final StartRate rate;
    private final Map<String, HostQueue> hosts = new HashMap<>();
    /** Hosts that may be asked now and whose first in line has begun. */
    private final ArrayDeque<HostQueue> readyBegun = new ArrayDeque<>();

    private final ArrayDeque<HostQueue> readyFresh = new ArrayDeque<>();

    /** How many may be in flight: fewer than the limit where there are not enough files. */
    private double allowed;

    private boolean wasShort;
    private boolean isPaused;
    private FetchListener listener = FetchListener.NOBODY;
    private int inFlight;
    private int mostInFlight;
    private int fresh;
    /** Hosts that are waited for. */
    private int waitingForTime;

    private int waitingForRoom;
    private boolean holdsFresh;
    private boolean isDispatching;
    private @Nullable TimerHandle rateTimer;
    private Runnable onRoom = () -> {};

    /** One that asks all hosts there are. */
    public Admission(Loop loop, AdmissionLimits limits, Clock clock) {
        this(loop, limits, Shard.ALL, clock);
    }

    /**
     * Makes one.
     *
     * @param limits of this loop
     * @param shard whose hosts are asked as the limits say; of any other, where it is asked all the same, each loop keeps to its part of
     *     them, since its own loop and others may ask it as well
     */
    public Admission(Loop loop, AdmissionLimits limits, Shard shard, Clock clock) {
        this.loop = loop;
        this.limits = limits;
        this.shard = shard;
        this.clock = clock;
        this.rate = new StartRate(limits.perSecond());
        this.allowed = limits.concurrency();
    }

    void listener(FetchListener newListener) {
        listener = newListener;
    }

    // ---- who wants to

    /** Sets what is run when there is room and nobody who waits may use it. It may be run often. */
    public void onRoom(Runnable newOnRoom) {
        onRoom = newOnRoom;
    }

    /** Whether one more request may be made now, if its host allows it. If not, {@link #onRoom} tells when. */
    public boolean hasRoom() {
        if (isPaused || inFlight >= (int) allowed) return false;
        if (rate.isFree() || rate.isDue(loop.nanoTime())) return true;
        if (rateTimer == null) {
            rateTimer = loop.callAt(rate.dueNanos(), () -> {
                rateTimer = null;
                dispatch();
            });
        }
        return false;
    }

    /**
     * Wants to make the first request of a visit.
     *
     * @param host name and port, see {@link FetchCall#hostOf}
     */
    public void apply(String host, Applicant visitor) {
        HostQueue queue = host(host);
        long now = loop.nanoTime();
        if (!holdsFresh && !queue.isHeld() && !queue.isWaitedFor() && hasRoom() && mayStart(queue, now)) {
            visitor.onAdmitted(grant(queue, now));
            return;
        }
        queue.add(visitor);
        fresh++;
        review(queue);
        dispatch();
    }

    /**
     * Wants to make a further request of a visit.
     *
     * @param delay what the host itself wants between two starts; zero for nothing
     * @param before the visit's last permit, whose place among all it gives up or takes along; null if it has none
     * @return succeeds with the permit; a cancel leaves the line
     */
    Promise<Permit> ask(String host, Duration delay, @Nullable Permit before) {
        if (before != null && before.takeAway()) inFlight--;
        HostQueue queue = host(host);
        queue.pace().atLeast(delay);
        Promise<Permit> visitor = loop.promise(host);
        long now = loop.nanoTime();
        if (queue.firstBegun() == null && hasRoom() && mayStart(queue, now)) {
            visitor.tryComplete(grant(queue, now));
            return visitor;
        }
        queue.add(visitor);
        visitor.stopBy(() -> review(queue));
        review(queue);
        dispatch();
        return visitor;
    }

    /** Visits that have not begun are not to begin for the time being, or again. */
    public void holdFresh(boolean hold) {
        if (holdsFresh == hold) return;
        holdsFresh = hold;
        if (!hold) dispatch();
    }

    /** Visits to {@code host} that have not begun are not to begin until {@link #release}, of as many as were held. */
    void hold(String host) {
        host(host).hold();
    }

    /**
     * Ends a {@link #hold}.
     *
     * @param delay what the host itself wants between two starts; zero for nothing
     */
    void release(String host, Duration delay) {
        HostQueue queue = host(host);
        queue.release();
        queue.pace().atLeast(delay);
        review(queue);
        dispatch();
    }

    /** Forgets the visits that have not begun. */
    public void dropFresh() {
        for (HostQueue queue : hosts.values().toArray(HostQueue[]::new)) {
            fresh -= queue.dropFresh();
            review(queue);
        }
    }

    // ---- what they wait for

    /** Whether nobody may make a request since we cannot. */
    public boolean isPaused() {
        return isPaused;
    }

    /** Whether as many requests are in flight as may be. */
    public boolean isFull() {
        return inFlight >= (int) allowed;
    }

    /** Whether as many have been started in the last moments as may be. */
    public boolean waitsForRate() {
        return !rate.isDue(loop.nanoTime());
    }

    /** Whether somebody waits for a host. */
    public boolean isWaitedFor() {
        return fresh > 0 || waitingForTime > 0 || waitingForRoom > 0;
    }

    /** Whether more hosts that are waited for want some time to pass than have as many requests in flight as they may have. */
    public boolean waitsForTime() {
        return waitingForTime > waitingForRoom;
    }

    /** How many visits wait that have not begun. */
    public int fresh() {
        return fresh;
    }

    /** How many hosts are remembered. */
    public int hosts() {
        return hosts.size();
    }

    /** How many requests are in flight, or have been and are being made into records. */
    public int inFlight() {
        return inFlight;
    }

    /** How many there have been at once. */
    public int mostInFlight() {
        return mostInFlight;
    }

    // ---- when we cannot

    /** Nobody makes a request until {@link #resume}. */
    void pause() {
        isPaused = true;
    }

    void resume() {
        isPaused = false;
        dispatch();
    }

    /**
     * A request that is in flight found no file to be opened with: from now on only as many are made at once as there are others.
     *
     * @return whether another attempt will find one; not if there are no others
     */
    boolean lower() {
        if (inFlight <= 1) return false;
        boolean isFirst = !wasShort;
        wasShort = true;
        allowed = Math.min(allowed, inFlight - 1);
        if (isFirst) listener.onShortOfFiles();
        return true;
    }

    /** One more for each round: somebody else may have given files back. */
    private void raise() {
        if (allowed < limits.concurrency()) allowed = Math.min(limits.concurrency(), allowed + 1 / allowed);
    }

    /** How many requests may be in flight at present. */
    public int allowed() {
        return (int) allowed;
    }

    // ---- permits

    private boolean mayStart(HostQueue queue, long now) {
        return queue.hasRoom() && queue.pace().dueNanos(now) - now <= 0;
    }

    private Permit grant(HostQueue queue, long now) {
        mostInFlight = Math.max(mostInFlight, ++inFlight);
        rate.take(now);
        queue.onGranted(now);
        return new Permit(this, queue, now);
    }

    void onSent(Permit permit, boolean first) {
        permit.queue().onSent(first, loop.nanoTime());
        if (first) review(permit.queue());
    }

    /** It will not be sent; its end comes next. */
    void onUnused(Permit permit) {
        permit.queue().onUnused();
        rate.giveBack();
    }

    void onEnd(Permit permit, boolean wasSent, @Nullable Reply reply) {
        HostQueue queue = permit.queue();
        if (reply != null) {
            if (reply.head() != null) raise();
            queue.pace().onReply(reply, permit.grantedNanos(), queue.inFlight(), loop.nanoTime());
        }
        queue.onLeft(wasSent);
        review(queue);
        dispatch();
    }

    void onLeft() {
        inFlight--;
        dispatch();
    }

    // ---- hosts

    private HostQueue host(String name) {
        HostQueue known = hosts.get(name);
        if (known != null) return known;
        int askers = shard.owns(name) ? 1 : shard.count();
        HostQueue queue = new HostQueue(name, new HostPace(limits, askers, clock));
        hosts.put(name, queue);
        return queue;
    }

    /** Puts a host where it belongs: into line, to sleep, or away. */
    private void review(HostQueue queue) {
        boolean isWaitedFor = queue.isWaitedFor();
        waits(queue, HostQueue.Wait.NONE);
        long now;
        long due;
        if (isWaitedFor) {
            if (!queue.hasRoom()) { // whoever leaves looks again
                waits(queue, HostQueue.Wait.ROOM);
                return;
            }
            now = loop.nanoTime();
            due = queue.pace().dueNanos(now);
            if (due - now <= 0) {
                list(queue);
                return;
            }
            waits(queue, HostQueue.Wait.TIME);
        } else {
            if (queue.inFlight() > 0 || queue.isHeld()) return;
            now = loop.nanoTime();
            due = queue.pace().forgetNanos(now);
            if (due - now <= 0) {
                forget(queue);
                return;
            }
        }
        wakeAt(queue, due);
    }

    private void waits(HostQueue queue, HostQueue.Wait now) {
        waitingForTime += (now == HostQueue.Wait.TIME ? 1 : 0) - (queue.awaited == HostQueue.Wait.TIME ? 1 : 0);
        waitingForRoom += (now == HostQueue.Wait.ROOM ? 1 : 0) - (queue.awaited == HostQueue.Wait.ROOM ? 1 : 0);
        queue.awaited = now;
    }

    /** A host may be in both lines: one is not looked at while those that have not begun are held. */
    private void list(HostQueue queue) {
        if (queue.firstBegun() != null) {
            if (!queue.isReadyBegun) readyBegun.add(queue);
            queue.isReadyBegun = true;
        } else {
            if (!queue.isReadyFresh) readyFresh.add(queue);
            queue.isReadyFresh = true;
        }
    }

    private void wakeAt(HostQueue queue, long due) {
        TimerHandle wake = queue.wake;
        if (wake != null) {
            if (wake.deadlineNanos() - due <= 0) return; // it will look again
            wake.cancel();
        }
        queue.wake = loop.callAt(due, () -> {
            queue.wake = null;
            review(queue);
            dispatch();
        });
    }

    private void forget(HostQueue queue) {
        if (queue.wake != null) queue.wake.cancel();
        queue.wake = null;
        hosts.remove(queue.name(), queue);
    }

    // ---- whose turn it is

    private void dispatch() {
        if (isDispatching) return;
        isDispatching = true;
        try {
            while (hasRoom()) {
                HostQueue queue = nextReady();
                if (queue == null) {
                    onRoom.run();
                    return;
                }
                admitNext(queue);
                review(queue);
            }
        } finally {
            isDispatching = false;
        }
    }

    private @Nullable HostQueue nextReady() {
        HostQueue queue = readyBegun.poll();
        if (queue != null) {
            queue.isReadyBegun = false;
        } else if (!holdsFresh) {
            queue = readyFresh.poll();
            if (queue != null) queue.isReadyFresh = false;
        }
        return queue;
    }

    private void admitNext(HostQueue queue) {
        long now = loop.nanoTime();
        if (!mayStart(queue, now)) return;
        Promise<Permit> begun = queue.takeBegun();
        if (begun != null) {
            begun.tryComplete(grant(queue, now));
        } else if (queue.hasFresh() && !holdsFresh && !queue.isHeld()) {
            fresh--;
            queue.takeFresh().onAdmitted(grant(queue, now));
        }
    }
}
