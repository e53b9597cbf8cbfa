package dev.simul.http;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the coded streams that hold native memory, which no garbage collector gives back. Any thread. */
public final class OpenStreams {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private OpenStreams() {}

    /** How many there are in this process: none when no response is on its way. */
    public static int count() {
        return COUNT.get();
    }

    static void opened() {
        COUNT.incrementAndGet();
    }

    static void closed() {
        COUNT.decrementAndGet();
    }
}
