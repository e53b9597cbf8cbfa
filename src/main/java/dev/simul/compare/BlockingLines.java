package dev.simul.compare;

import dev.simul.source.SourceException;
import dev.simul.source.SourceLine;
import dev.simul.source.SourcePoll;
import dev.simul.source.UrlSource;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** The lines of a source for a thread that waits for them. One thread. */
final class BlockingLines implements LineFeed {
    private final UrlSource source;
    private final Semaphore ready = new Semaphore(0);

    BlockingLines(UrlSource source) {
        this.source = source;
        source.onReady(ready::release);
    }

    /**
     * As {@link LineFeed#next}.
     *
     * @throws SourceException if the source broke off
     */
    @Override
    public @Nullable SourceLine next() throws SourceException, InterruptedException {
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
