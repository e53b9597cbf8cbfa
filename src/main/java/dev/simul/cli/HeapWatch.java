package dev.simul.cli;

import dev.simul.task.Loop;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Collects what has grown old and died, before the heap grows for it: the serial collector, which costs one core least, would rather take
 * more memory until there is no more, a quarter of the machine's. What responses that take long have made outlives the young
 * generation, so that the process would grow with the number of URLs.
 *
 * <p>Loop thread. A collection takes a millisecond or two for each megabyte that lives, and is due when as much has died as lives: so it costs a part
 * of what is computed, however large the heap is.
 */
final class HeapWatch {
    /** Set by the launcher with that collector; to others this would do no good. */
    private static final String WANTED = "simul.collect";

    static final Duration EVERY = Duration.ofSeconds(1);
    /** What is not worth a collection; most crawls never have more. */
    static final long SLACK_BYTES = 64L * 1024 * 1024;

    private final Loop loop;
    private final LongSupplier used;
    private final Runnable collector;
    private long most = 2 * SLACK_BYTES;

    /**
     * Makes one that does nothing yet.
     *
     * @param used bytes of the heap, with what is dead
     * @param collector collects all that is dead
     */
    HeapWatch(Loop loop, LongSupplier used, Runnable collector) {
        this.loop = loop;
        this.used = used;
        this.collector = collector;
    }

    /** Watches the heap for as long as the loop runs, where that is wanted. */
    static void start(Loop loop) {
        if (!Boolean.getBoolean(WANTED)) return;
        Runtime runtime = Runtime.getRuntime();
        new HeapWatch(loop, () -> runtime.totalMemory() - runtime.freeMemory(), System::gc).start();
    }

    void start() {
        loop.callLater(EVERY, this::look);
    }

    private void look() {
        if (used.getAsLong() > most) {
            collector.run();
            most = 2 * used.getAsLong() + SLACK_BYTES;
        }
        start();
    }
}
