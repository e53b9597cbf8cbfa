package dev.simul.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What is said on standard error while a crawl runs: messages, and beneath them, on a terminal, one line that is redrawn.
 *
 * <p>A thread of its own prints, so that a slow terminal holds nobody up: of the line that is redrawn it prints the newest, and of
 * messages it forgets those that are too many. Any thread, but for {@link #close}.
 */
final class Notices implements AutoCloseable {
    private static final int MOST_WAITING = 100;
    private static final Duration LAST_CHANCE = Duration.ofSeconds(1);
    /** Carriage return, and erase to the end of the line (ECMA-48). */
    private static final String START_OVER = "\r\u001b[K";

    private final PrintStream err;
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>(MOST_WAITING);
    private final AtomicReference<@Nullable String> newest = new AtomicReference<>();
    private final Thread printer;
    private volatile boolean closing;

    /** Printer's thread: what stands on the terminal's last line. */
    private String drawn = "";

    Notices(PrintStream err) {
        this.err = err;
        this.printer = Thread.ofPlatform().name("simul-notices").daemon().start(this::print);
    }

    /** A message of one line, in the program's name. */
    void say(String message) {
        messages.offer(message);
        LockSupport.unpark(printer);
    }

    /** Replaces the line that is redrawn. */
    void draw(String line) {
        newest.set(line);
        LockSupport.unpark(printer);
    }

    private void print() {
        while (true) {
            boolean last = closing;
            boolean said = printMessages();
            String line = newest.getAndSet(null);
            if (line != null) {
                drawn = line;
            } else if (!said && last) {
                break;
            }
            if (!drawn.isEmpty() && (said || line != null)) err.print(START_OVER + drawn);
            if (said || line != null) {
                err.flush();
            } else {
                LockSupport.park(this);
            }
        }
        if (!drawn.isEmpty()) err.print(START_OVER);
        err.flush();
    }

    private boolean printMessages() {
        boolean said = false;
        for (String message = messages.poll(); message != null; message = messages.poll()) {
            err.print((drawn.isEmpty() ? "" : START_OVER) + "simul: " + message + System.lineSeparator());
            said = true;
        }
        return said;
    }

    /**
     * Prints what is left to be said and takes the line back, so that what follows begins on an empty one. Waits for the terminal at
     * most a second.
     */
    @Override
    public void close() {
        newest.set(null);
        closing = true;
        LockSupport.unpark(printer);
        try {
            printer.join(LAST_CHANCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
