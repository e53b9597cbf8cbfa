package dev.simul.source;

import org.jspecify.annotations.Nullable;

/** Where a crawl pulls its lines from: {@link UrlSource}, or what adds to its lines. Never blocks who pulls. */
public interface LineFeed {
    /**
     * The next line, if it is there. Loop thread only.
     *
     * @return a {@link SourceLine}; {@link SourcePoll.Signal#EMPTY} if there is none yet, and then {@link #onReady} runs;
     *     {@link SourcePoll.Signal#END} if there is none any more, from then on always
     */
    SourcePoll poll();

    /**
     * Sets what is run when {@link #poll} is worth another try after it returned {@code EMPTY}: at most once for each time
     * it did. Replaces what was set before.
     *
     * @param wake run on any thread: it does no more than to hand over to its loop
     */
    void onReady(Runnable wake);

    /**
     * What kept the sources from being read to their end, once {@link #poll} returned {@code END}; null if nothing did.
     * The whole lines before it were delivered, those after it and the sources after this one were not read.
     */
    @Nullable
    SourceException failure();

    /** Delivers nothing more: from now on {@link #poll} returns {@code END}. Any thread, any number of times, never blocks. */
    void close();
}
