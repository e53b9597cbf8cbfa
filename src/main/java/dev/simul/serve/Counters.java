package dev.simul.serve;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What the loop counts and others read; only the loop writes. */
final class Counters {
    private final AtomicLong answered = new AtomicLong();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();

    /** Counts a connection and returns its number, from 1. */
    int connectionOpened() {
        rise(open, mostOpen);
        return accepted.incrementAndGet();
    }

    void connectionClosed() {
        open.decrementAndGet();
    }

    void requestBegan() {
        rise(inFlight, mostInFlight);
    }

    void requestAnswered() {
        inFlight.decrementAndGet();
        answered.incrementAndGet();
    }

    /** Counts requests whose connection went before their answer was whole. */
    void requestsLost(int requests) {
        inFlight.addAndGet(-requests);
    }

    ServerStats snapshot(long busyNanos) {
        return new ServerStats(
                answered.get(),
                inFlight.get(),
                mostInFlight.get(),
                accepted.get(),
                open.get(),
                mostOpen.get(),
                busyNanos);
    }

    private static void rise(AtomicInteger now, AtomicInteger most) {
        int value = now.incrementAndGet();
        if (value > most.get()) most.set(value);
    }
}
