package dev.simul.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What a process has written so far: taken in by a thread of its own, so that the process never waits for the test. */
final class Output {
    private final Thread reader;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Output(String name, InputStream in) {
        reader = Thread.ofPlatform().name(name).daemon().start(() -> readAll(in));
    }

    private void readAll(InputStream in) {
        byte[] buffer = new byte[8192];
        try (in) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                synchronized (this) {
                    bytes.write(buffer, 0, n);
                    notifyAll();
                }
            }
        } catch (IOException ended) {
            // The stream of a process that was killed: what came before is what there is.
        }
    }

    synchronized String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Waits until {@code condition} is true of the text; false if it is not in time. */
    synchronized boolean await(Predicate<String> condition, long limitNanos) throws InterruptedException {
        long deadline = System.nanoTime() + limitNanos;
        while (!condition.test(text())) {
            long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (leftMillis <= 0) return false;
            wait(leftMillis);
        }
        return true;
    }

    /** Waits for the last byte. */
    void awaitEnd(long limitMillis) throws InterruptedException {
        reader.join(limitMillis);
    }
}
