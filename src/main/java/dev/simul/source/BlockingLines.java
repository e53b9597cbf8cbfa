package dev.simul.source;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** The lines of a source for a thread that waits for them. One thread. */
public final class BlockingLines {
    private final UrlSource source;
    private final Semaphore ready = new Semaphore(0);

    /** Takes over {@code source}, which nobody else is to poll. */
    public BlockingLines(UrlSource source) {
        this.source = source;
        source.onReady(ready::release);
    }

    /**
     * Waits for the next line.
     *
     * @return null if there is none any more
     * @throws SourceException if the source broke off
     * @throws InterruptedException also where a line is there already
     */
    public @Nullable SourceLine next() throws SourceException, InterruptedException {
        if (Thread.interrupted()) throw new InterruptedException();
        while (true) {
            switch (source.poll()) {
                case SourceLine line -> {
                    return line;
                }
                case SourcePoll.Signal.EMPTY -> ready.acquire();
                case SourcePoll.Signal.END -> {
                    SourceException failure = source.failure();
                    if (failure != null) throw failure;
                    return null;
                }
            }
        }
    }
}
